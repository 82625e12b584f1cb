/** Owns the re-evaluation of one group's open orders: bursts of changes folded into few rounds. */
import { condition, continueAsNew, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { nextLimitChange, reevaluateGroup } from './activity-proxies';
import * as messages from './messages';

/** Changes that come together (a file of titles, a payment of many) are judged by once. */
const FOLD_MS = 250;
/** A date further away is looked at again on the way, since limits change meanwhile. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/**
 * The story of a group whose credit has changed:
 * 1. Its signals start it, or find it running; any number of them before a round are one round.
 * 2. A round judges every open order again; where only dates were told, it only looks for the next one.
 * 3. As long as a date will change what was judged (a limit that ends), it waits for that date.
 * 4. With nothing left to wait for it ends; the next change starts it anew.
 */
export async function customerReevaluation(start: messages.ReevaluationStart): Promise<void> {
  // 1.
  let { changed } = start;
  let hasDates = false;
  setHandler(messages.creditChangedSignal, () => {
    changed = true;
  });
  setHandler(messages.limitDatesSignal, () => {
    hasDates = true;
  });
  for (;;) {
    if (changed) await sleep(FOLD_MS);
    const judges = changed || !hasDates;
    changed = hasDates = false;
    // 2.
    const { wakeAt } = await (judges ? reevaluateGroup(start.groupKey) : nextLimitChange(start.groupKey));
    // 3.
    const isTold = () => changed || hasDates;
    if (!isTold() && wakeAt !== null) {
      const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(FOLD_MS, Date.parse(wakeAt) - Date.now()));
      await condition(isTold, waitMs);
    } else if (!isTold()) return; // 4.
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof customerReevaluation>({ ...start, changed });
  }
}
