/** Owns one signed POST to an endpoint: to a tested address, within a bound of time and bytes, redirects not followed. */
import type { IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import type { DeliveryFailure } from '../../domain/webhooks';
import { AddressRefused, NameNotFound, type AddressGuard, type SafeTarget } from '../outbound/address-guard';
import { guardedRequest, isTlsError, untilAborted } from '../outbound/guarded-request';

export interface WebhookMessage {
  readonly url: string;
  /** In clear, `whsec_…`; each signs, so that a receiver verifies by the one it knows. */
  readonly secrets: readonly string[];
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** What came of it: any answer, or why there was none. */
export type SendResult =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'unanswered'; readonly failure: DeliveryFailure };

export interface WebhookSender {
  /** Never throws for what the receiver does or is. */
  send(message: WebhookMessage): Promise<SendResult>;
}

export interface SenderOptions {
  readonly guard: AddressGuard;
  /** From the resolving of the name to the end of the answer. */
  readonly timeoutMs?: number;
  /** Certificates to trust instead of the public authorities: tests have their own. */
  readonly ca?: string;
}

const TIMEOUT_MS = 10_000;
/** An answer is read so far, so that a polite receiver can end it, and then cut. */
const MAX_ANSWER_BYTES = 64 * 1024;

export function webhookSender({ guard, timeoutMs = TIMEOUT_MS, ca }: SenderOptions): WebhookSender {
  return {
    send: async (message) => {
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const target = await untilAborted(guard.target(message.url), deadline);
        return await post(target, headersOf(message), message.body, deadline, ca);
      } catch (error) {
        return { kind: 'unanswered', failure: deadline.aborted ? 'timeout' : failureOf(error) };
      }
    },
  };
}

/** https://www.standardwebhooks.com: one signature per secret, separated by spaces. */
function headersOf({ secrets, id, at, body }: WebhookMessage): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Crivo-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

/** One request; its status is its result, and the rest of the answer is read so that a polite receiver can end it. */
function post(
  target: SafeTarget,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
  ca: string | undefined,
): Promise<SendResult> {
  const request = guardedRequest(target, { method: 'POST', headers, signal, ca });
  return new Promise((resolve, reject) => {
    let answered: SendResult | null = null;
    // The status has been given: whatever happens to the rest of the answer changes nothing.
    request.on('error', (error) => (answered === null ? reject(error) : resolve(answered)));
    request.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const result = { kind: 'answered', status, retryAfter: headers['retry-after'] ?? null } as const;
      answered = result;
      drain(response, () => {
        resolve(result);
        request.destroy();
      });
    });
    request.end(body);
  });
}

/** Reads what is left of an answer, so far as it is read at all. */
function drain(response: IncomingMessage, done: () => void): void {
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) done();
  });
  for (const end of ['end', 'error', 'close'] as const) response.on(end, done);
}

function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof AddressRefused) return 'addressRefused';
  if (error instanceof NameNotFound) return 'nameNotFound';
  return isTlsError(error) ? 'certificate' : 'connection';
}
