/** Owns what a row of R7 is, and what most of them begin with. */
import type { Permission } from '../../domain/permissions';
import type { TestApi } from '../support/api';
import { anOrder } from '../support/orders';

export interface Sent {
  readonly path: string;
  readonly body?: unknown;
}
/** One permission of one route. */
export interface Row {
  /** Method and path as in the table of routes. */
  readonly route: string;
  readonly permission: Permission;
  /** What a caller of another branch gets: a code, an object that no branch owns, or a list without it. */
  readonly elsewhere:
    | 'BranchNotFound'
    | 'ReleaseNotFound'
    | 'ExceptionNotFound'
    | 'DecisionNotFound'
    | 'ReviewRequestNotFound'
    | 'WebhookEndpointNotFound'
    | 'BacktestNotFound'
    | 'ShadowNotFound'
    | 'company'
    | 'list';
  /** True where only callers of all branches may. */
  readonly isOfAllBranches?: true;
  /** A valid request to an object of this branch. */
  readonly send: (api: TestApi, branch: string) => Sent | Promise<Sent>;
}

/** An order that an administrator has submitted, and the decision on it. */
export async function submitted(api: TestApi, branch: string) {
  const { body, status } = await api.call('POST', `/branches/${branch}/orders`, anOrder());
  expect(status).toBe(200);
  return body as { order: string; decision: string; customerKey: string };
}

export function row(route: string, permission: Permission, elsewhere: Row['elsewhere'], send: Row['send']): Row {
  return { route, permission, elsewhere, send };
}

/** What belongs to all branches at once. */
export function ofAllBranches(one: Row): Row {
  return { ...one, isOfAllBranches: true };
}
