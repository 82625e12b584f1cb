/** Owns what a sending tells of titles that more was collected of than they had: what is above it is the customer's credit. */
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import type { CustomerLedger } from '../domain/ledger';

/** Of customers that a sending touched, at its branch. */
export interface OverpaidTitles {
  readonly count: number;
  /** The first hundred. */
  readonly titles: readonly string[];
}

const MOST_TOLD = 100;

/** `seenIn` looks through ledgers as they are written; `told` is `null` where there is none. */
export function overpaidTitles(branch: string) {
  const titles = new Set<string>();
  let count = 0;
  const look = (ledger: CustomerLedger): void => {
    for (const { creditCents, title, branch: own } of ledger.titles ?? []) {
      if (creditCents === 0 || own !== branch || titles.has(title)) continue;
      count += 1;
      if (titles.size < MOST_TOLD) titles.add(title);
    }
  };
  return {
    seenIn: <S extends Pick<LedgerStore, 'put'>>(ledgers: S): S => ({
      ...ledgers,
      put: async (...[run, folds, changedAt]: Parameters<LedgerStore['put']>) => {
        await ledgers.put(run, folds, changedAt);
        folds.forEach(look);
      },
    }),
    told: (): OverpaidTitles | null => (count === 0 ? null : { count, titles: [...titles] }),
  };
}
