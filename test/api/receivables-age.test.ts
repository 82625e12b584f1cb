/** Owns the guarantee that data which nobody renews is told, by branch, and only by a sending that came to its end. */
import { gzipSync } from 'node:zlib';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { ndjson, uniqueDocument, uniqueId } from '../support/orders';

let api: TestApi;
beforeEach(async () => {
  api = await startApi({ name: 'receivables-age', startsAt: new Date('2026-11-20T15:00:00.000Z') });
});
afterEach(() => api.stop());

const HOUR_MS = 3_600_000;
const issued = () => ({
  movement: uniqueId('mv'),
  type: 'issued',
  title: uniqueId('T'),
  document: uniqueDocument(),
  amountCents: 450_00,
  issuedOn: '2026-11-01',
  dueOn: '2026-12-01',
});

const send = (
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  branch: string = OWN_BRANCH,
) => api.call('POST', `/branches/${branch}/receivables`, body, { headers });

async function isStale(branch: string = OWN_BRANCH): Promise<boolean> {
  const body = { document: uniqueDocument(), amountCents: 1_00 };
  const answer = await api.call('POST', `/branches/${branch}/credit-checks`, body);
  expect(answer.status).toBe(200);
  return JSON.stringify(answer.body['restrictions']).includes('"receivables-stale"');
}

test('24 hours after a sending its branch is stale, until it sends again, be it that nothing has happened', async () => {
  await send(ndjson([issued()]));
  expect(await isStale()).toBe(false);
  api.advance(24 * HOUR_MS);
  expect(await isStale()).toBe(false);
  api.advance(1_001);
  expect(await isStale()).toBe(true);
  await send('');
  api.advance(1_001);
  expect(await isStale()).toBe(false);
});

test('a branch that never sent any is not stale by the default policy, and another’s sending is not its own', async () => {
  expect(await isStale()).toBe(false);
  await send(ndjson([issued()]), {}, OTHER_BRANCH);
  api.advance(48 * HOUR_MS);
  expect([await isStale(), await isStale(OTHER_BRANCH)]).toEqual([false, true]);
});

test('a sending that was cut short, or of which no line was right, renews nothing', async () => {
  await send(ndjson([issued()]));
  api.advance(25 * HOUR_MS);
  const whole = gzipSync(ndjson([issued()]));
  const cut = new Uint8Array(whole.subarray(0, whole.length - 9));
  expect((await send(cut, { 'content-encoding': 'gzip' })).status).toBe(400);
  expect((await send('{"movement":"cut')).body).toMatchObject({ lines: 1, rejected: 1 });
  api.advance(1_001);
  expect(await isStale()).toBe(true);
});

test('old data alone refuses no sale, it indicates', async () => {
  await send(ndjson([issued()]));
  api.advance(25 * HOUR_MS);
  const body = { document: uniqueDocument(), amountCents: 1_00, action: 'receipt' };
  const answer = await api.call('POST', `/branches/${OWN_BRANCH}/credit-checks`, body);
  const stale = (answer.body['restrictions'] as { check: string; mode: string }[]).find(
    ({ check }) => check === 'receivables-stale',
  );
  expect(stale).toMatchObject({ mode: 'indicate' });
});
