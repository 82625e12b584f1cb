/** Owns what an answer of SPC Brasil means: a report, a list, a refusal that cost nothing, or an outcome nobody knows. */
import {
  BureauError,
  type BureauAnswer,
  type BureauErrorDetails,
  type BureauErrorKind,
  type BureauProduct,
  type BureauQuery,
} from '../../domain/credit-bureau';
import type { BureauReply } from '../bureau/call-bureau';
import { providerText, retryAfterMs } from '../bureau/provider-text';
import { decodeText } from './decode-text';
import { productsOf } from './product-list';
import { readReport } from './report-answer';
import { refusalOf, soapAnswerOf, type SoapAnswer } from './soap-answer';

/** An answer that was read as far as it could be. `secrets` must not come back in an error's words. */
export interface Understood {
  readonly reply: BureauReply;
  /** As it came, in our characters. */
  readonly raw: string;
  readonly answer: SoapAnswer;
  readonly secrets: readonly string[];
}

export async function understood(reply: BureauReply, secrets: readonly string[]): Promise<Understood> {
  const raw = decodeText(reply.bytes, reply.contentType);
  return { reply, raw, answer: await soapAnswerOf(raw), secrets };
}

/** Throws `BureauError`. */
export function answerOf(said: Understood, query: BureauQuery, now: Date): BureauAnswer {
  const { answer, raw } = said;
  const secrets = [...said.secrets, query.document];
  const fail = failing({ ...said, secrets }, now);
  const refused = refusedKind(said);
  if (refused !== null) return fail(refused, 'refused');
  if (answer.kind === 'fault') return fail('unknownOutcome', 'failed with a fault');
  if (!isSuccess(said) || answer.kind === 'unreadable') return fail('unknownOutcome', unreadableWords(answer));
  const read = readReport(answer.body, query, now);
  if (read.kind === 'read') return { findings: read.findings, raw };
  if (read.kind === 'unreadable') return fail('unknownOutcome', 'answered with no report');
  return fail('unknownOutcome', 'answered with the report of somebody else', { isAnotherDocument: true });
}

/** Throws `BureauError`, and never `unknownOutcome`: listing costs nothing. */
export function productsOfAnswer(said: Understood, now: Date): readonly BureauProduct[] {
  const { answer } = said;
  const fail = failing(said, now);
  const refused = refusedKind(said);
  if (refused !== null) return fail(refused, 'refused');
  if (answer.kind === 'fault') return fail('unavailable', 'failed with a fault');
  if (!isSuccess(said) || answer.kind === 'unreadable') return fail('unavailable', unreadableWords(answer));
  return productsOf(answer.body) ?? fail('unavailable', 'answered with no list of products');
}

/** What was surely answered before anything was looked up: by a fault that says so, or by the door of the service. */
function refusedKind({ reply: { status }, answer }: Understood): BureauErrorKind | null {
  if (answer.kind === 'fault') return refusalOf(answer.fault);
  if (status === 401) return 'credential';
  return status === 429 ? 'rateLimited' : null;
}

function isSuccess({ reply: { status } }: Understood): boolean {
  return status >= 200 && status < 300;
}

function unreadableWords(answer: SoapAnswer): string {
  return answer.kind === 'unreadable' ? `answered with what can not be read: ${answer.why}` : 'answered';
}

function failing({ reply, raw, answer, secrets }: Understood, now: Date) {
  const words = answer.kind === 'fault' ? providerText({ mensagem: answer.fault.text }, secrets) : '';
  return (kind: BureauErrorKind, what: string, details: BureauErrorDetails = {}): never => {
    const note = reply.status >= 300 && reply.status < 400 ? ', a redirect, which is not followed' : '';
    const message = `SPC ${what} (${reply.status}${note})${words === '' ? '' : `: ${words}`}`;
    throw new BureauError(kind, message, {
      providerText: words,
      raw: raw === '' ? null : raw,
      retryAfterMs: kind === 'rateLimited' ? retryAfterMs(reply.retryAfter, now) : null,
      ...details,
    });
  };
}
