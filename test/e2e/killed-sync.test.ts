/** Owns the proof that a worker killed in the middle of the nightly sync leaves Deps and the watermark as if it had not been. */
import { quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { startKillable } from '../support/kill';
import { ndjson, uniqueDocument, uniqueId } from '../support/orders';

const CUSTOMERS = 12;
const BATCH = 5;

/** In the second of three batches, and at the very end; with how many customers Deps has been told of by then. */
const POINTS = [
  { point: 'deps.sendPictures:before:2', told: BATCH },
  { point: 'deps.sendPictures:after:2', told: 2 * BATCH },
  { point: 'syncStates.end:before', told: CUSTOMERS },
] as const;

/** Work that was lost with its worker is noticed by the heartbeats that stay away, after a minute and a half. */
const NOTICED_MS = 300_000;

interface State {
  readonly watermark: string | null;
  readonly lastRun: { readonly run: string; readonly status: string; readonly customersSent: number } | null;
}

interface Night {
  readonly documents: readonly string[];
  /** What Deps was sent until the kill, and until the end. */
  readonly toldFirst: readonly string[];
  readonly told: readonly string[];
  readonly before: State;
  readonly killed: State;
  readonly ended: State;
  readonly run: string;
  /** What Deps holds at the end, but for the day it is of. */
  readonly held: readonly unknown[];
  readonly noted: readonly string[];
  readonly nextTold: number;
}

/** A night on which all have changed since a run that came through, with a worker that is killed at the point. */
async function nightWith(point: string): Promise<Night> {
  const branch = uniqueId('b');
  const deps = await startTestDeps();
  const crivo = await startCrivo({ name: 'killed-sync', worker: false, branch });
  try {
    const documents = Array.from({ length: CUSTOMERS }, uniqueDocument);
    const desk = deskOf(crivo, deps, branch);
    await desk.account();
    await desk.book(documents);
    await withWorker(crivo, async () => desk.ended(await desk.run()));
    const before = await desk.state();

    await desk.book(documents);
    const sent = desk.listen();
    const { databaseName: database, taskQueue } = crivo;
    const first = await startKillable('worker', { database, taskQueue, point });
    const run = await desk.run();
    await first.reached(NOTICED_MS);
    await first.kill();
    console.info(`killed worker ${first.pid} at ${point}`);
    const [toldFirst, killed] = [sent(), await desk.state()];
    await withWorker(crivo, () => desk.ended(run));
    const [told, ended] = [sent(), await desk.state()];

    await withWorker(crivo, async () => desk.ended(await desk.run()));
    const { accountKey } = (await crivo.stores.depsAccounts.find(branch)) ?? { accountKey: '' };
    const noted = (await crivo.stores.pictures.page(accountKey, '', 100)).map(({ status }) => status);
    const held = documents.map((document) => deps.control.held(document));
    const nextTold = sent().length - told.length;
    return { documents, toldFirst, told, before, killed, ended, run, held, noted, nextTold };
  } finally {
    await crivo.stop();
    await deps.stop();
  }
}

function deskOf(crivo: Crivo, deps: TestDeps, branch: string) {
  const at = `/branches/${branch}`;
  const state = async () => (await crivo.call('GET', `${at}/receivables/sync`)).body as unknown as State;
  return {
    state,
    account: async () => {
      const { email, password } = deps.user;
      const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca };
      const body = { ...login, requestsPerMinute: 6_000, batchSize: BATCH };
      expect(await crivo.call('PUT', `${at}/deps`, body)).toMatchObject({ status: 200 });
    },
    book: async (documents: readonly string[]) => {
      const title = { type: 'issued', amountCents: 100_00, issuedOn: '2026-01-05', dueOn: '2026-02-05' };
      const lines = documents.map((document) => ({
        ...title,
        document,
        movement: uniqueId('mv'),
        title: uniqueId('T'),
      }));
      expect(await crivo.call('POST', `${at}/receivables`, ndjson(lines))).toMatchObject({ status: 200 });
    },
    run: async () => String((await crivo.call('POST', `${at}/receivables/sync/run`)).body['run']),
    /** In our books and in Temporal, where it ends a moment later: until then, who asks for a run joins it. */
    ended: async (run: string) => {
      const isOver = async () => {
        const { lastRun } = await state();
        return lastRun?.run === run && lastRun.status !== 'running';
      };
      await until(isOver, `run ${run} to end`, NOTICED_MS);
      await crivo.temporal.workflow.getHandle(`receivables-sync/${branch}`).result();
    },
    /** The documents that have been sent since, in order. */
    listen: () => {
      const before = deps.control.sends().length;
      return () =>
        deps.control
          .sends()
          .slice(before)
          .flatMap(({ documents }) => [...documents]);
    },
  };
}

async function withWorker(crivo: Crivo, work: () => Promise<unknown>): Promise<void> {
  const worker = await startWorker(crivo);
  try {
    await work();
  } finally {
    await worker.stop();
  }
}

/** Side by side: each waits for heartbeats to stay away. */
const nights = new Map<string, Night>();
beforeAll(async () => {
  quietTemporal();
  await Promise.all(POINTS.map(async ({ point }) => nights.set(point, await nightWith(point))));
}, 3 * NOTICED_MS);

describe.each(POINTS)('R4: a worker killed in the middle of a sync, at $point', ({ point, told }) => {
  let night: Night;
  beforeAll(() => {
    night = nights.get(point) as Night;
  });

  it('was killed where it should be: so many had been sent, and no more', () => {
    expect(night.toldFirst).toHaveLength(told);
  });
  it('is followed by another one that ends the same run', () => {
    expect(night.killed.lastRun).toMatchObject({ run: night.run, status: 'running' });
    expect(night.ended.lastRun).toMatchObject({ run: night.run, status: 'done', customersSent: CUSTOMERS });
  });
  it('has everybody sent, and nobody twice', () => {
    expect([...night.told].sort()).toEqual([...night.documents].sort());
  });
  it('leaves Deps with the newest picture of each, and us knowing it', () => {
    const whole = { contasReceberResumido: { totalVencido: 200 } };
    for (const held of night.held) expect(held).toMatchObject(whole);
    expect(night.noted).toEqual(Array.from({ length: CUSTOMERS }, () => 'sent'));
    expect(night.nextTold).toBe(0);
  });
  it('leaves the watermark where it was until the run has ended', () => {
    expect(night.before.watermark).toEqual(expect.any(String));
    expect(night.killed.watermark).toBe(night.before.watermark);
    expect(String(night.ended.watermark) > String(night.before.watermark)).toBe(true);
  });
});
