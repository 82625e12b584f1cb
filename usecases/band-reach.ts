/** Owns how far somebody's bands reach, their own and those lent to them, at each branch they see. */
import type { BandReach } from '../adapters/mongo/hold-queue-store';
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { DelegationStore } from '../adapters/mongo/delegation-store';
import { holds, type Band } from '../domain/authority';
import { dateInZone } from '../domain/calendar';
import { sees, type Principal } from '../domain/permissions';
import type { PolicySource } from './policy-source';

export interface ReachDeps {
  readonly branches: Pick<BranchStore, 'list'>;
  readonly policies: Pick<PolicySource, 'inForce'>;
  readonly delegations: Pick<DelegationStore, 'inForce'>;
  readonly now: () => Date;
}

/** Branches with the same bands stand together. Where a branch has no policy that can be read, nobody reaches anything. */
export async function reachesOf(deps: ReachDeps, principal: Principal): Promise<readonly BandReach[]> {
  const seen = (await deps.branches.list()).filter(({ branch }) => sees(principal, branch));
  const found = await Promise.all(
    seen.map(async ({ branch, policy, parameters }) => {
      const today = dateInZone(deps.now().toISOString(), parameters.zone);
      const [loaded, lent] = await Promise.all([
        deps.policies.inForce(policy).catch(() => null),
        deps.delegations.inForce(branch, principal.subject, today),
      ]);
      const bands = loaded?.policy.bands ?? [];
      const own = bands.filter((band) => holds(band, principal.userGroups) || lent.some((one) => one.band === band.id));
      return own.map((band) => ({ branch, reach: reachOf(band) }));
    }),
  );
  const together = new Map<string, BandReach>();
  for (const { branch, reach } of found.flat()) {
    const key = JSON.stringify(reach);
    together.set(key, { ...reach, branches: [...(together.get(key)?.branches ?? []), branch] });
  }
  return [...together.values()];
}

function reachOf({ releaseUpToCents = 0, overLimitPercent = 0, checks = [] }: Band): Omit<BandReach, 'branches'> {
  return { upToCents: releaseUpToCents, overLimitPercent, checks };
}
