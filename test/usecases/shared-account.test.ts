/** Owns what holds for an account of Deps as a whole, whichever of its branches or processes speaks to it. */
import { depsTurn } from '../../usecases/deps-turn';
import { openSync } from '../../usecases/open-sync';
import { reconcileReceivables } from '../../usecases/reconcile-receivables';
import { uniqueDocument, uniqueId } from '../support/orders';
import { openSyncSetting, runPlan, type SyncSetting } from './sync-setting';

let at: SyncSetting;
beforeAll(async () => {
  at = await openSyncSetting('shared-account');
});
beforeEach(() => void at.sentSince());
afterAll(() => at.stop());

const waiting = () => {
  const waits: number[] = [];
  return { waits, pause: async (ms: number) => void waits.push(ms) };
};

describe('the pace of an account', () => {
  test('is kept by two branches that are synced at once, and by who reconciles meanwhile', async () => {
    const accountKey = uniqueId('dep');
    const given = { accountKey, batchSize: 2, requestsPerMinute: 60 };
    const [one, two] = [await at.aBranch(given), await at.aBranch(given)];
    await at.customers(one, 6);
    await at.customers(two, 6);
    const before = at.simulator.control.requests();
    const { waits, pause } = waiting();
    await Promise.all([at.sync(one, { pause }), at.sync(two, { pause })]);
    await reconcileReceivables({ ...at.deps, pause }, one, { after: '', limit: 1 });
    const after = at.simulator.control.requests();
    const asked = after.send + after.read - before.send - before.read;
    // The clock stands: each request but the first has a second of its own.
    const turns = Array.from({ length: asked - 1 }, (_, place) => (place + 1) * 1_000);
    expect(asked).toBeGreaterThan(10);
    expect(waits.sort((a, b) => a - b)).toEqual(turns);
  });

  test('keeps nobody waiting who looks on: what could not be asked in half a minute is said to be unknown', async () => {
    const branch = await at.aBranch({ requestsPerMinute: 1 });
    await at.customers(branch, 3);
    await at.sync(branch);
    const { waits, pause } = waiting();
    const before = at.simulator.control.requests().read;
    const { customers } = await reconcileReceivables({ ...at.deps, pause }, branch, { after: '', limit: 5 });
    expect(customers.map(({ unread, held, atDeps }) => [unread, held, atDeps])).toEqual(
      Array.from({ length: 3 }, () => ['rateLimited', null, []]),
    );
    expect([waits, at.simulator.control.requests().read - before]).toEqual([[], 0]);
  });

  test('does not stand still after a process whose clock was hours ahead', async () => {
    const account = { accountKey: uniqueId('dep'), requestsPerMinute: 60 };
    const now = at.deps.now();
    const ahead = () => new Date(now.getTime() + 5 * 3_600_000);
    await depsTurn({ ...at.deps, now: ahead }, account, { mostWaitMs: null });
    const { waits, pause } = waiting();
    await depsTurn({ ...at.deps, pause }, account, { mostWaitMs: null });
    expect(waits[0]).toBeLessThan(2 * 60_000);
  });
});

test('two branches with other labels send the same picture: that of the first branch', async () => {
  const accountKey = uniqueId('dep');
  const branches = [await at.aBranch({ accountKey }), await at.aBranch({ accountKey })].sort();
  const [first = '', second = ''] = branches;
  for (const [branch, label] of [
    [first, 'da primeira'],
    [second, 'da segunda'],
  ] as const) {
    const account = at.accounts.get(branch);
    if (account === undefined) throw new Error('no account');
    at.accounts.set(branch, { ...account, periodLabels: { '0-30': label } });
  }
  const [document = ''] = await at.customers(second, 1);
  expect(await at.sync(second)).toMatchObject({ customersSent: 1 });
  expect(JSON.stringify(at.simulator.control.held(document))).toContain('da primeira');
  expect(await at.sync(first)).toMatchObject({ customersSent: 0 });
  const { customers } = await reconcileReceivables(at.deps, second, { after: '', limit: 5 });
  expect(customers[0]).toMatchObject({ sinceSent: [], atDeps: [] });
});

describe('a run for everything', () => {
  const planFor = async (branch: string, everything: boolean) => {
    const plan = await openSync(at.deps, { branch, run: uniqueId('syn'), by: 'person', everything });
    if (plan === null) throw new Error('nothing to sync');
    return plan;
  };

  test('sends pictures again that say nothing new, once each, and the next run sends none', async () => {
    const branch = await at.aBranch({ batchSize: 3 });
    const documents = await at.customers(branch, 7);
    await at.sync(branch);
    at.sentSince();
    expect(await runPlan(at.deps, await planFor(branch, false), null)).toMatchObject({ customersSent: 0 });
    expect(await runPlan(at.deps, await planFor(branch, true), null)).toMatchObject({
      status: 'done',
      customersSent: 7,
      unchanged: 0,
    });
    expect(at.sentSince().sort()).toEqual([...documents].sort());
    expect(await at.sync(branch)).toMatchObject({ customersSent: 0 });
  });

  test('clears again who was cleared, since a Deps that lost the zeros may hold what was before them', async () => {
    const branch = await at.aBranch();
    const document = uniqueDocument();
    await at.book(branch, { document, title: 'T-z' });
    await at.sync(branch);
    await at.book(branch, { document, type: 'cancelled', title: 'T-z', effectiveOn: '2026-11-20' });
    await at.sync(branch);
    at.sentSince();
    expect(await runPlan(at.deps, await planFor(branch, true), null)).toMatchObject({ customersSent: 1 });
    expect(at.sentSince()).toEqual([document]);
  });
});
