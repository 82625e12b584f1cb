/** Owns what the nightly sync does at the limits of sums, and of how often Deps may be asked. */
import { DepsError } from '../../domain/deps-error';
import { openSync } from '../../usecases/open-sync';
import { reconcileReceivables } from '../../usecases/reconcile-receivables';
import { syncSlice, TOO_MUCH } from '../../usecases/sync-receivables';
import { uniqueId } from '../support/orders';
import { clientLike, openSyncSetting, type SyncSetting } from './sync-setting';

let at: SyncSetting;
beforeAll(async () => {
  at = await openSyncSetting('sync-limits');
});
beforeEach(() => void at.sentSince());
afterAll(() => at.stop());

const isLimited = (error: unknown) => {
  if (!(error instanceof DepsError) || error.kind !== 'rateLimited') throw error;
};

test('who owes more than can be summed is a failure with its reason, and stops nobody else', async () => {
  const branch = await at.aBranch();
  const [huge] = await at.customers(branch, 3);
  const tenBillion = 1_000_000_000_000;
  await at.book(branch, ...Array.from({ length: 12 }, () => ({ document: huge, amountCents: tenBillion })));
  expect(await at.sync(branch)).toMatchObject({ status: 'incomplete', customersSent: 2, failed: 1 });
  expect(await at.pictureOf(branch, huge ?? '')).toMatchObject({ status: 'failed', reason: TOO_MUCH });
  const { customers } = await reconcileReceivables(at.deps, branch, { after: '', limit: 10 });
  expect(customers.find(({ customerKey }) => customerKey === at.keyOf(huge ?? ''))).toMatchObject({ ledger: null });
});

test('a Deps that lets few requests through at a time gets everybody, and is asked of nobody twice', async () => {
  const branch = await at.aBranch({ batchSize: 20 });
  await at.customers(branch, 40);
  let [left, reads] = [0, 0];
  const passes = () => {
    if (left === 0) throw new DepsError('rateLimited', 'later', { status: 429 });
    left -= 1;
  };
  const given = clientLike(at.deps.deps, {
    sendPictures: async (login, pictures) => {
      await at.deps.deps.sendPictures(login, pictures);
      passes();
    },
    readPicture: (login, document) => {
      passes();
      reads += 1;
      return at.deps.deps.readPicture(login, document);
    },
  });
  const plan = await openSync(at.deps, { branch, run: uniqueId('syn'), by: 'person' });
  if (plan === null) throw new Error('nothing to sync');
  for (let slice = 0; slice < 20; slice += 1) {
    left = 5;
    await syncSlice({ ...at.deps, deps: given }, { plan, progress: null }, () => undefined).catch(isLimited);
  }
  expect((await at.setting.stores.pictures.tally(plan.accountKey, plan.run)).customersSent).toBe(40);
  expect(at.sentSince()).toHaveLength(40);
  expect(reads).toBeLessThanOrEqual(42);
});
