/** Owns the nightly sync from end to end: API, schedule, a real worker, a simulated Deps. */
import { keepOnce } from '../../worker/keep-schedules';
import { quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { ndjson, uniqueDocument, uniqueId } from '../support/orders';

/** Schedules stand on the run's Temporal, which suites share. */
const branch = uniqueId('b');
let crivo: Crivo;
let deps: TestDeps;
beforeAll(async () => {
  quietTemporal();
  deps = await startTestDeps();
  crivo = await startCrivo({ name: 'receivables-sync', relays: true, branch });
  await account();
});
afterEach(() => deps.control.clear());
afterAll(async () => {
  await crivo.receivables.remove(branch);
  await crivo.stop();
  await deps.stop();
});

const account = async (sync: object = {}, login: object = {}) => {
  const { email, password } = deps.user;
  const body = { apiUrl: deps.url, email, password, caCertificate: deps.ca, requestsPerMinute: 6_000, batchSize: 5 };
  const answer = await crivo.call('PUT', `/branches/${branch}/deps`, { ...body, sync, ...login });
  expect(answer).toMatchObject({ status: 200 });
};
const book = async (documents: readonly string[]) => {
  const title = { type: 'issued', amountCents: 100_00, issuedOn: '2026-01-05', dueOn: '2026-02-05' };
  const lines = documents.map((document) => ({ ...title, document, movement: uniqueId('mv'), title: uniqueId('T') }));
  expect(await crivo.call('POST', `/branches/${branch}/receivables`, ndjson(lines))).toMatchObject({ status: 200 });
};
const run = async () => (await crivo.call('POST', `/branches/${branch}/receivables/sync/run`)).body as { run: string };
const state = async () => (await crivo.call('GET', `/branches/${branch}/receivables/sync`)).body;
const ended = async (id: string) => {
  const lastRun = async () => (await state())['lastRun'] as { run: string; status: string } | null;
  const isOver = async () => {
    const last = await lastRun();
    return last?.run === id && last.status !== 'running';
  };
  await until(isOver, `run ${id} to end`, 60_000);
  return lastRun();
};
const documents = (count: number) => Array.from({ length: count }, uniqueDocument);

test('a run asked for by a person sends all, the next one what has changed; the state tells both', async () => {
  const all = documents(12);
  await book(all);
  const first = await run();
  expect(await ended(first.run)).toMatchObject({ status: 'done', by: 'person', customersSent: 12, titlesSent: 12 });
  expect(all.filter((document) => deps.control.held(document) === null)).toEqual([]);
  await book(all.slice(0, 2));
  const second = await run();
  expect(await ended(second.run)).toMatchObject({ status: 'done', customersSent: 2, titlesSent: 4 });
  expect(await state()).toMatchObject({ enabled: false, nextRunAt: null, failures: [], watermark: expect.any(String) });
});

test('two that ask at once get one run', async () => {
  deps.control.fault('slow', { kind: 'send', delayMs: 400, times: 1 });
  await book(documents(2));
  const first = await run();
  const second = await run();
  expect(second).toEqual({ run: first.run, joined: expect.any(Boolean) });
  expect(await ended(first.run)).toMatchObject({ status: 'done', customersSent: 2 });
});

test('a night is run by the schedule, which comes and goes with the switch', async () => {
  const log = { info: () => undefined, warn: () => undefined };
  const keep = () => keepOnce({ ...crivo.stores, schedules: crivo.receivables, log }, new Map());
  const schedule = crivo.temporal.schedule.getHandle(`receivables/${branch}`);
  await account({ enabled: true, hour: '01:00' });
  await keep();
  await keep();
  const [next] = (await schedule.describe()).info.nextActionTimes;
  expect(await state()).toMatchObject({ enabled: true, nextRunAt: next?.toISOString() });

  await book(documents(3));
  await schedule.trigger();
  const bySchedule = async () => {
    const last = (await state())['lastRun'] as { by: string; status: string };
    return last.by === 'schedule' && last.status === 'done';
  };
  await until(bySchedule, 'the night to be run', 60_000);
  expect((await state())['lastRun']).toMatchObject({ customersSent: 3 });

  await account({ enabled: false });
  await keep();
  await expect(schedule.describe()).rejects.toThrow();
});

test('a login that is refused ends the run at once, and a webhook tells it', async () => {
  const endpoint = { url: 'https://127.0.0.1:9/hook', branches: [branch], events: ['sync.failed'] };
  const { body } = await crivo.call('POST', '/webhook-endpoints', endpoint);
  await book(documents(1));
  await account({}, { password: 'outra senha' });
  const { run: id } = await run();
  expect(await ended(id)).toMatchObject({ status: 'failed', reason: 'credential', customersSent: 0 });
  const deliveries = async () =>
    (await crivo.call('GET', `/webhook-endpoints/${String(body['endpoint'])}/deliveries`)).body[
      'deliveries'
    ] as object[];
  await until(async () => (await deliveries()).length === 1, 'the webhook to be on its way');
  expect((await deliveries())[0]).toMatchObject({ event: 'sync.failed', branch, order: null, run: id });
  await account();
  expect(await ended((await run()).run)).toMatchObject({ status: 'done', customersSent: 1 });
});

test('a worker that stops in the middle is followed by another, and nobody is sent twice', async () => {
  const beside = await startWorker(crivo);
  const all = documents(20);
  await book(all);
  deps.control.fault('slow', { kind: 'send', delayMs: 300 });
  const before = deps.control.sends().length;
  const { run: id } = await run();
  await until(() => Promise.resolve(deps.control.sends().length > before), 'the first batch to be sent');
  await beside.stop();
  expect(await ended(id)).toMatchObject({ status: 'done', customersSent: 20 });
  const sent = deps.control
    .sends()
    .slice(before)
    .flatMap(({ documents: sentNow }) => [...sentNow]);
  expect(sent.sort()).toEqual([...all].sort());
});
