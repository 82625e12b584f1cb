/** Owns the proof of what a copy and a split may name as their origin, and that splits never add up to more than it. */
import { claimOrigin } from '../../usecases/claim-origin';
import { anOrderRecord } from '../support/builders';
import { uniqueId } from '../support/orders';
import { openStores, type TestStores } from '../support/stores';

let stores: TestStores;
let now = new Date('2026-03-02T12:00:00.000Z');
beforeAll(async () => {
  stores = await openStores('claim-origin');
});
afterAll(() => stores.stop());

/** An order of R$ 100,00. */
async function anOrigin(given: Parameters<typeof anOrderRecord>[0] = {}) {
  const record = anOrderRecord({ order: uniqueId('origin'), ...given });
  const content = { ...record.content, totalCents: 100_00 };
  await stores.orders.write({ ...record, content, ...given }, []);
  return record.order;
}
const claim = (origin: string, totalCents: number, order = uniqueId('split'), kind: 'split' | 'copy' = 'split') =>
  claimOrigin(
    { ...stores, now: () => now },
    { branch: '02', order },
    { origin: { kind, order: origin }, totalCents, customerKey: 'cus_1' },
  );
const refusal = (at: string, message: RegExp) => ({
  code: 'InvalidRequest',
  details: { errors: [expect.objectContaining({ at, message: expect.stringMatching(message) })] },
});

test('an origin must be another order of the same branch', async () => {
  const origin = await anOrigin();
  await expect(claim('nobody', 1)).rejects.toMatchObject(refusal('origin.order', /no order of this branch/));
  await expect(claim(origin, 1, origin)).rejects.toMatchObject(refusal('origin.order', /itself/));
  const elsewhere = claimOrigin(
    { ...stores, now: () => now },
    { branch: '07', order: uniqueId('split') },
    { origin: { kind: 'copy', order: origin }, totalCents: 1, customerKey: 'cus_1' },
  );
  await expect(elsewhere).rejects.toMatchObject(refusal('origin.order', /no order of this branch/));
});

test('a copy may be of any amount, also of a closed order', async () => {
  const state = { status: 'done', stage: 'invoicing', hold: null, awaits: 'nothing' } as const;
  await expect(claim(await anOrigin({ state }), 900_00, uniqueId('copy'), 'copy')).resolves.toBeUndefined();
});

test('a split is of the same customer as its origin; a copy may be for another', async () => {
  const origin = await anOrigin({ customerKey: 'cus_2' });
  await expect(claim(origin, 1)).rejects.toMatchObject(refusal('document', /another customer's/));
  await expect(claim(origin, 1, uniqueId('copy'), 'copy')).resolves.toBeUndefined();
});

test('splits together are at most what the origin had to deliver; the next one is told how much is left', async () => {
  const origin = await anOrigin();
  await claim(origin, 60_00);
  await expect(claim(origin, 40_01)).rejects.toMatchObject(refusal('totalCents', /4000 cents .* left/));
  await claim(origin, 40_00);
  await expect(claim(origin, 1)).rejects.toMatchObject(refusal('totalCents', /the 0 cents/));
});

test('the same split twice takes its share once', async () => {
  const origin = await anOrigin();
  await claim(origin, 60_00, 'same');
  await claim(origin, 60_00, 'same');
  await claim(origin, 40_00);
});

test('what was invoiced can not be split off, and nothing of an order that is done', async () => {
  const part = { action: 'invoicing', id: 'nf-1', amountCents: 30_00, decision: 'dec_1' } as const;
  const state = { status: 'waiting', stage: 'invoicing', hold: null, awaits: 'person', parts: [part] } as const;
  await expect(claim(await anOrigin({ state }), 70_01)).rejects.toMatchObject(refusal('totalCents', /7000 cents/));
  await expect(
    claim(await anOrigin({ state: { ...state, status: 'done', awaits: 'nothing' } }), 1),
  ).rejects.toMatchObject(refusal('totalCents', /the 0 cents/));
});

test('an origin that was lowered or cancelled first can still be split up to what it was', async () => {
  const state = { status: 'cancelled', stage: 'invoicing', hold: null, awaits: 'nothing' } as const;
  const origin = await anOrigin({ state, greatestTotalCents: 150_00 });
  await claim(origin, 150_00);
  await expect(claim(origin, 1)).rejects.toMatchObject(refusal('totalCents', /./));
});

test('a split that was cancelled gives its share back, one that was amended takes what it is now', async () => {
  const origin = await anOrigin();
  const [given, amended] = [uniqueId('split'), uniqueId('split')];
  await claim(origin, 60_00, given);
  await claim(origin, 40_00, amended);
  const record = anOrderRecord({ order: given });
  await stores.orders.write({ ...record, state: { ...record.state, status: 'cancelled', awaits: 'nothing' } }, []);
  const lower = anOrderRecord({ order: amended });
  await stores.orders.write({ ...lower, content: { ...lower.content, totalCents: 10_00 } }, []);
  await expect(claim(origin, 90_01)).rejects.toMatchObject(refusal('totalCents', /9000 cents/));
  await claim(origin, 90_00);
});

test('twenty splits at once never take more than the origin', async () => {
  const origin = await anOrigin();
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => claim(origin, 15_00)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
  const { claims } = await stores.splits.find('02', origin);
  expect(claims.reduce((sum, { totalCents }) => sum + totalCents, 0)).toBe(90_00);
});

test('an order that is stored already is not looked at: its submit tells whether it is a repetition', async () => {
  const stored = await anOrigin();
  await expect(claim('nobody', 1, stored)).resolves.toBeUndefined();
});

test('a share claimed by an order that never came is free again after an hour', async () => {
  const origin = await anOrigin();
  await claim(origin, 100_00, 'never-came');
  now = new Date(now.getTime() + 59 * 60_000);
  await expect(claim(origin, 1)).rejects.toMatchObject(refusal('totalCents', /the 0 cents/));
  now = new Date(now.getTime() + 2 * 60_000);
  await claim(origin, 100_00, 'came-later');
  await expect(claim(origin, 1)).rejects.toMatchObject(refusal('totalCents', /the 0 cents/));
});
