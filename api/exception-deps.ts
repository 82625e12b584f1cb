/** Owns what the routes of exceptions hand to their use cases, and how they find one. */
import type { Exception, ExceptionBody } from '../contracts/exception';
import { CrivoError } from '../domain/errors';
import type { ExceptionScope } from '../domain/exceptions';
import { sees, type Principal } from '../domain/permissions';
import type { AskedException, ExceptionDeps } from '../usecases/exceptions';
import { demandAllBranches } from './demand-all-branches';
import type { ApiDeps } from './deps';

export function exceptionDeps({ stores, credit, now }: Pick<ApiDeps, 'stores' | 'credit' | 'now'>): ExceptionDeps {
  const { exceptions, customers, groups, reasonCodes, branches } = stores;
  return { exceptions, customers, groups, reasonCodes, branches, policies: credit.policies, now };
}

/** Errors: `ExceptionNotFound`, also for one of a branch that the caller doesn't see. */
export async function findException(
  { stores }: Pick<ApiDeps, 'stores'>,
  principal: Principal,
  id: string,
): Promise<Exception> {
  const found = await stores.exceptions.find(id);
  if (found === null || (found.branch !== null && !sees(principal, found.branch)))
    throw new CrivoError('ExceptionNotFound');
  return found;
}

/** What is for all branches is made and ended by who has all of them. Errors: `BranchNotFound`, `PermissionDenied`. */
export function demandBranchOf(principal: Principal, branch: string | null): void {
  if (branch === null) demandAllBranches(principal, 'This is for callers of all branches: it counts at each of them.');
  else if (!sees(principal, branch)) throw new CrivoError('BranchNotFound');
}

/** The customer by key, whichever way it was told. Errors: `InvalidRequest`. */
export function askedException(
  { identifier, now }: Pick<ApiDeps, 'identifier' | 'now'>,
  { document, scope, ...asked }: ExceptionBody,
): AskedException {
  return { ...asked, scope: scope.kind === 'customer' ? customerScope() : scope };

  function customerScope(): ExceptionScope {
    const told = scope.kind === 'customer' ? scope.customerKey : undefined;
    const customerKey = told ?? identifier.identify(document ?? '', now()).customerKey;
    return { kind: 'customer', customerKey };
  }
}
