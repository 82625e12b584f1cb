/** Owns the figures over the queue: how much is blocked, how much of it is due today, within reach of the caller, theirs. */
import type { HoldQueueStore } from '../adapters/mongo/hold-queue-store';
import type { HoldsQuery } from '../contracts/hold-queue';
import type { Principal } from '../domain/permissions';
import type { ReachDeps } from './band-reach';
import { branchesSeen, endOfDay, withinBands } from './list-holds';

interface SumDeps extends ReachDeps {
  readonly holdQueue: Pick<HoldQueueStore, 'sum'>;
}

/** Each sums the same orders that `GET /holds` lists with its filter. Errors: `BranchNotFound`. */
export async function sumHolds(deps: SumDeps, principal: Principal, { branch }: Pick<HoldsQuery, 'branch'>) {
  const branches = branchesSeen(principal, branch);
  const within = await withinBands(deps, principal);
  const sum = deps.holdQueue.sum;
  const [held, dueToday, withinBand, mine] = await Promise.all([
    sum({ branches }),
    sum({ branches, dueBy: endOfDay(deps.now()) }),
    sum({ branches, within }),
    sum({ branches, assignee: principal.subject }),
  ]);
  return { held, dueToday, withinBand, mine };
}
