/** Owns the guarantees of sending receivables: any length, each line once, a bad line told and the rest taken. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { testCnpj } from '../support/documents';
import { ndjson, uniqueDocument, uniqueId } from '../support/orders';
import { until } from '../support/until';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'receivables' });
});
afterAll(() => api.stop());

const path = `/branches/${OWN_BRANCH}/receivables`;
const aLine = (given: object = {}) => ({
  movement: uniqueId('mv'),
  type: 'issued',
  title: uniqueId('T'),
  document: uniqueDocument(),
  amountCents: 100_00,
  issuedOn: '2026-10-01',
  dueOn: '2026-12-01',
  ...given,
});
const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  api.call('POST', path, body, { headers });
const openCents = async (document: string) => {
  const { body } = await api.call('POST', '/customers/search', { document });
  const customerKey = String((body['customers'] as { customerKey: string }[])[0]?.customerKey);
  return (await api.call('GET', `/customers/${customerKey}`)).body['takenCents'];
};

test('compressed lines are the same lines', async () => {
  const [one, two] = [aLine(), aLine()];
  const answer = await send(new Uint8Array(gzipSync(ndjson([one, two]))), { 'content-encoding': 'gzip' });
  expect([answer.status, answer.body]).toEqual([
    200,
    { lines: 2, stored: 2, repeated: 0, rejected: 0, rejectedLines: [] },
  ]);
  expect(await openCents(one.document)).toBe(100_00);
});

test('what ends in the middle of its compression is refused, and what came before counts', async () => {
  const lines = Array.from({ length: 5_000 }, () => aLine());
  const whole = gzipSync(ndjson(lines));
  const answer = await send(new Uint8Array(whole.subarray(0, whole.length - 1_000)), { 'content-encoding': 'gzip' });
  expect(answer.status).toBe(400);
  expect(answer.body['errors']).toEqual([expect.objectContaining({ message: 'is not whole gzip' })]);
  expect(await openCents(lines[0]?.document ?? '')).toBe(100_00);
  expect((await send(ndjson(lines))).body).toMatchObject({ lines: 5_000, rejected: 0 });
});

test('a byte order mark before the first line is told by name, and the other lines are taken', async () => {
  const [first, second] = [aLine(), aLine()];
  const { status, body } = await send(`\uFEFF${ndjson([first, second])}`);
  expect([status, body['stored'], body['rejected']]).toEqual([200, 1, 1]);
  expect(body['rejectedLines']).toMatchObject([
    { line: 1, errors: [{ message: 'begins with a byte order mark', fix: 'send UTF-8 without it' }] },
  ]);
  expect(await openCents(second.document)).toBe(100_00);
});

test('nothing at all is nothing stored', async () => {
  expect((await send('')).body).toMatchObject({ lines: 0, stored: 0, repeated: 0, rejected: 0 });
  expect((await send('\n \r\n\n')).body).toMatchObject({ lines: 0, stored: 0, repeated: 0, rejected: 0 });
});

test('a rejected line names its movement wherever it has one', async () => {
  const wrong = [
    aLine({ movement: 'mv-1', type: 'nothing' }),
    aLine({ movement: 'mv-2', dueOn: undefined }),
    aLine({ movement: 'mv-3', document: '52998224726' }),
    aLine({ movement: 'x'.repeat(101) }),
    aLine({ movement: 4 }),
  ];
  const { rejectedLines } = (await send(ndjson(wrong))).body;
  expect((rejectedLines as { movement: unknown }[]).map(({ movement }) => movement)).toEqual([
    ...['mv-1', 'mv-2', 'mv-3'],
    ...[null, null],
  ]);
});

test('broken JSON in line 40,000 of 100,000 is told with its number, and the rest is taken', async () => {
  const [name, documents] = [uniqueId('big'), Array.from({ length: 500 }, (_, n) => testCnpj(41_000_000 + n))];
  const lines = Array.from({ length: 100_000 }, (_, n) =>
    JSON.stringify(
      aLine({ movement: `${name}-${n}`, title: `${name}-${n}`, document: documents[n % 500], amountCents: 1 }),
    ),
  );
  lines[39_999] = '{"movement": "cut';
  const { status, body } = await send(lines.join('\n'));
  expect(status).toBe(200);
  expect(body).toMatchObject({ lines: 100_000, stored: 99_999, repeated: 0, rejected: 1 });
  expect(body['rejectedLines']).toEqual([
    { line: 40_000, movement: null, code: 'InvalidRequest', errors: [expect.objectContaining({ at: '' })] },
  ]);
  expect(await openCents(documents[0] ?? '')).toBe(200);
  expect(await openCents(documents[499] ?? '')).toBe(199);
  const told = (await api.stores.ledgers.withOutbox(10_000)).filter(({ entries }) => entries.length !== 1);
  expect(told).toEqual([]);
}, 300_000);

test('of wrong lines without end the first are told, and the rest is not read', async () => {
  const good = aLine();
  const { status, body } = await send(`${JSON.stringify(good)}\n${'{}\n'.repeat(20_000)}`);
  expect([status, body['code']]).toEqual([422, 'TooManyRejectedLines']);
  expect((body['errors'] as { at: string }[])[0]?.at).toBe('line 2: type');
  expect((body['state'] as { lines: number }).lines).toBeLessThan(13_000);
  expect(await openCents(good.document)).toBe(100_00);
});

test('who goes away in the middle has sent what came until then', async () => {
  const server = createServer((incoming, outgoing) => {
    const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
    const init = { method: 'POST', headers: incoming.headers as Record<string, string>, body, duplex: 'half' };
    void Promise.resolve(api.app.request(`/v1${path}`, init as RequestInit)).then(({ status }) => {
      outgoing.statusCode = status;
      outgoing.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const key = await api.keyOf({ role: 'integrator' });
    const sending = request({
      port: (server.address() as AddressInfo).port,
      host: '127.0.0.1',
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    });
    sending.on('error', () => undefined);
    const lines = Array.from({ length: 1_200 }, () => aLine());
    sending.write(ndjson(lines));
    const [first, last] = [lines[0], lines.at(-1)];
    const movements = api.database.collection<{ _id: string }>('movements');
    const isStored = async () =>
      (await movements.countDocuments({ _id: `${OWN_BRANCH}/${lines[999]?.movement}` })) === 1;
    await until(isStored, 'the first lines to be stored', 15_000);
    sending.destroy();
    await until(async () => (await openCents(first?.document ?? '')) === 100_00, 'what came to count', 15_000);
    expect((await send(ndjson(lines))).body).toMatchObject({ lines: 1_200, rejected: 0 });
    expect(await openCents(last?.document ?? '')).toBe(100_00);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
