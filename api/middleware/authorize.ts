/** Owns who may call what: caller, permission and branch, tested together before any handler runs. */
import type { MiddlewareHandler } from 'hono';
import { CrivoError } from '../../domain/errors';
import { may, sees, type Principal } from '../../domain/permissions';
import type { ApiEnv } from '../context';
import type { ApiDeps } from '../deps';
import type { Route } from '../route';

/** The same for a missing, a malformed and an unknown key: nobody learns which keys exist. */
const NO_KEY = {
  at: 'header.Authorization',
  message: 'holds no key that is known here',
  fix: 'send "Authorization: Bearer " and the key, which begins with crv_',
};

/**
 * Errors: `Unauthenticated`; `PermissionDenied`; `BranchNotFound` for a branch that doesn't exist and for one of which
 * the caller must not know.
 */
export function authorize(route: Route, deps: ApiDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const principal = await deps.identity.authenticate(c.req.header('authorization') ?? route.sessionOf?.(c, deps));
    if (principal === null) throw new CrivoError('Unauthenticated', { errors: [NO_KEY] });
    if (!may(principal, route.permission)) {
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

/** Those a person would think of, as long as they hold none of them. */
function lacked({ permission, permissionsTold }: Route, principal: Principal): string {
  const holdsOne = permissionsTold.some((told) => may(principal, told));
  return holdsOne ? permission : permissionsTold.join(' or ');
}
