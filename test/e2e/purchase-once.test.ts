/** Owns R1: a worker killed at each point of a purchase, bureau faults beside it, and what the bureau's invoice says then. */
import type { QueryFaultName } from '../../dev/simulators/deps/query-faults';
import { quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { startKillable } from '../support/kill';
import { uniqueDocument, uniqueId } from '../support/orders';

/** The writes of a purchase by its worker, in order: prepared, sent, answered, closed. */
const POINTS = [
  { point: 'purchases.advance:before:1', fault: null, charged: 0 },
  { point: 'purchases.advance:before:2', fault: 'resetBeforeFirstByte', charged: 0 },
  { point: 'purchases.advance:after:2', fault: null, charged: 0 },
  { point: 'bureau.query:before', fault: 'error500AfterCharging', charged: 0 },
  { point: 'bureau.query:after', fault: null, charged: 1 },
  { point: 'purchases.advance:before:3', fault: 'resetInBody', charged: 1 },
  { point: 'purchases.advance:after:3', fault: null, charged: 1 },
  { point: 'reports.insert:after', fault: null, charged: 1 },
  { point: 'purchases.advance:before:4', fault: null, charged: 1 },
] as const satisfies readonly { point: string; fault: QueryFaultName | null; charged: number }[];

/** A worker that died is noticed by the heartbeats that stay away; then its call has to be surely over. */
const WITHIN_MS = 240_000;

interface Outcome {
  readonly chargesAtKill: number;
  readonly charges: number;
  readonly status: string;
  readonly reports: number;
  readonly reused: string;
}

async function purchaseWith({ point, fault }: (typeof POINTS)[number]): Promise<Outcome> {
  const branch = uniqueId('b');
  const deps = await startTestDeps();
  const crivo = await startCrivo({ name: 'purchase-once', worker: false, branch });
  try {
    const { document, customerKey, reports } = await aSubject(crivo, deps, branch);
    const charges = () => deps.control.invoice(document).length;
    if (fault !== null) deps.control.queryFault(fault, { times: 1 });
    const { databaseName: database, taskQueue } = crivo;
    const first = await startKillable('worker', { database, taskQueue, point });
    const buy = () => crivo.call('POST', reports, { bureau: 'deps', purpose: 'limitReview' });
    const asked = buy();
    await first.reached(WITHIN_MS);
    await first.kill();
    console.info(`killed worker ${first.pid} at ${point}`);
    const chargesAtKill = charges();
    const worker = await startWorker(crivo);
    try {
      await asked;
      const [open] = await crivo.stores.purchases.openOf(customerKey, 1);
      const isOver = async () => (await crivo.stores.purchases.openOf(customerKey, 1)).length === 0;
      await until(isOver, `the purchase killed at ${point} to end`, WITHIN_MS);
      const again = await buy();
      const { purchase } = open ?? (again.body['report'] as { purchase: string }) ?? {};
      const status = (await crivo.stores.purchases.find(purchase))?.status ?? 'none';
      const stored = (await crivo.stores.reports.ofCustomer(customerKey)).length;
      return { chargesAtKill, charges: charges(), status, reports: stored, reused: String(again.body['outcome']) };
    } finally {
      await worker.stop();
    }
  } finally {
    await crivo.stop();
    await deps.stop();
  }
}

async function aSubject(crivo: Crivo, deps: TestDeps, branch: string) {
  const { email, password } = deps.user;
  const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca };
  const buying = { defaultProducts: { J: '20C2F2B4' }, reuseIsFree: true, timeoutSeconds: 10 };
  expect(await crivo.call('PUT', `/branches/${branch}/deps`, { ...login, ...buying })).toMatchObject({ status: 200 });
  const document = uniqueDocument();
  const { body } = await crivo.call('PUT', `/branches/${branch}/customers`, { document });
  const customerKey = String(body['customerKey']);
  return { document, customerKey, reports: `/branches/${branch}/customers/${customerKey}/reports` };
}

/** Side by side: each waits for heartbeats to stay away. */
const outcomes = new Map<string, Outcome>();
beforeAll(async () => {
  quietTemporal();
  const left = [...POINTS];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      outcomes.set(next.point, await purchaseWith(next));
    }
  };
  await Promise.all(Array.from({ length: 5 }, lane));
}, 4 * WITHIN_MS);

describe.each(POINTS)('R1: a worker killed at $point, with the fault $fault', ({ point, charged }) => {
  it('was killed where it should be, by what the invoice had then', () => {
    expect(outcomes.get(point)?.chargesAtKill).toBe(charged);
  });
  it('ends with one charge and one report, which the next one who asks is given', () => {
    const { charges, status, reports, reused } = outcomes.get(point) as Outcome;
    expect(['done', 'reconciled']).toContain(status);
    expect({ charges, reports, reused }).toEqual({ charges: 1, reports: 1, reused: 'reused' });
  });
});
