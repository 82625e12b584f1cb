/** Owns the writing of what orders tell of their holds: each account once, as its last write tells it. */
import type { HoldStore } from '../adapters/mongo/hold-store';
import type { HoldNoted, OutboxEntry } from '../adapters/mongo/outbox';
import type { HoldAccount } from '../contracts/hold';

const AT_ONCE = 20;
const MINUTE_MS = 60_000;

/**
 * Safe to repeat, and in any order: an account stands as the latest write of its order tells it. Which of its checks
 * have held the order before is looked up here, where no judgement waits for it.
 */
export async function noteHolds(
  holds: Pick<HoldStore, 'note' | 'earlier'>,
  entries: readonly OutboxEntry[],
): Promise<void> {
  const byOrder = new Map<string, HoldAccount[]>();
  for (const { account } of entries.filter(isHold)) {
    const key = `${account.branch}/${account.order}`;
    byOrder.set(key, [...(byOrder.get(key) ?? []), account]);
  }
  const orders = [...byOrder.values()];
  for (let from = 0; from < orders.length; from += AT_ONCE)
    await Promise.all(orders.slice(from, from + AT_ONCE).map((accounts) => noteInTurn(holds, accounts)));
}

/** One order's one after the other: what it was held by before is read for the next. */
async function noteInTurn(holds: Pick<HoldStore, 'note' | 'earlier'>, accounts: readonly HoldAccount[]): Promise<void> {
  for (const account of accounts) await note(holds, account);
}

async function note(holds: Pick<HoldStore, 'note' | 'earlier'>, account: HoldAccount): Promise<void> {
  const earlier = account.isSecond && account.kind === 'checks' ? await holds.earlier(account) : [];
  const before = new Set(earlier.flatMap(({ checks }) => checks));
  const { since, ended } = account;
  const tookMinutes = ended === null ? null : Math.floor((Date.parse(ended.at) - Date.parse(since)) / MINUTE_MS);
  await holds.note({ ...account, repeated: account.checks.filter((check) => before.has(check)), tookMinutes });
}

function isHold(entry: OutboxEntry): entry is HoldNoted {
  return entry.event === 'holdNoted';
}
