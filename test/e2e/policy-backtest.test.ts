/** Owns the guarantees on back-tests and shadows: counted exactly whatever dies, and without any effect on an order. */
import type { BacktestRecord } from '../../contracts/policy-backtest';
import type { OrderDecision } from '../../contracts/decision';
import type { Policy } from '../../contracts/policy';
import { CrivoError } from '../../domain/errors';
import { defaultPolicy } from '../../rules/default-policy';
import { policyBacktests } from '../../adapters/temporal/policy-backtests';
import { comparisonAudit } from '../../usecases/backtest-policy';
import { backtestSlice, type BacktestDeps } from '../../usecases/backtest-slice';
import { carryLeftBacktests } from '../../usecases/carry-left-backtests';
import { sweepShadows } from '../../usecases/sweep-shadows';
import { readings } from '../rules/builders';
import { aBacktest, aShadow, withDelay } from '../support/backtests';
import { aDecision } from '../support/builders';
import { BRANCH, quietTemporal, startCrivo, until, type Crivo } from '../support/crivo';
import { aCustomer, anOrder, ndjson, uniqueDocument, uniqueId } from '../support/orders';

let crivo: Crivo;
let deps: BacktestDeps;
beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'policy-backtest' });
  deps = { ...crivo.stores, ...crivo.credit };
  await crivo.stores.decisions.insertMany(DECISIONS);
});
afterAll(() => crivo.stop());

const DAY = '2026-03-10';
/** 40 a day for ten days; every fourth customer has an average delay of 12 days. */
const DECISIONS: readonly OrderDecision[] = Array.from({ length: 400 }, (_, n) =>
  aDecision({
    decision: `dec_past${String(n).padStart(4, '0')}`,
    order: `past-${n}`,
    at: new Date(Date.parse(`${DAY}T00:00:00.000Z`) + n * 36 * 60_000).toISOString(),
    facts: readings({ averageDelayDays: n % 4 === 0 ? 12 : 2, termCents: 1_000 }),
  }),
);
const PERIOD = { from: '2026-03-10T00:00:00.000Z', to: '2026-03-20T00:00:00.000Z' };

async function aDraft(document: Policy): Promise<string> {
  const { status, body } = await crivo.call('POST', '/policies/default/drafts', { document });
  expect([status, body['code']]).toEqual([200, undefined]);
  return `/policies/default/drafts/${String(body['draft'])}`;
}

async function finished(body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const path = `/policies/default/backtests/${String(body['backtest'])}`;
  let last = body;
  await until(
    async () => {
      last = (await crivo.call('GET', path)).body;
      return last['status'] !== 'running';
    },
    'the back-test to end',
    30_000,
  );
  return last;
}

test('a draft is held against the live policy over stored decisions, and what differs is counted and listed', async () => {
  const draft = await aDraft(withDelay(11));
  const begun = await crivo.call('POST', `${draft}/backtest`, { over: 'decisions', ...PERIOD });
  expect([begun.status, begun.body['code']]).toEqual([202, undefined]);
  const done = await finished(begun.body);
  expect(done).toMatchObject({ status: 'done', progress: 1, judged: 400, live: 1, branches: [BRANCH] });
  const held = { direction: 'held', count: 100, valueCents: 100_000, endings: { known: 0, late: 0 } };
  expect(done['flips']).toEqual([held]);
  expect(done['checks']).toContainEqual({ check: 'average-delay', live: 100, draft: 100, flips: [held] });

  const flips = `/policies/default/backtests/${String(begun.body['backtest'])}/flips?limit=60&check=average-delay`;
  const first = await crivo.call('GET', `${flips}&direction=held`);
  const second = await crivo.call('GET', `${flips}&direction=held&cursor=${String(first.body['nextCursor'])}`);
  const listed = [first, second].flatMap(({ body }) => body['flips'] as { decision: string; draft: string }[]);
  expect(new Set(listed.map(({ decision }) => decision)).size).toBe(100);
  expect(listed[0]).toMatchObject({ branch: BRANCH, kind: 'order', live: 'indicated', draft: 'blocked', ending: null });
  expect(second.body['nextCursor']).toBeNull();
  expect((await crivo.call('GET', `${flips}&direction=freed`)).body['flips']).toEqual([]);
});

test('how an order ended is told where its titles tell, late from the sixteenth day on', async () => {
  const [inTime, late] = [await paidAfter(3), await paidAfter(20)];
  const draft = await aDraft(withDelay(11));
  const period = { from: '2025-12-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' };
  const done = await finished((await crivo.call('POST', `${draft}/backtest`, period)).body);
  expect(done['flips']).toMatchObject([{ direction: 'held', count: 2, endings: { known: 2, late: 1 } }]);
  const path = `/policies/default/backtests/${String(done['backtest'])}/flips`;
  const { flips } = (await crivo.call('GET', path)).body as { flips: { id: string; ending: string }[] };
  expect(Object.fromEntries(flips.map(({ id, ending }) => [id, ending]))).toEqual({
    [inTime]: 'inTime',
    [late]: 'late',
  });
});

/** A decision whose order was billed and paid so many days late. */
async function paidAfter(days: number): Promise<string> {
  const [order, title, document] = [uniqueId('paid'), uniqueId('T'), uniqueDocument()];
  const put = await crivo.call('PUT', `/branches/${BRANCH}/customers`, { ...aCustomer(100_000_00), document });
  const customerKey = String(put.body['customerKey']);
  const dueOn = '2026-01-05';
  const line = { title, document, amountCents: 500_00 };
  const paidOn = new Date(Date.parse(dueOn) + days * 86_400_000).toISOString().slice(0, 10);
  const lines = [
    { ...line, movement: uniqueId('mv'), type: 'issued', issuedOn: '2025-12-05', dueOn, order },
    { ...line, movement: uniqueId('mv'), type: 'collected', method: 'money', effectiveOn: paidOn },
  ];
  const sent = await crivo.call('POST', `/branches/${BRANCH}/receivables`, ndjson(lines));
  expect(sent.text).toContain('"stored":2');
  const facts = readings({ averageDelayDays: 12 });
  const at = '2025-12-05T12:00:00.000Z';
  await crivo.stores.decisions.insertMany([aDecision({ order, customerKey, facts, at })]);
  return order;
}

const aRun = (given: Partial<BacktestRecord> = {}) =>
  aBacktest({ document: withDelay(11), branches: [BRANCH], ...given });

test('of two attempts at one back-test, and of one that dies on its way, every decision is counted once', async () => {
  const record = aRun();
  await crivo.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
  let batches = 0;
  const dying = () => {
    batches += 1;
    if (batches === 3) throw new CrivoError('Unavailable');
  };
  await expect(backtestSlice(deps, record.backtest, dying)).rejects.toThrow(CrivoError);
  const both = [1, 2].map(() => backtestSlice(deps, record.backtest, () => undefined));
  await Promise.all(both);
  await backtestSlice(deps, record.backtest, () => undefined);
  const { tally } = (await crivo.stores.policyBacktests.find(record.backtest))?.progress ?? {};
  expect(tally).toMatchObject({ judged: 400, flips: { held: { count: 100 } } });
  const kept = await crivo.stores.policyFlips.page({ run: record.backtest, branches: '*', afterFlip: '', limit: 200 });
  expect(kept).toHaveLength(100);
});

test('one that is cancelled ends with the step under way, and what it had counted stays', async () => {
  const record = aRun();
  await crivo.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
  const path = `/policies/default/backtests/${record.backtest}`;
  expect((await crivo.call('DELETE', path)).body).toMatchObject({ status: 'cancelled', judged: 0 });
  expect(await backtestSlice(deps, record.backtest, () => undefined)).toEqual({ status: 'cancelled' });
  expect((await crivo.call('GET', path)).body).toMatchObject({ status: 'cancelled', judged: 0 });
});

test('one whose workflow was never started, or was ended from outside, is carried to its end once', async () => {
  const old = new Date(Date.now() - 120_000).toISOString();
  const record = aRun({ startedAt: old });
  await crivo.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
  const backtests = policyBacktests(crivo.temporal, { taskQueue: crivo.taskQueue, deadlineMs: 20_000 });
  const carry = () => carryLeftBacktests({ ...crivo.stores, backtests, now: () => new Date() });
  expect(await carry()).toBe(1);
  const done = await finished({ backtest: record.backtest });
  expect(done).toMatchObject({ status: 'done', judged: 400 });
  expect(await carry()).toBe(0);
  await crivo.database
    .collection<{ _id: string }>('policyBacktests')
    .updateOne({ _id: record.backtest }, { $set: { status: 'running' } });
  await crivo.temporal.workflow.getHandle(`backtest/${record.backtest}`).result();
  expect(await carry()).toBe(1);
  expect(await finished({ backtest: record.backtest })).toMatchObject({ status: 'done', judged: 400 });
});

test('branches that are not there, a time that runs backwards and the back-test of another policy are refused', async () => {
  const record = aRun();
  await crivo.stores.policyBacktests.insert(record, comparisonAudit('ana', 'begin', record));
  const draft = await aDraft(withDelay(11));
  const elsewhere = await crivo.call('POST', `${draft}/backtest`, { ...PERIOD, branches: ['99'] });
  expect([elsewhere.status, elsewhere.body['code']]).toEqual([404, 'BranchNotFound']);
  const backwards = await crivo.call('POST', `${draft}/backtest`, { from: PERIOD.to, to: PERIOD.from });
  expect([backwards.status, backwards.body['code']]).toEqual([400, 'InvalidRequest']);
  const other = `/policies/another/backtests/${record.backtest}`;
  expect((await crivo.call('GET', other)).status).toBe(404);
});

test('over the portfolio every customer who has ordered is judged once, by the last order and with the facts of today', async () => {
  const document = uniqueDocument();
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, { ...aCustomer(1_000_00), document });
  for (const amountCents of [100_00, 900_00]) {
    const { status } = await crivo.call('POST', `/branches/${BRANCH}/orders`, anOrder({ document, amountCents }));
    expect(status).toBe(200);
  }
  const ceiling = defaultPolicy();
  const checks = ceiling.checks.map((check) => ({
    ...check,
    modes: { ...check.modes, save: check.id === 'limit-exceeded' ? ('block' as const) : ('off' as const) },
  }));
  const draft = await aDraft({ ...ceiling, checks });
  const begun = await crivo.call('POST', `${draft}/backtest`, { over: 'portfolio' });
  const done = await finished(begun.body);
  expect(done).toMatchObject({ status: 'done', over: 'portfolio', gathersAlike: true });
  const path = `/policies/default/backtests/${String(done['backtest'])}/flips?check=limit-exceeded`;
  const { flips } = (await crivo.call('GET', path)).body as { flips: object[] };
  // 100 and 900 are reserved of 1,000; another order of 900 would exceed it.
  expect(flips).toMatchObject([{ direction: 'held', kind: 'order', valueCents: 900_00, decision: null }]);
});

test('a shadow judges live orders from the same facts, and holds, tells, reserves and buys nothing', async () => {
  const strict = withDelay(0);
  const draft = await aDraft({ ...strict, checks: strict.checks.map((check) => everyOrder(check)) });
  const path = `${draft}/shadow`;
  const in30 = new Date(Date.now() + 29 * 86_400_000).toISOString();
  const begun = await crivo.call('POST', path, { until: in30 });
  expect([begun.status, begun.body['status']]).toEqual([200, 'running']);
  const twice = await crivo.call('POST', `${await aDraft(withDelay(11))}/shadow`, { until: in30 });
  expect([twice.status, twice.body['code']]).toEqual([409, 'ShadowUnderWay']);

  const order = anOrder();
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, { ...aCustomer(100_000_00), document: order.document });
  const { body } = await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  const before = await everythingElse();
  const sweep = () =>
    sweepShadows(deps as typeof deps & { policyShadows: typeof crivo.stores.policyShadows }, { settledMs: 0 });
  const counted = await Promise.all([sweep(), sweep()]);
  expect(counted.reduce((a, b) => a + b, 0)).toBe(1);
  expect(await everythingElse()).toEqual(before);
  expect((await crivo.call('GET', `/branches/${BRANCH}/orders/${order.id}`)).body).toMatchObject({
    status: body['status'],
    decision: body['decision'],
  });
  expect(body['status']).toBe('waiting');
  expect((await crivo.call('GET', path)).body).toMatchObject({
    judged: 1,
    flips: [{ direction: 'held', count: 1 }],
    status: 'running',
  });
  const flips = (await crivo.call('GET', `${path}/flips`)).body['flips'];
  expect(flips).toMatchObject([{ id: order.id, decision: body['decision'], draft: 'blocked' }]);

  expect((await crivo.call('DELETE', path)).body).toMatchObject({ status: 'stopped', judged: 1 });
  await crivo.call('POST', `/branches/${BRANCH}/orders`, anOrder({ document: order.document }));
  expect(await sweep()).toBe(0);
  expect((await crivo.call('POST', path, { until: in30 })).status).toBe(200);
  await crivo.call('DELETE', path);
});

/** Blocks whoever has ordered anything at save. */
function everyOrder(check: Policy['checks'][number]): Policy['checks'][number] {
  if (check.id !== 'average-delay') return check;
  return {
    ...check,
    rules: [{ id: 'anything', when: { fact: 'orderTotalCents', operator: 'greaterThan', value: 0 } }],
  };
}

/** How many documents of each kind there are, and what orders and exposures say, outboxes too. */
async function everythingElse(): Promise<unknown> {
  const { database } = crivo;
  const names = [
    'decisions',
    'holds',
    'releases',
    'purchases',
    'audit',
    'webhookDeliveries',
    'customerHistory',
  ] as const;
  const counts = await Promise.all(names.map((name) => database.collection(name).countDocuments()));
  return [
    counts,
    await database.collection('orders').find().toArray(),
    await database.collection('exposures').find().toArray(),
  ];
}

test('a decision that was stored long after its instant is counted by the second look, and none is counted twice', async () => {
  const branch = 'late';
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const shadow = aShadow({
    document: withDelay(11),
    branches: [branch],
    startedAt: ago(12),
    countedUntil: ago(12),
    lookedTwiceUntil: ago(12),
    until: ago(5),
  });
  expect(await crivo.stores.policyShadows.begin(shadow, comparisonAudit('ana', 'begin', shadow))).toBe(true);
  const facts = readings({ averageDelayDays: 12 });
  const made = (minutes: number) => aDecision({ branch, order: uniqueId('late'), facts, at: ago(minutes) });
  await crivo.stores.decisions.insertMany([made(11), made(6)]);
  const sweep = (lateMs: number) => sweepShadows({ ...crivo.stores, ...deps }, { settledMs: 0, lateMs });
  expect([await sweep(3_600_000), await sweep(3_600_000), await sweep(3_600_000)]).toEqual([1, 1, 0]);
  await crivo.stores.decisions.insertMany([made(10.5)]);
  expect([await sweep(3_600_000), await sweep(0), await sweep(0), await sweep(0)]).toEqual([0, 1, 0, 0]);
  expect(await crivo.stores.policyShadows.ofPolicy('default')).toMatchObject({
    status: 'done',
    tally: { judged: 3, flips: { held: { count: 3 } } },
  });
  expect(await crivo.database.collection('policyShadowMarks').countDocuments({ shadow: shadow.shadow })).toBe(0);
});

test('a shadow of more than thirty days, or that is past, is refused', async () => {
  const draft = await aDraft(withDelay(11));
  for (const days of [-1, 31]) {
    const body = { until: new Date(Date.now() + days * 86_400_000).toISOString() };
    const { status, body: problem } = await crivo.call('POST', `${draft}/shadow`, body);
    expect([status, problem['errors']]).toMatchObject([400, [{ at: 'until' }]]);
  }
});
