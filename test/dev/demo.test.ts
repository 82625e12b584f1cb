/** Owns the proof that a demo can be repeated, meets nothing of another one, and takes orders to their end. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallApi } from '../../dev/demo/api-client';
import { findRunning } from '../../dev/demo/find-running';
import { parseOptions } from '../../dev/demo/options';
import { makePlan } from '../../dev/demo/plan';
import { demoPolicy } from '../../dev/demo/policy';
import { DEMO_BRANCH, prepare } from '../../dev/demo/prepare';
import { streamOrders, type Followed } from '../../dev/demo/stream';
import { latencyOf, summaryLines } from '../../dev/demo/summary';
import { createView } from '../../dev/demo/view';
import { freePort } from '../../dev/servers/ports';
import { customerUpsertSchema } from '../../contracts/customer';
import { orderRequestSchema } from '../../contracts/order';
import { parsePolicy } from '../../contracts/policy';
import { receivablesLineSchema } from '../../contracts/receivables';
import { dateInZone } from '../../domain/calendar';
import { parseDocument } from '../../domain/documents';
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { temporaryFolder } from '../support/temporary-folder';

const TODAY = '2026-03-02';

describe('a plan', () => {
  test('is the same for the same seed and day, and one of fewer orders is its beginning', () => {
    const plan = makePlan({ seed: 'abc', orders: 30, today: TODAY });
    expect(makePlan({ seed: 'abc', orders: 30, today: TODAY })).toEqual(plan);
    expect(makePlan({ seed: 'abc', orders: 10, today: TODAY }).orders).toEqual(plan.orders.slice(0, 10));
  });

  test('shares no order, title or customer with that of another seed or day', () => {
    const namesOf = (seed: string, today: string) => {
      const { customers, orders } = makePlan({ seed, orders: 50, today });
      const movements = customers.flatMap(({ ledger, payment }) => [...ledger, ...payment].map((one) => one.movement));
      return [...orders.map(({ body }) => body.id), ...movements, ...customers.map(({ body }) => body.document)];
    };
    const names = [...namesOf('abc', TODAY), ...namesOf('abd', TODAY), ...namesOf('abc', '2026-03-03')];
    expect(new Set(names).size).toBe(names.length);
  });

  test('holds only what the API takes: bodies, ledger lines, documents and policy', () => {
    const { customers, orders } = makePlan({ seed: 'abc', orders: 300, today: TODAY });
    for (const { body } of orders) expect(orderRequestSchema.safeParse(body).error).toBeUndefined();
    for (const { body, ledger, payment } of customers) {
      expect(customerUpsertSchema.safeParse(body).error).toBeUndefined();
      expect(parseDocument(body.document).ok).toBe(true);
      for (const line of [...ledger, ...payment]) expect(receivablesLineSchema.safeParse(line).error).toBeUndefined();
    }
    expect(parsePolicy(demoPolicy()).ok).toBe(true);
  });

  test('has no title that is paid in the future', () => {
    const lines = makePlan({ seed: 'abc', orders: 1, today: TODAY }).customers.flatMap(({ ledger }) => ledger);
    expect(lines.filter((line) => line.type === 'collected' && line.effectiveOn > TODAY)).toEqual([]);
  });
});

describe('on a running Crivo', () => {
  let crivo: Crivo;
  let api: CallApi;
  const options = { ordersPerSecond: 50, restsWithinMs: 30_000, onChange: () => undefined };
  const today = dateInZone(new Date().toISOString(), 'America/Sao_Paulo');
  beforeAll(async () => {
    quietTemporal();
    crivo = await startCrivo({ name: 'demo' });
    api = (role, method, path, body) => crivo.call(method, path, body, { role });
  });
  afterAll(() => crivo.stop());

  test('orders end done or held, a payment frees some, and the same seed again changes no first decision', async () => {
    const plan = makePlan({ seed: 'abc', orders: 40, today });
    await prepare(api, plan);
    const first = await streamOrders(api, plan, options);
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set(['done', 'held']));
    const freed = first.filter(({ paid }) => paid);
    expect(freed.length).toBeGreaterThan(0);
    for (const one of freed) expect(one).toMatchObject({ outcome: 'blocked', status: 'done' });

    await prepare(api, plan);
    const again = await streamOrders(api, plan, options);
    const decided = (followed: readonly Followed[]) => followed.map(({ order, outcome }) => ({ order, outcome }));
    expect(decided(again)).toEqual(decided(first));
  }, 240_000);

  test('its policy is published once, for its own branch alone', async () => {
    const plan = makePlan({ seed: 'twice', orders: 1, today });
    await prepare(api, plan);
    await prepare(api, plan);
    expect((await crivo.call('GET', `/branches/${DEMO_BRANCH}`)).body).toMatchObject({
      policy: { id: 'demo', version: 1 },
    });
    expect((await crivo.call('GET', `/branches/${BRANCH}`)).body).toMatchObject({ policy: { id: 'default' } });
  });

  test('an order that is refused is told as failed with its code, and the others go on', async () => {
    const plan = makePlan({ seed: 'refused', orders: 3, today });
    await prepare(api, plan);
    const [broken, ...rest] = plan.orders;
    if (broken === undefined) throw new Error('the plan has orders');
    const orders = [{ ...broken, body: { ...broken.body, totalCents: broken.body.totalCents + 1 } }, ...rest];
    const followed = await streamOrders(api, { ...plan, orders }, options);
    expect(followed[0]).toMatchObject({ status: 'failed', reasons: [expect.stringContaining('InvalidRequest')] });
    expect(followed.slice(1).map(({ status }) => status)).not.toContain('failed');
    expect(summaryLines(followed).join('\n')).toMatch(/failed: 1, the first: .*InvalidRequest/);
  });
});

describe('without a running Crivo', () => {
  const folder = temporaryFolder('demo');

  test('the remedy is named when nothing was ever started', async () => {
    await expect(findRunning(join(folder, 'none.json'))).rejects.toThrow(/run npm start first/);
  });

  test('the remedy and the address are named when it has stopped', async () => {
    const port = await freePort();
    const baseUrl = `http://127.0.0.1:${port}`;
    const keys = { seller: 's', analyst: 'a', manager: 'm', integrator: 'i', administrator: 'x' };
    const servers = { temporalAddress: '127.0.0.1:1', temporalUi: null, mongodbUri: 'mongodb://x', database: 'crivo' };
    const file = join(folder, 'demo.json');
    await writeFile(file, JSON.stringify({ baseUrl, keys, ...servers }));
    await expect(findRunning(file)).rejects.toThrow(`Crivo at ${baseUrl} doesn't answer: run npm start first`);
  });

  test('a file that something else wrote is not believed', async () => {
    const file = join(folder, 'broken.json');
    await writeFile(file, '{"baseUrl": 5}');
    await expect(findRunning(file)).rejects.toThrow(/run npm start again/);
  });
});

describe('what is shown', () => {
  const followed = (given: Partial<Followed>): Followed => ({
    order: 'demo-1',
    customer: 'Quitanda',
    totalCents: 1_000_00,
    status: 'done',
    stage: 'invoicing',
    outcome: 'clear',
    reasons: [],
    answeredMs: 10,
    paid: false,
    ...given,
  });
  const shown = (isTTY: boolean, updates: readonly Followed[]): string => {
    let text = '';
    const view = createView({ isTTY, columns: 100, write: (more) => (text += more) }, () => 0);
    for (const one of updates) view.update([one], one);
    view.end();
    return text;
  };

  test('without a terminal it is plain lines, one for each order at rest', () => {
    const text = shown(false, [followed({ status: 'waiting' }), followed({ status: 'held', stage: 'save' })]);
    expect(text).toMatch(/^1\/1 {2}demo-1 {2}Quitanda {2}R\$ 1\.000,00 {2}held save .*10 ms\n$/);
  });

  test('on a terminal one table is redrawn in place', () => {
    const text = shown(true, [followed({ status: 'waiting' }), followed({})]);
    expect(text.split('\x1b[0J')).toHaveLength(2);
    expect(text.split('\x1b[0J')[1]).toContain('1 of 1 orders: waiting 0, held 0, done 1, failed 0');
  });

  test('latencies are of the nearest rank, and none are made up where nothing was answered', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => followed({ answeredMs: 100 - at }));
    expect(latencyOf(hundred)).toEqual({ p50Ms: 50, p95Ms: 95 });
    expect(latencyOf([followed({ answeredMs: null })])).toBeNull();
  });

  test('the summary counts first decisions, where the orders are, and why they are held', () => {
    const lines = summaryLines([
      followed({}),
      followed({ status: 'held', outcome: 'blocked', reasons: ['no-limit'] }),
      followed({ outcome: 'blocked', paid: true }),
    ]).join('\n');
    expect(lines).toMatch(/blocked +2 +R\$ 2\.000,00/);
    expect(lines).toContain('held: 1 orders, R$ 1.000,00 (no-limit 1)');
    expect(lines).toContain('freed by a payment: 1');
  });
});

test('options outside their bounds are refused by name', () => {
  expect(parseOptions(['--orders', '5', '--seed', 'a1'])).toEqual({ orders: 5, seed: 'a1' });
  expect(parseOptions([]).seed).not.toBe(parseOptions([]).seed);
  for (const orders of ['0', '-1', '2001', '1.5', 'many']) {
    expect(() => parseOptions([`--orders=${orders}`])).toThrow('--orders must be');
  }
  expect(() => parseOptions(['--seed', 'a/b'])).toThrow('--seed must be');
});
