/** Owns what routes of an identity provider answer where there is none. */
import type { OidcProvider } from '../adapters/auth/oidc';
import { CrivoError } from '../domain/errors';
import type { AnyContext } from './context';
import type { ApiDeps } from './deps';
import { noRouteFinding } from './problem';

/** Errors: `RouteNotFound` without one in the settings. */
export function requireProvider({ signIn: { provider } }: Pick<ApiDeps, 'signIn'>, c: AnyContext): OidcProvider {
  if (provider === undefined) throw new CrivoError('RouteNotFound', { errors: [noRouteFinding(c.req.path)] });
  return provider.client;
}
