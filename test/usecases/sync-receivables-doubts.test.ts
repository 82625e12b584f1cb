/** Owns what the nightly sync does where one customer's trouble, a late wish or half a file could mislead it. */
import type { DepsAccount } from '../../contracts/deps-account';
import { DepsError } from '../../domain/deps-error';
import { foldRun } from '../../usecases/fold-ledgers';
import { openSync } from '../../usecases/open-sync';
import { reconcileReceivables } from '../../usecases/reconcile-receivables';
import { BROKEN, UNREADABLE } from '../../usecases/send-pictures';
import type { SyncDeps } from '../../usecases/sync-deps';
import { syncSlice } from '../../usecases/sync-receivables';
import { testCpf } from '../support/documents';
import { uniqueDocument, uniqueId } from '../support/orders';
import { clientLike, openSyncSetting, runPlan, type SyncSetting } from './sync-setting';

let at: SyncSetting;
let startsAt: Date;
beforeAll(async () => {
  at = await openSyncSetting('sync-doubts');
  startsAt = at.setting.clock.now;
});
beforeEach(() => void at.sentSince());
afterEach(() => {
  at.simulator.control.clear();
  at.setting.clock.now = startsAt;
});
afterAll(() => at.stop());

const laterDue = (document: string) => ({
  type: 'dueDateChanged',
  document,
  title: 'T-x',
  dueOn: '2027-03-15',
  effectiveOn: '2026-11-20',
});
const change = (branch: string, given: (account: DepsAccount) => Partial<DepsAccount>) => {
  const account = at.accounts.get(branch);
  if (account === undefined) throw new Error('no account');
  at.accounts.set(branch, { ...account, ...given(account) });
};
const withPersons = (includePersons: boolean) => (account: DepsAccount) => ({
  sync: { ...account.sync, includePersons },
});
const planOf = async (branch: string) => {
  const plan = await openSync(at.deps, { branch, run: uniqueId('syn'), by: 'person' });
  if (plan === null) throw new Error('nothing to sync');
  return plan;
};
const beginIngest = async (document: string) => {
  const ingest = { run: uniqueId('ing'), startedAt: at.setting.clock.now.toISOString() };
  await at.setting.stores.ledgers.begin(ingest, [at.keyOf(document)]);
  return () => foldRun({ ...at.setting.credit, ...at.setting.stores }, ingest.run);
};
const sends = (send: SyncDeps['deps']['sendPictures']) => ({ deps: clientLike(at.deps.deps, { sendPictures: send }) });

describe('one customer’s trouble', () => {
  test('customers who are refused every night stop nobody else, however many they are', async () => {
    const branch = await at.aBranch();
    const documents = await at.customers(branch, 30);
    const refused = documents.filter((_, place) => place % 2 === 0);
    at.simulator.control.fault('refuse', { kind: 'send', documents: refused });
    expect(await at.sync(branch)).toMatchObject({ customersSent: 15, failed: 15 });
    at.advance(12);
    expect(await at.sync(branch)).toMatchObject({ status: 'incomplete', customersSent: 15, failed: 15 });
  });

  test('a picture that breaks Deps is that customer’s failure, the next night too', async () => {
    const branch = await at.aBranch({ batchSize: 4 });
    const documents = await at.customers(branch, 12);
    const [bad = ''] = [...documents].sort((a, b) => (at.keyOf(a) < at.keyOf(b) ? -1 : 1));
    const breaking = sends((login, pictures) =>
      pictures.some(({ document }) => document === bad)
        ? Promise.reject(new DepsError('unavailable', 'Deps answered 500', { status: 500 }))
        : at.deps.deps.sendPictures(login, pictures),
    );
    expect(await at.sync(branch, breaking)).toMatchObject({ status: 'incomplete', customersSent: 11, failed: 1 });
    expect(await at.pictureOf(branch, bad)).toMatchObject({ status: 'failed', reason: BROKEN });
    expect(await at.sync(branch, breaking)).toMatchObject({ status: 'incomplete', failed: 1 });
  });

  test('a picture that breaks Deps is its own failure also where it is the only one, while Deps answers reads', async () => {
    const branch = await at.aBranch();
    const [bad = ''] = await at.customers(branch, 1);
    const error = () => Promise.reject(new DepsError('unavailable', 'Deps answered 500', { status: 500 }));
    await expect(
      at.sync(branch, { deps: clientLike(at.deps.deps, { sendPictures: error, readPicture: error }) }),
    ).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await at.sync(branch, sends(error))).toMatchObject({ status: 'incomplete', failed: 1 });
    expect(await at.pictureOf(branch, bad)).toMatchObject({ status: 'failed', reason: BROKEN });
  });

  test('a Deps that breaks for everybody is given up after few requests, and blames nobody', async () => {
    const branch = await at.aBranch({ batchSize: 50 });
    await at.customers(branch, 50);
    let asked = 0;
    const down = sends(() => {
      asked += 1;
      return Promise.reject(new DepsError('unavailable', 'Deps answered 503', { status: 503 }));
    });
    await expect(at.sync(branch, down)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(asked).toBeLessThanOrEqual(12);
    const { accountKey = '' } = at.accounts.get(branch) ?? {};
    expect(await at.setting.stores.pictures.failures(accountKey, 10)).toEqual([]);
  });

  test('a read-back that can not be read is that customer’s failure', async () => {
    const branch = await at.aBranch({ batchSize: 4 });
    const [bad = '', ...others] = await at.customers(branch, 6);
    at.simulator.control.fault('refuse', { kind: 'send', documents: [bad] });
    await at.sync(branch);
    at.simulator.control.clear();
    const garbled = clientLike(at.deps.deps, {
      readPicture: (login, document) =>
        document === bad ? Promise.reject(new DepsError('unreadable', 'x')) : at.deps.deps.readPicture(login, document),
    });
    await at.book(branch, { document: others[0] });
    expect(await at.sync(branch, { deps: garbled })).toMatchObject({ customersSent: 1, failed: 1 });
    expect(await at.pictureOf(branch, bad)).toMatchObject({ status: 'failed', reason: UNREADABLE });
  });
});

describe('a picture of the same day that differs in a mean or a detail alone', () => {
  const moved = async () => {
    const branch = await at.aBranch();
    const document = uniqueDocument();
    await at.book(branch, { document, title: 'T-x' });
    await at.sync(branch);
    await at.book(branch, laterDue(document));
    return { branch, document };
  };
  const held = (document: string) => JSON.stringify(at.simulator.control.held(document));

  test('is not believed to be the one a dead run meant to send', async () => {
    const { branch, document } = await moved();
    const plan = await planOf(branch);
    const dying = sends(() => Promise.reject(new Error('killed before the request')));
    await expect(syncSlice({ ...at.deps, ...dying }, { plan, progress: null }, () => undefined)).rejects.toThrow(
      'killed',
    );
    expect(await runPlan(at.deps, plan, null)).toMatchObject({ customersSent: 1 });
    expect(held(document)).toContain('2027-03');
  });

  test('is not believed to be the one Deps took and did not store', async () => {
    const { branch, document } = await moved();
    at.simulator.control.fault('storeNothing', { times: 1 });
    expect(await at.sync(branch)).toMatchObject({ status: 'done', customersSent: 1 });
    expect(held(document)).toContain('2027-03');
  });
});

describe('a wish that comes later', () => {
  test('persons switched on are sent though nothing moved', async () => {
    const branch = await at.aBranch();
    await at.book(branch, { document: testCpf(179) });
    at.advance(1);
    expect(await at.sync(branch)).toMatchObject({ customersSent: 0 });
    change(branch, withPersons(true));
    at.advance(1);
    expect(await at.sync(branch)).toMatchObject({ customersSent: 1 });
  });

  test('labels that are changed are told of everybody', async () => {
    const branch = await at.aBranch();
    await at.customers(branch, 3);
    await at.sync(branch);
    change(branch, () => ({ periodLabels: { '0-30': 'ATE 30', '31-60': 'ATE 60' } }));
    at.advance(1);
    expect(await at.sync(branch)).toMatchObject({ customersSent: 3 });
    expect(await at.sync(branch)).toMatchObject({ customersSent: 0 });
  });
});

describe('half a file, and another day', () => {
  test('who begins to be taken in while the picture is made waits for the next run', async () => {
    const branch = await at.aBranch();
    const document = uniqueDocument();
    await at.book(branch, { document });
    let fold: (() => Promise<unknown>) | undefined;
    const movements = {
      ofCustomers: async (keys: readonly string[], limit: number) => {
        fold ??= await beginIngest(document);
        return at.deps.movements.ofCustomers(keys, limit);
      },
    };
    expect(await at.sync(branch, { movements })).toMatchObject({ customersSent: 0, failed: 0 });
    expect(await at.pictureOf(branch, document)).toMatchObject({ status: 'deferred' });
    await fold?.();
    expect(await at.sync(branch)).toMatchObject({ customersSent: 1 });
  });

  test('an older day does not replace a newer one', async () => {
    const accountKey = uniqueId('dep');
    const [ahead, behind] = [await at.aBranch({ accountKey }), await at.aBranch({ accountKey })];
    const document = uniqueDocument();
    await at.book(ahead, { document });
    const older = await planOf(behind);
    at.advance(1);
    await at.sync(ahead);
    await at.book(ahead, { document });
    at.sentSince();
    await runPlan(at.deps, { ...older, until: at.setting.clock.now.toISOString() }, null);
    expect(at.sentSince()).toEqual([]);
    expect(await at.sync(behind)).toMatchObject({ customersSent: 1 });
  });

  test('a payment of tomorrow is told tomorrow', async () => {
    const branch = await at.aBranch();
    const document = uniqueDocument();
    await at.book(branch, { document, title: 'T-x' });
    await at.sync(branch);
    const payment = { type: 'collected', document, title: 'T-x', method: 'money', amountCents: 100_00 };
    await at.book(branch, { ...payment, effectiveOn: '2026-11-21' });
    await at.sync(branch);
    at.advance(1);
    expect(await at.sync(branch)).toMatchObject({ customersSent: 1 });
    expect(at.simulator.control.held(document)).toMatchObject({ contasReceberResumido: { totalPago: 100 } });
  });

  test('who waited and is as was told is not sent again', async () => {
    const branch = await at.aBranch();
    const document = uniqueDocument();
    await at.book(branch, { document, title: 'T-x' });
    await at.sync(branch);
    await at.book(branch, {
      type: 'carrierChanged',
      document,
      title: 'T-x',
      carrier: 'bank',
      effectiveOn: '2026-11-20',
    });
    const fold = await beginIngest(document);
    await at.sync(branch);
    expect(await at.pictureOf(branch, document)).toMatchObject({ status: 'deferred' });
    await fold();
    expect(await at.sync(branch)).toMatchObject({ customersSent: 0 });
    expect(await at.pictureOf(branch, document)).toMatchObject({ status: 'sent' });
  });

  test('a person nobody wants sent does not wait, and Deps is not asked by the CPF', async () => {
    const branch = await at.aBranch();
    const person = testCpf(181);
    await at.book(branch, { document: person });
    await beginIngest(person);
    await at.sync(branch);
    expect(await at.pictureOf(branch, person)).toBeUndefined();
    change(branch, withPersons(true));
    await at.sync(branch);
    expect(await at.pictureOf(branch, person)).toMatchObject({ status: 'deferred' });
    change(branch, withPersons(false));
    const asked: string[] = [];
    const asking = clientLike(at.deps.deps, {
      readPicture: (_login, document) => Promise.resolve(asked.push(document)).then(() => null),
    });
    const page = await reconcileReceivables({ ...at.deps, deps: asking }, branch, { after: '', limit: 10 });
    expect([page.customers, asked]).toEqual([[], []]);
  });
});

test('a run that waits for Deps says why, and no longer when it goes on', async () => {
  const branch = await at.aBranch();
  await at.customers(branch, 3);
  const plan = await planOf(branch);
  const lastRun = async () => (await at.setting.stores.syncStates.find(branch, plan.accountKey))?.lastRun;
  const slice = () => syncSlice(at.deps, { plan, progress: null }, () => undefined);
  at.simulator.control.fault('serverError');
  await expect(slice()).rejects.toBeInstanceOf(DepsError);
  expect(await lastRun()).toMatchObject({ status: 'running', reason: 'unavailable' });
  at.simulator.control.clear();
  await slice();
  expect(await lastRun()).toMatchObject({ status: 'running', reason: null });
});
