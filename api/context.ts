/** Owns what middleware leaves for handlers in the request's context. */
import type { Context } from 'hono';
import type { Principal } from '../domain/permissions';

export interface ApiEnv {
  readonly Variables: {
    requestId: string;
    principal: Principal;
    /** The parsed body of a JSON request, and the text of any body as it was sent. */
    json: unknown;
    bodyText: string;
    /** The route's template, which may be logged; the path itself carries ids. */
    template: string;
  };
}
export type AnyContext = Context<ApiEnv>;
