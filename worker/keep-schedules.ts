/** Owns that the schedules of the nightly sync are as the branches want them, within seconds of a change. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { DepsAccountStore } from '../adapters/mongo/bureau-account-store';
import type { ReceivablesSchedules } from '../adapters/temporal/receivables-schedules';
import type { DailyHour } from '../domain/daily-hour';
import type { Logger } from '../platform/logger';
import { repeating, type Repeating } from './repeating';

export interface KeeperInputs {
  readonly depsAccounts: Pick<DepsAccountStore, 'list'>;
  readonly branches: Pick<BranchStore, 'list'>;
  readonly schedules: Pick<ReceivablesSchedules, 'put' | 'remove'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly everyMs?: number;
}

const EVERY_MS = 5_000;

/** Runs until `stop`. What is as it was costs two reads; any number of workers may keep the same ones. */
export function keepSchedules(inputs: KeeperInputs): Repeating {
  const kept = new Map<string, string>();
  return repeating(async () => {
    try {
      await keepOnce(inputs, kept);
    } catch (error) {
      const sentence = 'the schedules of the nightly sync could not be brought up to date; trying again';
      inputs.log.warn({ err: error }, sentence);
    }
    return inputs.everyMs ?? EVERY_MS;
  });
}

/** One round; `kept` is what is known to stand, by branch. A schedule that was removed by hand is back after a restart. */
export async function keepOnce(inputs: KeeperInputs, kept: Map<string, string>): Promise<void> {
  for (const [branch, daily] of await wantedOf(inputs)) {
    const wanted = JSON.stringify(daily);
    if (kept.get(branch) === wanted) continue;
    if (daily === null) await inputs.schedules.remove(branch);
    else await inputs.schedules.put(branch, daily);
    kept.set(branch, wanted);
    inputs.log.info({ branch, daily }, 'the schedule of the nightly sync is as the branch wants it');
  }
}

/** When each branch with an account wants its run; `null` where it is switched off. */
async function wantedOf({ depsAccounts, branches }: KeeperInputs): Promise<ReadonlyMap<string, DailyHour | null>> {
  const accounts = await depsAccounts.list();
  if (accounts.length === 0) return new Map();
  const zones = new Map((await branches.list()).map(({ branch, parameters }) => [branch, parameters.zone]));
  return new Map(
    accounts.map(({ branch, sync }) => {
      const zone = zones.get(branch);
      return [branch, sync.enabled && zone !== undefined ? { hour: sync.hour, zone } : null];
    }),
  );
}
