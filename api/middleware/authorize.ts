/** Owns who may call what: caller, permission and branch, tested together before any handler runs. */
import type { MiddlewareHandler } from 'hono';
import { CrivoError } from '../../domain/errors';
import { may, sees, type Permission, type Principal } from '../../domain/permissions';
import type { AnyContext, ApiEnv } from '../context';
import type { ApiDeps } from '../deps';
import type { Route } from '../route';
import { demandOwnOrigin, sessionToken } from '../session-cookie';

/** The same for a missing, a malformed and an unknown key: nobody learns which keys exist. */
const NO_KEY = {
  at: 'header.Authorization',
  message: 'holds no key that is known here',
  fix: 'send "Authorization: Bearer " and the key, which begins with crv_; people sign in by POST /v1/session',
};

/** Whoever calls a route that is open to all. */
const ANYBODY: Principal = { subject: 'anybody', userGroups: [], permissions: [], branches: [] };

/**
 * Errors: `Unauthenticated`; `ForeignOrigin` for what another site has a browser send; `PasswordChangeDue`; `SecondFactorDue`;
 * `PermissionDenied`; `BranchNotFound` for a branch that doesn't exist and for one of which the caller must not know.
 */
export function authorize(route: Route, deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const principal = await callerOf(c, route, deps);
    if (isPermission(route.permission) && !may(principal, route.permission)) {
      throw new CrivoError('PermissionDenied', {}, `This caller lacks the permission ${lacked(route, principal)}.`);
    }
    if (route.hasBranch) {
      const branch = c.req.param('branch') ?? '';
      if (!sees(principal, branch)) throw new CrivoError('BranchNotFound');
      if (!route.mayNameNewBranch && (await deps.credit.branches.find(branch)) === null)
        throw new CrivoError('BranchNotFound');
    }
    c.set('principal', principal);
    await next();
  };
}

/** Who sends a credential of its own is judged by that alone, whatever cookie goes along. */
async function callerOf(c: AnyContext, route: Route, deps: ApiDeps): Promise<Principal> {
  const authorization = c.req.header('authorization') ?? route.sessionOf?.(c, deps);
  if (route.permission === 'open') {
    demandOwnOrigin(c, deps, false);
    return ANYBODY;
  }
  if (authorization === undefined) return signedInCaller(c, route, deps);
  const principal = await deps.identity.authenticate(authorization);
  if (principal === null) throw new CrivoError('Unauthenticated', { errors: [NO_KEY] });
  return principal;
}

async function signedInCaller(c: AnyContext, route: Route, deps: ApiDeps): Promise<Principal> {
  const token = sessionToken(c);
  const signedIn = token === undefined ? null : await deps.identity.ofSession(token);
  if (signedIn === null) throw new CrivoError('Unauthenticated', { errors: [NO_KEY] });
  demandOwnOrigin(c, deps, true);
  if (signedIn.user.mustChangePassword && route.permission !== 'own') throw new CrivoError('PasswordChangeDue');
  if (signedIn.secondFactorDue && route.permission !== 'own') throw new CrivoError('SecondFactorDue');
  c.set('signedIn', signedIn);
  return signedIn.principal;
}

function isPermission(demand: Route['permission']): demand is Permission {
  return demand !== 'own' && demand !== 'open';
}

/** Those a person would think of, as long as they hold none of them. */
function lacked({ permission, permissionsTold }: Route, principal: Principal): string {
  const holdsOne = permissionsTold.some((told) => isPermission(told) && may(principal, told));
  return holdsOne ? permission : permissionsTold.join(' or ');
}
