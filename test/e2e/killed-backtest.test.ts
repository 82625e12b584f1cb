/** Owns the proof that a worker killed in the middle of a back-test leaves every decision counted once. */
import { readings } from '../rules/builders';
import { aBacktest, withDelay } from '../support/backtests';
import { aDecision } from '../support/builders';
import { quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { policyBacktests } from '../../adapters/temporal/policy-backtests';
import { comparisonAudit } from '../../usecases/backtest-policy';
import { startKillable } from '../support/kill';

let crivo: Crivo;
beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'killed-backtest', worker: false });
});
afterAll(() => crivo.stop());

const DECISIONS = 1_200;
const FROM = '2026-03-10T00:00:00.000Z';

/** Some flips are kept by then, and what they come to isn't written. */
const POINT = 'policyFlips.keep:after:2';

it('a worker killed in the middle of a back-test loses no decision, and none is counted twice', async () => {
  const branch = 'killed';
  const records = Array.from({ length: DECISIONS }, (_, n) =>
    aDecision({
      decision: `dec_${branch}${String(n).padStart(5, '0')}`,
      branch,
      at: new Date(Date.parse(FROM) + n * 10 * 60_000).toISOString(),
      facts: readings({ averageDelayDays: n % 4 === 0 ? 12 : 2, termCents: 1_000 }),
    }),
  );
  await crivo.stores.decisions.insertMany(records);
  const record = aBacktest({ document: withDelay(11), branches: [branch] });
  await crivo.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
  const calls = { taskQueue: crivo.taskQueue, deadlineMs: 20_000 };
  const victim = await startKillable('worker', {
    database: crivo.databaseName,
    taskQueue: crivo.taskQueue,
    point: POINT,
  });
  await policyBacktests(crivo.temporal, calls).start(record.backtest);
  await victim.reached();
  await victim.kill();
  const survivor = await startWorker(crivo);
  try {
    const status = async () => (await crivo.stores.policyBacktests.find(record.backtest))?.status;
    await until(async () => (await status()) === 'done', 'another worker to go on', 120_000);
  } finally {
    await survivor.stop();
  }
  const ended = await crivo.stores.policyBacktests.find(record.backtest);
  expect(ended?.progress.tally).toMatchObject({ judged: DECISIONS, flips: { held: { count: DECISIONS / 4 } } });
  const flips = { run: record.backtest, branches: '*', afterFlip: '', limit: 1_000 } as const;
  expect(await crivo.stores.policyFlips.page(flips)).toHaveLength(DECISIONS / 4);
});
