/** Owns the claims on Idempotency-Keys: one holder at a time, one answer, for its time and no longer. */
import { uniqueId } from '../../support/orders';
import { openStores, type TestStores } from '../../support/stores';

let stores: TestStores;
beforeAll(async () => {
  stores = await openStores('idempotency-store');
});
afterAll(() => stores.stop());

const NOW = new Date('2026-11-20T12:00:00.000Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const STALE_MS = 30_000;
const ANSWER = { status: 200, body: '{"a": 1}', contentType: 'application/json' };
const claim = (id: string, hash = 'hash', now = NOW) => stores.idempotency.claim(id, hash, now, STALE_MS);
async function claimed(id: string, hash = 'hash', now = NOW): Promise<string> {
  const made = await claim(id, hash, now);
  if (made.kind !== 'claimed') throw new Error(`not claimed but ${made.kind}`);
  return made.token;
}

test('of fifty claims at once one is granted', async () => {
  const id = uniqueId('key');
  const claims = await Promise.all(Array.from({ length: 50 }, () => claim(id)));
  expect(claims.filter(({ kind }) => kind === 'claimed').length).toBe(1);
  expect(claims.filter(({ kind }) => kind === 'inFlight').length).toBe(49);
});

test('an answer is repeated to the letter, and another body is told so before and after it', async () => {
  const id = uniqueId('key');
  const token = await claimed(id);
  expect(await claim(id, 'other')).toEqual({ kind: 'otherBody' });
  await stores.idempotency.answer(id, token, ANSWER, NOW, 86_400_000);
  expect(await claim(id)).toEqual({ kind: 'answered', answer: ANSWER });
  expect(await claim(id, 'other')).toEqual({ kind: 'otherBody' });
});

test('a claim given back can be made again; an answer cannot be given back', async () => {
  const id = uniqueId('key');
  await stores.idempotency.giveBack(id, await claimed(id));
  const token = await claimed(id, 'other');
  await stores.idempotency.answer(id, token, ANSWER, NOW, 86_400_000);
  await stores.idempotency.giveBack(id, token);
  expect(await claim(id, 'other')).toEqual({ kind: 'answered', answer: ANSWER });
});

test('a claim left behind is taken over once it is stale, by one', async () => {
  const id = uniqueId('key');
  await claim(id);
  expect(await claim(id, 'hash', later(STALE_MS - 1))).toEqual({ kind: 'inFlight' });
  const claims = await Promise.all(Array.from({ length: 20 }, () => claim(id, 'hash', later(STALE_MS))));
  expect(claims.filter(({ kind }) => kind === 'claimed').length).toBe(1);
});

test('a claim that is renewed is not taken over, and who lost it has no say any more', async () => {
  const id = uniqueId('key');
  const first = await claimed(id);
  await stores.idempotency.renew(id, first, later(STALE_MS));
  expect(await claim(id, 'hash', later(STALE_MS + 1))).toEqual({ kind: 'inFlight' });
  const second = await claimed(id, 'hash', later(3 * STALE_MS));
  await stores.idempotency.answer(id, first, { ...ANSWER, body: 'late' }, NOW, 86_400_000);
  await stores.idempotency.giveBack(id, first);
  expect(await claim(id)).toEqual({ kind: 'inFlight' });
  await stores.idempotency.answer(id, second, ANSWER, NOW, 86_400_000);
  expect(await claim(id)).toEqual({ kind: 'answered', answer: ANSWER });
});

test('answers expire by an index of the database, a day after they were given', async () => {
  const id = uniqueId('key');
  await stores.idempotency.answer(id, await claimed(id), ANSWER, NOW, 86_400_000);
  const claims = stores.database.collection<{ _id: string; expiresAt: Date }>('idempotency');
  expect((await claims.findOne({ _id: id }))?.expiresAt).toEqual(later(86_400_000));
  const indexes = await claims.indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
});
