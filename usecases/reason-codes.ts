/** Owns reason codes as they are set and as they are asked for. */
import type { ReasonCodeStore } from '../adapters/mongo/reason-code-store';
import { CrivoError } from '../domain/errors';
import type { ReasonCode } from '../domain/reason-codes';
import { newId } from './new-id';

export async function putReasonCodes(
  { reasonCodes, now }: { readonly reasonCodes: ReasonCodeStore; readonly now: () => Date },
  subject: string,
  codes: readonly ReasonCode[],
): Promise<void> {
  const entry = { id: newId('aud'), at: now().toISOString(), subject, kind: 'reasonCodes', target: 'company' } as const;
  await reasonCodes.put(codes, (before) => ({ ...entry, branch: null, before, after: codes }));
}

/** The code is one of the company's, and comes with a note where it demands one. Errors: `InvalidRequest`. */
export async function demandReason(
  { reasonCodes }: { readonly reasonCodes: Pick<ReasonCodeStore, 'list'> },
  reasonCode: string | null,
  note: string | null,
): Promise<string> {
  return (await knownReason(reasonCodes, reasonCode, note)).code;
}

/** A reason in words, where only words are kept: its label and the note. Errors: those of `demandReason`. */
export async function reasonText(
  { reasonCodes }: { readonly reasonCodes: Pick<ReasonCodeStore, 'list'> },
  reasonCode: string,
  note: string | null,
): Promise<string> {
  const { label } = await knownReason(reasonCodes, reasonCode, note);
  return note === null ? label : `${label}: ${note}`;
}

async function knownReason(
  reasonCodes: Pick<ReasonCodeStore, 'list'>,
  reasonCode: string | null,
  note: string | null,
): Promise<ReasonCode> {
  if (reasonCode === null) throw wrong('reasonCode', 'is missing', 'send the code of a reason');
  const known = await reasonCodes.list();
  const found = known.find(({ code }) => code === reasonCode);
  if (found === undefined) {
    const codes = known.map(({ code }) => code).join(', ');
    throw wrong('reasonCode', `is no reason code of this company: ${reasonCode}`, `send one of ${codes}`);
  }
  if (found.requiresNote && note === null) throw wrong('note', `is demanded by ${reasonCode}`, 'send a note');
  return found;
}

function wrong(at: string, message: string, fix: string): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, message, fix }] });
}
