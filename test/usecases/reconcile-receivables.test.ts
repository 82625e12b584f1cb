/** Owns what a reconciliation with Deps tells: what moved, what Deps does not hold, and of nobody else's customers. */
import { reconcileReceivables } from '../../usecases/reconcile-receivables';
import { uniqueDocument, uniqueId } from '../support/orders';
import { clientLike, openSyncSetting, type SyncSetting } from './sync-setting';

let at: SyncSetting;
beforeAll(async () => {
  at = await openSyncSetting('reconcile-receivables');
});
afterAll(() => at.stop());

const paid = (document: string, title: string, given: Record<string, unknown>) => ({
  type: 'collected',
  document,
  title,
  method: 'money',
  effectiveOn: '2026-11-19',
  ...given,
});

describe('reconciliation', () => {
  const reconcile = async (branch: string) =>
    (await reconcileReceivables(at.deps, branch, { after: '', limit: 20 })).customers;

  test('where all is as it was sent, nothing differs', async () => {
    const branch = await at.aBranch();
    await at.customers(branch, 2);
    await at.sync(branch);
    const found = await reconcile(branch);
    expect(found).toHaveLength(2);
    expect(found.every(({ sinceSent, atDeps, unread }) => sinceSent.length + atDeps.length === 0 && !unread)).toBe(
      true,
    );
  });

  test('what moved since, what Deps does not hold and what was cancelled after a payment are told', async () => {
    const branch = await at.aBranch();
    const document = uniqueDocument();
    await at.book(branch, { document, title: 'T-paid' }, { document });
    await at.book(branch, paid(document, 'T-paid', { amountCents: 30_00 }));
    await at.sync(branch);
    await at.book(branch, { type: 'cancelled', document, title: 'T-paid', effectiveOn: '2026-11-20' });
    const nobody = clientLike(at.deps.deps, { readPicture: () => Promise.resolve(null) });
    const [found] = (await reconcileReceivables({ ...at.deps, deps: nobody }, branch, { after: '', limit: 5 }))
      .customers;
    expect(found?.sinceSent).toContainEqual({ figure: 'paidCents', expected: 30_00, found: 0 });
    expect(found?.sinceSent).toContainEqual({ figure: 'dueCents', expected: 170_00, found: 100_00 });
    expect(found?.atDeps).toEqual([{ figure: 'positionOn', expected: '2026-11-20', found: null }]);
    expect(found?.cancelledCollected).toEqual([{ title: 'T-paid', creditCents: 30_00 }]);
    expect(JSON.stringify(found)).not.toContain(document);
  });

  test('customers of other branches on the account are not told', async () => {
    const accountKey = uniqueId('dep');
    const [own, other] = [await at.aBranch({ accountKey }), await at.aBranch({ accountKey })];
    await at.customers(other, 1);
    await at.sync(own);
    expect(await reconcile(own)).toEqual([]);
    expect(await reconcile(other)).toHaveLength(1);
  });
});
