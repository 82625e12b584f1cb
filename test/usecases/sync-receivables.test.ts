/** Owns the guarantees of the nightly sync, on real stores and a simulated Deps: who is sent, once, and who is not. */
import { DepsError } from '../../domain/deps-error';
import { foldRun } from '../../usecases/fold-ledgers';
import { openSync } from '../../usecases/open-sync';
import { NOT_STORED } from '../../usecases/send-pictures';
import { syncSlice } from '../../usecases/sync-receivables';
import { testCpf } from '../support/documents';
import { uniqueDocument, uniqueId } from '../support/orders';
import { NOON } from './setting';
import { clientLike, openSyncSetting, runPlan, type SyncSetting } from './sync-setting';

let at: SyncSetting;
beforeAll(async () => {
  at = await openSyncSetting('sync-receivables');
});
beforeEach(() => void at.sentSince());
afterEach(() => at.simulator.control.clear());
afterAll(() => at.stop());

const paid = (document: string, title: string, given: Record<string, unknown> = {}) => ({
  type: 'collected',
  document,
  title,
  method: 'money',
  amountCents: 100_00,
  effectiveOn: '2026-11-19',
  ...given,
});
const fired = (name: string) => at.simulator.control.fired()[name] ?? 0;

describe('who is sent', () => {
  test('a new account gets everybody, and the second night only who moved: ten of a hundred', async () => {
    const branch = await at.aBranch();
    const documents = await at.customers(branch, 100);
    expect(await at.sync(branch)).toMatchObject({ status: 'done', customersSent: 100, titlesSent: 100, unchanged: 0 });
    expect(at.sentSince().sort()).toEqual([...documents].sort());

    const moved = documents.slice(40, 50);
    await at.book(branch, ...moved.map((document) => ({ document })));
    expect(await at.sync(branch)).toMatchObject({ customersSent: 10, titlesSent: 20 });
    expect(at.sentSince().sort()).toEqual([...moved].sort());

    expect(await at.sync(branch)).toMatchObject({ customersSent: 0 });
    expect(at.sentSince()).toEqual([]);
  });

  test('what was paid long ago and nothing since is not sent, what was paid within 365 days is', async () => {
    const branch = await at.aBranch();
    const [longAgo, lately, open] = [uniqueDocument(), uniqueDocument(), uniqueDocument()];
    const title = (document: string, given: object = {}) => ({
      document,
      title: `T-${document}`,
      movement: uniqueId('mv'),
      ...given,
    });
    const old = { issuedOn: '2025-09-01', dueOn: '2025-10-01' };
    await at.book(branch, title(longAgo, old), title(lately, old), title(open, old));
    await at.book(
      branch,
      paid(longAgo, `T-${longAgo}`, { effectiveOn: '2025-11-19' }),
      paid(lately, `T-${lately}`, { effectiveOn: '2025-11-20' }),
    );
    expect(await at.sync(branch)).toMatchObject({ customersSent: 2, unchanged: 1 });
    expect(at.sentSince().sort()).toEqual([lately, open].sort());
  });

  test('a movement with an old business date is sent by when it became known', async () => {
    const branch = await at.aBranch();
    const [document = ''] = await at.customers(branch, 1);
    await at.book(branch, { document, title: 'T-old', issuedOn: '2026-01-05', dueOn: '2026-02-05' });
    await at.sync(branch);
    at.advance(3);
    await at.book(branch, paid(document, 'T-old', { effectiveOn: '2026-06-01', amountCents: 50_00 }));
    at.sentSince();
    expect(await at.sync(branch)).toMatchObject({ customersSent: 1 });
    expect(at.simulator.control.held(document)).toMatchObject({ contasReceberResumido: { totalPago: 50 } });
  });

  test('the picture is of the titles of all branches on the account, and of no other branch', async () => {
    const accountKey = uniqueId('dep');
    const [one, two] = [await at.aBranch({ accountKey }), await at.aBranch({ accountKey })];
    const other = await at.aBranch();
    const [document = ''] = await at.customers(one, 1);
    await at.book(two, { document, amountCents: 7_00 });
    await at.book(other, { document, amountCents: 4_000_00 });
    await at.sync(one);
    expect(at.simulator.control.held(document, accountKey) ?? at.simulator.control.held(document)).toMatchObject({
      contasReceberResumido: { totalVencer: 107 },
    });
    expect(await at.sync(two)).toMatchObject({ customersSent: 0, unchanged: 1 });
  });

  test('a branch that leaves the account takes its titles along: zeros clear who had none elsewhere', async () => {
    const accountKey = uniqueId('dep');
    const [stays, leaves] = [await at.aBranch({ accountKey }), await at.aBranch({ accountKey })];
    const [document = ''] = await at.customers(leaves, 1);
    await at.sync(stays);
    at.accounts.delete(leaves);
    expect(await at.sync(stays)).toMatchObject({ customersSent: 1, titlesSent: 0 });
    const zeros = { totalPago: 0, totalVencido: 0, totalVencer: 0 };
    expect(at.simulator.control.held(document)).toMatchObject({ maiorLimiteTomado: 0, contasReceberResumido: zeros });
    expect(await at.sync(stays)).toMatchObject({ customersSent: 0 });
  });

  test('a title that is cancelled clears its customer by zeros, once', async () => {
    const branch = await at.aBranch();
    const document = uniqueDocument();
    await at.book(branch, { document, title: 'T-c' });
    await at.sync(branch);
    const cancelled = { type: 'cancelled', document, effectiveOn: '2026-11-20' };
    await at.book(branch, { ...cancelled, title: 'T-c' });
    expect(await at.sync(branch)).toMatchObject({ customersSent: 1, titlesSent: 0 });
    expect(at.simulator.control.held(document)).toMatchObject({ contasReceberResumido: { totalVencer: 0 } });
  });

  test('persons are sent where the branch wants them', async () => {
    const without = await at.aBranch();
    const person = testCpf(77);
    await at.book(without, { document: person });
    expect(await at.sync(without)).toMatchObject({ customersSent: 0 });
    const account = at.accounts.get(without);
    if (account !== undefined)
      at.accounts.set(without, { ...account, sync: { ...account.sync, includePersons: true } });
    await at.book(without, { document: person });
    expect(await at.sync(without)).toMatchObject({ customersSent: 1 });
  });

  test('a title that falls due is news by itself, where the branch wants to hear of ageing', async () => {
    const sync = { enabled: true, hour: '01:00', includePersons: false };
    const [hears, deaf] = [
      await at.aBranch({ sync: { ...sync, ageingChanges: true } }),
      await at.aBranch({ sync: { ...sync, ageingChanges: false } }),
    ];
    for (const branch of [hears, deaf]) {
      await at.customers(branch, 3);
      await at.sync(branch);
    }
    const before = at.setting.clock.now;
    at.advance(8);
    expect(await at.sync(hears)).toMatchObject({ customersSent: 0 });
    at.advance(3);
    expect(await at.sync(hears)).toMatchObject({ customersSent: 3 });
    expect(await at.sync(hears)).toMatchObject({ customersSent: 0 });
    expect(await at.sync(deaf)).toMatchObject({ customersSent: 0 });
    at.setting.clock.now = before;
  });

  test('nights that were missed, or switched off, are caught up by one run', async () => {
    const branch = await at.aBranch();
    const documents = await at.customers(branch, 6);
    await at.sync(branch);
    const account = at.accounts.get(branch);
    if (account === undefined) throw new Error('no account');
    at.accounts.set(branch, { ...account, sync: { ...account.sync, enabled: false } });
    for (const document of documents.slice(0, 3)) {
      at.advance(1);
      await at.book(branch, { document });
      expect(await openSync(at.deps, { branch, run: uniqueId('syn'), by: 'schedule' })).toBeNull();
    }
    at.accounts.set(branch, account);
    at.sentSince();
    expect(await at.sync(branch)).toMatchObject({ customersSent: 3 });
    expect(at.sentSince().sort()).toEqual(documents.slice(0, 3).sort());
    at.advance(-3);
  });
});

describe('when something fails', () => {
  test('a refused customer is found among its batch and listed with the reason, and the others are sent', async () => {
    const branch = await at.aBranch();
    const documents = await at.customers(branch, 45);
    const [, , , refused = ''] = documents;
    at.simulator.control.fault('refuse', { kind: 'send', documents: [refused] });
    expect(await at.sync(branch)).toMatchObject({ status: 'incomplete', customersSent: 44, failed: 1 });
    expect(fired('refuse')).toBeGreaterThan(0);
    expect(new Set(at.sentSince())).toEqual(new Set(documents.filter((document) => document !== refused)));
    const [failure, ...others] = await at.setting.stores.pictures.failures(
      at.accounts.get(branch)?.accountKey ?? '',
      10,
    );
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ customerKey: at.keyOf(refused), status: 'failed' });
    expect(failure?.reason).not.toBe('');
    expect(JSON.stringify(failure)).not.toContain(refused);

    at.simulator.control.clear();
    expect(await at.sync(branch)).toMatchObject({ status: 'done', customersSent: 1, failed: 0 });
    expect(at.sentSince()).toEqual([refused]);
  });

  test('what was answered 200 and not stored is found by reading back, and sent once more', async () => {
    const branch = await at.aBranch();
    const documents = await at.customers(branch, 5);
    at.simulator.control.fault('storeNothing', { times: 1 });
    expect(await at.sync(branch)).toMatchObject({ status: 'done', customersSent: 5 });
    expect(documents.filter((document) => at.simulator.control.held(document) === null)).toEqual([]);
  });

  test('what is never stored is a failure, not a success', async () => {
    const branch = await at.aBranch();
    const documents = await at.customers(branch, 5);
    at.simulator.control.fault('storeNothing');
    expect(await at.sync(branch)).toMatchObject({ status: 'incomplete', customersSent: 0, failed: 5 });
    expect(await at.pictureOf(branch, documents[0] ?? '')).toMatchObject({ status: 'failed', reason: NOT_STORED });
    at.simulator.control.clear();
    expect(await at.sync(branch)).toMatchObject({ status: 'done', customersSent: 5 });
  });

  test('a run that died anywhere goes on: nobody is sent twice, and the watermark moves at the end only', async () => {
    const branch = await at.aBranch({ batchSize: 4 });
    const documents = await at.customers(branch, 14);
    const { accountKey = '' } = at.accounts.get(branch) ?? {};
    const plan = await openSync(at.deps, { branch, run: uniqueId('syn'), by: 'schedule' });
    if (plan === null) throw new Error('there is nothing to sync');
    let calls = 0;
    const dying = clientLike(at.deps.deps, {
      sendPictures: async (login, pictures) => {
        await at.deps.deps.sendPictures(login, pictures);
        calls += 1;
        if (calls === 2) throw new Error('killed between the answer and the note of it');
      },
    });
    await expect(syncSlice({ ...at.deps, deps: dying }, { plan, progress: null }, () => undefined)).rejects.toThrow(
      'killed',
    );
    expect((await at.setting.stores.syncStates.find(branch, accountKey))?.watermark).toBeNull();
    expect(at.sentSince()).toHaveLength(8);

    expect(await runPlan(at.deps, plan, null)).toMatchObject({ status: 'done', customersSent: 14, titlesSent: 14 });
    expect(at.sentSince()).toHaveLength(6);
    expect((await at.setting.stores.syncStates.find(branch, accountKey))?.watermark).toBe(plan.until);
    expect(documents.filter((document) => at.simulator.control.held(document) === null)).toEqual([]);
  });

  test('Deps away for a night fails the run, and the next one catches all of it up', async () => {
    const branch = await at.aBranch();
    await at.customers(branch, 3);
    at.simulator.control.fault('serverError');
    await expect(at.sync(branch)).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(at.sync(branch)).rejects.toBeInstanceOf(DepsError);
    at.simulator.control.clear();
    expect(await at.sync(branch)).toMatchObject({ status: 'done', customersSent: 3 });
  });

  test('a payment that leaves the 365 days makes a picture due, though nothing moves', async () => {
    const branch = await at.aBranch();
    const [document, before] = [uniqueDocument(), at.setting.clock.now];
    at.setting.clock.now = NOON;
    await at.book(branch, { document, title: 'T-p', issuedOn: '2026-09-01', dueOn: '2026-11-01' });
    await at.book(branch, paid(document, 'T-p'));
    await at.sync(branch);
    at.advance(364);
    expect(await at.sync(branch)).toMatchObject({ customersSent: 0 });
    at.advance(1);
    expect(await at.sync(branch)).toMatchObject({ customersSent: 1, titlesSent: 0 });
    expect(at.simulator.control.held(document)).toMatchObject({ contasReceberResumido: { totalPago: 0 } });
    at.setting.clock.now = before;
  });

  test('when Deps takes nobody, the run fails as a whole instead of blaming each customer', async () => {
    // All of them in one batch, whoever else was met in this suite.
    const branch = await at.aBranch({ batchSize: 500 });
    await at.customers(branch, 12);
    at.simulator.control.fault('refuse', { kind: 'send' });
    await expect(at.sync(branch)).rejects.toMatchObject({ kind: 'refused' });
  });

  test('a customer of whom movements are just being taken in waits for the next run', async () => {
    const branch = await at.aBranch();
    const [document = ''] = await at.customers(branch, 2);
    const ingest = { run: uniqueId('ing'), startedAt: at.setting.clock.now.toISOString() };
    await at.setting.stores.ledgers.begin(ingest, [at.keyOf(document)]);
    expect(await at.sync(branch)).toMatchObject({ status: 'done', customersSent: 1, failed: 0, deferred: 1 });
    await foldRun({ ...at.setting.credit, ...at.setting.stores }, ingest.run);
    expect(await at.sync(branch)).toMatchObject({ customersSent: 1, deferred: 0 });
  });

  test('an account that is exchanged under a run ends it', async () => {
    const branch = await at.aBranch();
    const plan = await openSync(at.deps, { branch, run: uniqueId('syn'), by: 'schedule' });
    const account = at.accounts.get(branch);
    if (plan === null || account === undefined) throw new Error('nothing to sync');
    at.accounts.set(branch, { ...account, accountKey: uniqueId('dep') });
    expect(await syncSlice(at.deps, { plan, progress: null }, () => undefined)).toEqual({ kind: 'accountChanged' });
    at.accounts.set(branch, { ...account, sync: { ...account.sync, enabled: false } });
    expect(await syncSlice(at.deps, { plan, progress: null }, () => undefined)).toEqual({ kind: 'stopped' });
  });
});
