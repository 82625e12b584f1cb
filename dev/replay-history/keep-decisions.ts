/** Owns `--store`: a replay's decisions and their policy, kept on running servers under a branch of their own. */
import type { Database } from '../../adapters/mongo/database';
import { mongoStores } from '../../adapters/mongo/stores';
import { contentHash } from '../../usecases/content-hash';
import { ensurePolicy } from '../../usecases/publish-policy';
import { putBranch } from '../../usecases/put-branch';
import { REPLAY_PARAMETERS, type JudgedInvoice, type ReplayPlace } from './judge-history';

export interface Kept {
  readonly decisions: number;
  /** How many of them an earlier replay had kept. */
  readonly thereBefore: number;
}

const SUBJECT = 'replay-history';
/** Writes in flight: enough to hide the way to the server, few enough for a server that others use. */
const AT_ONCE = 16;

/**
 * Publishes the policy's copy as version 1, points a branch to it and inserts the decisions. Customers and orders are
 * not kept: the portfolio of the installation stays as it is. Safe to repeat, also after a cut: policy and
 * branch are made once, and a decision that is there must be the very same. Throws when one differs.
 */
export async function keepDecisions(
  database: Database,
  { branch, policy }: ReplayPlace,
  judged: readonly JudgedInvoice[],
): Promise<Kept> {
  const stores = mongoStores(database);
  const now = () => new Date();
  await ensurePolicy({ policies: stores.policies, now }, policy.id, policy);
  if ((await stores.branches.find(branch)) === null) {
    await putBranch({ ...stores, now }, SUBJECT, branch, REPLAY_PARAMETERS, policy.id);
  }
  let thereBefore = 0;
  for (let from = 0; from < judged.length; from += AT_ONCE) {
    const stored = await Promise.all(
      judged.slice(from, from + AT_ONCE).map(async ({ decision }) => {
        const kept = await stores.decisions.insertOrFind(decision);
        if (kept === decision) return 'inserted';
        if (contentHash(kept) === contentHash(decision)) return 'there';
        throw new Error(`decision ${decision.decision} is kept already, and says something else: was it changed?`);
      }),
    );
    thereBefore += stored.filter((one) => one === 'there').length;
  }
  return { decisions: judged.length, thereBefore };
}
