/** Owns the Idempotency-Key: the same key and body give the same answer, also for 24 h and across restarts. */
import type { MiddlewareHandler } from 'hono';
import { CrivoError, type ErrorCode } from '../../domain/errors';
import { contentHash } from '../../usecases/content-hash';
import type { ApiEnv } from '../context';
import type { ApiDeps } from '../deps';

const KEEP_MS = 24 * 3_600_000;
/** A claim is renewed while its work goes on; one that wasn't for so long was left by a process that died. */
const STALE_AFTER_MS = 30_000;
const RENEW_EVERY_MS = 10_000;
/** Refusals that the same request may not meet later: not there yet, or in another state. */
const MAY_PASS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BranchNotFound',
  'CustomerNotFound',
  'GroupNotFound',
  'GroupFull',
  'OrderNotFound',
  'DecisionNotFound',
  'PolicyNotFound',
  'ActionNotDue',
  'OrderClosed',
  'OrderNotClosed',
  'OrderOnHold',
  'HoldAssigned',
  'ReleaseNotRequested',
  'PartExceedsOrder',
  'DepsAccountNotFound',
  'SpcAccountNotFound',
  'BureauLoginRefused',
  'BudgetRefused',
  'ReceivablesNotSent',
  'ReportConsentPending',
  'ReportNotFound',
  'PurchaseNotFound',
]);
const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;

/**
 * Runs after the caller is known: keys of two subjects never meet. Answers are kept sealed, since a body may carry a
 * name. What may pass (a server away, an order not there yet or in another state) is not kept, so that the same key can
 * be tried again. Errors: `IdempotencyConflict`, `IdempotencyInFlight`.
 */
export function idempotent(deps: Pick<ApiDeps, 'stores' | 'now' | 'sealer'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const key = c.req.header('idempotency-key');
    if (key === undefined) return next();
    if (!KEY_PATTERN.test(key)) {
      const fix = 'send 1 to 255 printable ASCII characters';
      throw new CrivoError('InvalidRequest', {
        errors: [{ at: 'header.Idempotency-Key', message: 'is not a key', fix }],
      });
    }
    const { idempotency } = deps.stores;
    const id = contentHash([c.get('principal').subject, c.req.method, c.req.path, key]);
    const claim = await idempotency.claim(id, contentHash(c.get('bodyText')), deps.now(), STALE_AFTER_MS);
    if (claim.kind === 'otherBody') throw new CrivoError('IdempotencyConflict');
    if (claim.kind === 'inFlight') throw new CrivoError('IdempotencyInFlight', { retryAfterSeconds: 1 });
    if (claim.kind === 'answered') {
      const { status, body, contentType } = claim.answer;
      return new Response(deps.sealer.openText(body), {
        status,
        headers: { 'content-type': contentType, 'idempotent-replayed': 'true' },
      });
    }
    const { token } = claim;
    const renewing = setInterval(
      () => void idempotency.renew(id, token, deps.now()).catch(() => undefined),
      RENEW_EVERY_MS,
    );
    try {
      await next();
    } finally {
      clearInterval(renewing);
    }
    const { status } = c.res;
    if (
      status >= 500 ||
      c.get('isUnfinished') === true ||
      (c.error instanceof CrivoError && MAY_PASS.has(c.error.code))
    ) {
      return idempotency.giveBack(id, token);
    }
    const body = deps.sealer.sealText(await c.res.clone().text());
    const contentType = c.res.headers.get('content-type') ?? 'application/json';
    await idempotency.answer(id, token, { status, body, contentType }, deps.now(), KEEP_MS);
  };
}
