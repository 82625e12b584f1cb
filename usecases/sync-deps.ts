/** Owns the list of what the nightly sync is given. */
import type { DepsClient, DepsLogin } from '../adapters/deps/deps-client';
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { DepsAccountStore } from '../adapters/mongo/bureau-account-store';
import type { DepsTurnStore } from '../adapters/mongo/deps-turn-store';
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import type { MovementStore } from '../adapters/mongo/movement-store';
import type { PictureStore } from '../adapters/mongo/picture-store';
import type { SyncStateStore } from '../adapters/mongo/sync-state-store';
import type { DepsAccount } from '../contracts/deps-account';
import type { BusinessCalendar } from '../domain/business-days';

export interface SyncDeps {
  readonly branches: Pick<BranchStore, 'find'>;
  readonly customers: Pick<CustomerStore, 'findMany'>;
  readonly ledgers: Pick<LedgerStore, 'changedAfter' | 'unfinished'>;
  readonly movements: Pick<MovementStore, 'ofCustomers'>;
  readonly pictures: PictureStore;
  readonly syncStates: Pick<SyncStateStore, 'find' | 'begin' | 'note' | 'end'>;
  readonly depsAccounts: Pick<DepsAccountStore, 'find' | 'ofAccount'>;
  readonly depsTurns: DepsTurnStore;
  readonly deps: Pick<DepsClient, 'sendPictures' | 'readPicture'>;
  /** The account's login with its password opened. */
  readonly loginOf: (account: DepsAccount) => DepsLogin;
  readonly opener: { openText(sealed: string): string };
  readonly calendarOf: (branchHolidays: readonly string[]) => BusinessCalendar;
  readonly now: () => Date;
  readonly pause: (ms: number) => Promise<void>;
}
