/** Owns what the sync is tested on: real stores and a simulated Deps, branches on one account, a clock that is moved. */
import type { DepsClient } from '../../adapters/deps/deps-client';
import type { DepsAccount } from '../../contracts/deps-account';
import type { PictureRecord, SyncPlan, SyncProgress, SyncRun } from '../../contracts/receivables-sync';
import { PURCHASE_DEFAULT } from '../../contracts/bureau-account';
import { receivablesLineSchema } from '../../contracts/receivables';
import { identifier } from '../../usecases/identify-customer';
import { ingestMovements } from '../../usecases/ingest-movements';
import { closeSync, openSync } from '../../usecases/open-sync';
import type { SyncDeps } from '../../usecases/sync-deps';
import { syncSlice } from '../../usecases/sync-receivables';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { testKeyring } from '../support/keys';
import { uniqueDocument, uniqueId } from '../support/orders';
import { openSetting, type Setting } from './setting';

export interface SyncSetting {
  readonly setting: Setting;
  readonly simulator: TestDeps;
  readonly deps: SyncDeps;
  readonly accounts: Map<string, DepsAccount>;
  /** A branch on an account of its own, or on that of others. */
  aBranch(given?: Partial<DepsAccount>): Promise<string>;
  /** Movements as an ERP sends them; each is completed to a valid line. */
  book(branch: string, ...lines: Record<string, unknown>[]): Promise<void>;
  /** So many customers with an open title each; their documents. */
  customers(branch: string, count: number): Promise<string[]>;
  /** A whole run with a name; what is known of it after its end. */
  sync(branch: string, given?: Partial<SyncDeps>): Promise<SyncRun>;
  /** The picture kept of a document, on a branch's account. */
  pictureOf(branch: string, document: string): Promise<PictureRecord | undefined>;
  keyOf(document: string): string;
  /** Documents sent since this was called before. */
  sentSince(): string[];
  advance(days: number): void;
  stop(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const MOST_SLICES = 50;

export async function openSyncSetting(name: string): Promise<SyncSetting> {
  const setting = await openSetting(name);
  const simulator = await startTestDeps();
  const accounts = new Map<string, DepsAccount>();
  const keys = identifier('test', testKeyring());
  const { stores, credit, clock } = setting;
  let sends = 0;
  const deps: SyncDeps = {
    ...stores,
    depsAccounts: {
      find: (branch) => Promise.resolve(accounts.get(branch) ?? null),
      ofAccount: (accountKey) =>
        Promise.resolve([...accounts.values()].filter((account) => account.accountKey === accountKey)),
    },
    deps: simulator.client(),
    loginOf: ({ accountKey }) => simulator.login({ accountKey }),
    opener: testKeyring(),
    calendarOf: credit.calendarOf,
    now: () => clock.now,
    pause: () => Promise.resolve(),
  };
  const keyOf = (document: string) => keys.identify(document, clock.now).customerKey;
  const book = async (branch: string, ...given: Record<string, unknown>[]) => {
    const lines = given.map((one, at) => ({
      line: at + 1,
      content: receivablesLineSchema.parse({ ...aLine('type' in one), ...one }),
    }));
    const { rejected } = await ingestMovements({ ...credit, ...stores, identifier: keys }, branch, lines);
    expect(rejected).toEqual([]);
    clock.now = new Date(clock.now.getTime() + 1_000);
  };
  return {
    setting,
    simulator,
    deps,
    accounts,
    aBranch: async (given) => {
      const branch = await setting.branchWith({});
      accounts.set(branch, anAccount(branch, given));
      return branch;
    },
    book,
    customers: async (branch, count) => {
      const documents = Array.from({ length: count }, uniqueDocument);
      await book(branch, ...documents.map((document) => ({ document })));
      return documents;
    },
    sync: (branch, given = {}) => runSync({ ...deps, ...given }, branch),
    pictureOf: async (branch, document) => {
      const { accountKey } = accountOf(accounts, branch);
      return (await stores.pictures.findMany(accountKey, [keyOf(document)])).get(keyOf(document));
    },
    keyOf,
    sentSince: () => {
      const all = simulator.control.sends();
      const since = all.slice(sends).flatMap(({ documents }) => [...documents]);
      sends = all.length;
      return since;
    },
    advance: (days) => {
      clock.now = new Date(clock.now.getTime() + days * DAY_MS);
    },
    stop: async () => {
      await simulator.stop();
      await setting.stop();
    },
  };
}

/** Runs to the end as the workflow does, slice by slice. */
export async function runSync(deps: SyncDeps, branch: string, by: SyncRun['by'] = 'schedule'): Promise<SyncRun> {
  const plan = await openSync(deps, { branch, run: uniqueId('syn'), by });
  if (plan === null) throw new Error('there is nothing to sync');
  return runPlan(deps, plan, null);
}

export async function runPlan(deps: SyncDeps, plan: SyncPlan, from: SyncProgress | null): Promise<SyncRun> {
  let progress = from;
  for (let slice = 0; slice < MOST_SLICES; slice += 1) {
    const result = await syncSlice(deps, { plan, progress }, () => undefined);
    if (!('progress' in result)) throw new Error(`the run ended: ${result.kind}`);
    progress = result.progress;
    if (result.kind === 'end') break;
  }
  await closeSync(deps, { plan, unchanged: progress?.unchanged ?? 0, failure: null });
  const state = await deps.syncStates.find(plan.branch, plan.accountKey);
  if (!state?.lastRun) throw new Error('the run has left no trace');
  return state.lastRun;
}

/** A client that answers as another one does, but for what is given. */
export function clientLike(client: SyncDeps['deps'], given: Partial<DepsClient>): SyncDeps['deps'] {
  return { ...client, ...given };
}

function accountOf(accounts: ReadonlyMap<string, DepsAccount>, branch: string): DepsAccount {
  const account = accounts.get(branch);
  if (account === undefined) throw new Error('the branch has no account');
  return account;
}

export function anAccount(branch: string, given: Partial<DepsAccount> = {}): DepsAccount {
  return {
    branch,
    accountKey: uniqueId('dep'),
    apiUrl: 'https://deps.test',
    email: 'api@empresa.test',
    password: '',
    caCertificate: null,
    periodLabels: {},
    batchSize: 20,
    requestsPerMinute: 6_000,
    ...PURCHASE_DEFAULT,
    knownProducts: null,
    sync: { enabled: true, hour: '01:00', includePersons: false, ageingChanges: true },
    revision: 1,
    updatedAt: '2026-11-01T00:00:00.000Z',
    ...given,
  };
}

function aLine(isBare: boolean): Record<string, unknown> {
  const movement = uniqueId('mv');
  if (isBare) return { movement };
  const issue = { type: 'issued', title: uniqueId('T'), amountCents: 100_00 };
  return { movement, ...issue, issuedOn: '2026-10-01', dueOn: '2026-12-01' };
}
