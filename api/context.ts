/** Owns what middleware leaves for handlers in the request's context. */
import type { Context } from 'hono';
import type { SignedIn } from '../adapters/auth/identity';
import type { Principal } from '../domain/permissions';

export interface ApiEnv {
  readonly Variables: {
    requestId: string;
    principal: Principal;
    /** Of a caller that came with a session's cookie. */
    signedIn?: SignedIn;
    /** The parsed body of a JSON request, and the text of any body as it was sent. */
    json: unknown;
    bodyText: string;
    /** The route's template, which may be logged; the path itself carries ids. */
    template: string;
    /** Part of what was asked for failed: the answer isn't kept under its `Idempotency-Key`, which may be tried again. */
    isUnfinished?: boolean;
  };
}
export type AnyContext = Context<ApiEnv>;
