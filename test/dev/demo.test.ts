/** Owns the proof that the figures of a demo add up, and that it can be repeated on a running Crivo. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, type CallApi } from '../../dev/demo/api-client';
import { findRunning } from '../../dev/demo/find-running';
import { live } from '../../dev/demo/life';
import { makePlan, type Plan } from '../../dev/demo/plan';
import { prepare } from '../../dev/demo/prepare';
import type { Followed, LifeRecord } from '../../dev/demo/record';
import { figureLines, latencyOf } from '../../dev/demo/summary';
import { createView } from '../../dev/demo/view';
import { freePort } from '../../dev/servers/ports';
import { dateInZone } from '../../domain/calendar';
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { temporaryFolder } from '../support/temporary-folder';

const today = dateInZone(new Date().toISOString(), 'America/Sao_Paulo');
const aPlan = (given: Partial<Parameters<typeof makePlan>[0]> = {}): Plan =>
  makePlan({ seed: 'abc', arrivals: 80, hour: 10, today, ...given });
const ordersOf = ({ events }: Plan) => events.flatMap((event) => (event.kind === 'order' ? [event] : []));

/** Orders that are held for overdue titles well before their customer pays these. */
function paidFor(plan: Plan): string[] {
  return plan.events.flatMap((payment) => {
    if (payment.kind !== 'payment') return [];
    const { body, ledger, payment: lines } = payment.customer;
    const isOverdue = ledger.some((line) => line.title.includes('-V')) && lines.length > 0;
    const own = ordersOf(plan).filter(({ customer, minute, course, body: { payments } }) => {
      const isOnTerm = payments.some(({ modality }) => modality === 'bankSlip');
      return customer === body.name && course.kind === 'plain' && isOnTerm && minute < payment.minute - 15;
    });
    return isOverdue ? own.map(({ body: { id } }) => id) : [];
  });
}

/** Orders of the last minutes may be left to the next hour, and those of automatic branches may be done before. */
function isCancelledInTime({ branch, course, minute }: ReturnType<typeof ordersOf>[number]): boolean {
  return course.kind === 'cancelled' && !branch.isAutomatic && minute < 30;
}

/** Plans differ from day to day: the first that has what the test is about. */
function planThatFrees(): Plan {
  for (let at = 0; at < 200; at++) {
    const plan = aPlan({ seed: `abc${at}` });
    if (paidFor(plan).length > 1 && ordersOf(plan).some(isCancelledInTime)) return plan;
  }
  throw new Error('no plan of two hundred has orders that a payment frees');
}

describe('on a running Crivo', () => {
  let crivo: Crivo;
  let api: CallApi;
  const options = { seconds: 12, graceMs: 20_000, onChange: () => undefined };
  beforeAll(async () => {
    quietTemporal();
    crivo = await startCrivo({ name: 'demo', relays: true });
    api = async (role, method, path, sent) => {
      const { status, text } = await crivo.call(method, path, sent, { role });
      return { status, body: JSON.parse(text) as unknown };
    };
  });
  afterAll(() => crivo.stop());

  test('every planned thing is counted once, and the same seed again changes none of its ends', async () => {
    const plan = planThatFrees();
    await prepare(api, plan);
    const first = await live(api, plan, options);
    expect(first.counts.failures).toEqual([]);
    const orders = [...first.orders.values()];
    expect(orders.map(({ order }) => order).sort()).toEqual(
      ordersOf(plan)
        .map(({ body }) => body.id)
        .sort(),
    );
    expect(orders.filter(({ status }) => status === 'coming' || status === 'failed')).toEqual([]);
    expect(orders.map(({ status }) => status)).toEqual(expect.arrayContaining(['done', 'cancelled']));
    const { salesAllowed, salesRefused, creditChecks, payments } = first.counts;
    const planned = (kind: string) => plan.events.filter((event) => event.kind === kind).length;
    expect(salesAllowed + salesRefused).toBe(planned('sale'));
    expect([creditChecks, payments]).toEqual([planned('creditCheck'), planned('payment')]);
    const freed = orders.filter((one) => one.freed);
    expect(freed.map(({ order }) => order).filter((order) => paidFor(plan).includes(order))).not.toEqual([]);
    for (const one of freed) expect(one.wasHeld).toBe(true);
    await expectTold(first);

    await prepare(api, plan);
    const again = await live(api, plan, options);
    expect(again.counts.failures).toEqual([]);
    const { policies } = (await crivo.call('GET', '/policies')).body as { policies: { id: string; version: number }[] };
    expect(policies.filter(({ id }) => id === 'demo').map(({ version }) => version)).toEqual([1]);
    const closed = orders.filter(({ status }) => status === 'done' || status === 'cancelled');
    for (const { order, status } of closed) expect(again.orders.get(order)?.status).toBe(status);
  }, 240_000);

  /** What the record says of each order is what the API says. */
  async function expectTold({ orders }: LifeRecord): Promise<void> {
    for (const { order, branch, status, totalCents } of orders.values()) {
      const { body } = await crivo.call('GET', `/branches/${branch}/orders/${order}`);
      // Whose cause went away at the very end is let go of by itself after the record's last look.
      const told = status === 'held' ? ['held', 'waiting'] : [status];
      expect(told).toContain(body['status']);
      expect(body).toMatchObject({ totalCents, policy: { id: 'demo', version: 1 } });
    }
  }

  test('branches that are not of the demo keep their policy, and its groups are made once', async () => {
    const plan = aPlan({ seed: 'twice' });
    await prepare(api, plan);
    await prepare(api, plan);
    expect((await crivo.call('GET', `/branches/${BRANCH}`)).body).toMatchObject({ policy: { id: 'default' } });
    const keyOf = async (at: number): Promise<string> => {
      const { document } = plan.customers[at]?.body ?? { document: '' };
      const { body } = await crivo.call('POST', '/customers/search', { document });
      const { customers } = body as { customers: { groupKey: string }[] };
      return customers[0]?.groupKey ?? '';
    };
    for (const { members, terms } of plan.groups) {
      const keys = new Set(await Promise.all(members.map(keyOf)));
      expect(keys.size).toBe(1);
      const { body } = await crivo.call('GET', `/groups/${[...keys][0]}`);
      expect(body).toMatchObject({ terms: { limit: terms.limit } });
      expect(body['members']).toHaveLength(members.length);
    }
  }, 60_000);

  test('an order that is refused is told as failed with its code, and the others go on', async () => {
    const plan = aPlan({ seed: 'refused', arrivals: 8 });
    await prepare(api, plan);
    const broken = ordersOf(plan)[0]?.body.id;
    const events = plan.events.map((event) => {
      if (event.kind !== 'order' || event.body.id !== broken) return event;
      return { ...event, body: { ...event.body, totalCents: event.body.totalCents + 1 } };
    });
    const { orders, counts } = await live(api, { ...plan, events }, { ...options, seconds: 2 });
    expect(counts.failures).toEqual([expect.stringContaining('InvalidRequest')]);
    const failed = [...orders.values()].filter(({ status }) => status === 'failed');
    expect(failed.map(({ order }) => order)).toEqual([broken]);
  }, 60_000);
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
    const person = { email: 'ana@exemplo.com.br', password: 'p' };
    const people = Object.fromEntries(Object.keys(keys).map((role) => [role, person]));
    await writeFile(file, JSON.stringify({ baseUrl, keys, people, ...servers }));
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
    branch: 'demo-sp',
    customer: 'Quitanda',
    totalCents: 1_000_00,
    status: 'done',
    stage: 'invoicing',
    reasons: [],
    wasHeld: false,
    freed: false,
    answeredMs: 10,
    ...given,
  });
  const recordOf = (minute: number, ...orders: readonly Followed[]): LifeRecord => ({
    minute,
    orders: new Map(orders.map((one, at) => [`${one.order}/${at}`, one])),
    counts: { salesAllowed: 3, salesRefused: 1, creditChecks: 2, payments: 1, amended: 0, heldByHand: 1, failures: [] },
  });
  const shown = (isTTY: boolean, updates: readonly LifeRecord[]): string => {
    let text = '';
    let at = 0;
    const view = createView({ isTTY, columns: 200, write: (more) => (text += more) }, 600, () => (at += 1_000));
    for (const one of updates) view.update(one);
    view.end();
    return text;
  };

  test('without a terminal it is a plain line every five simulated minutes', () => {
    const held = followed({ status: 'held', wasHeld: true, reasons: ['no-limit'] });
    const text = shown(false, [recordOf(1, held), recordOf(7, held), recordOf(8, held), recordOf(12, followed({}))]);
    expect(text.split('\n').filter(Boolean)).toEqual([
      '10:07  1 pedidos, 0 em andamento, 1 bloqueados, 0 concluídos, 0 liberados por pagamento, 4 vendas',
      '10:12  1 pedidos, 0 em andamento, 0 bloqueados, 1 concluídos, 0 liberados por pagamento, 4 vendas',
    ]);
  });

  test('on a terminal one table is redrawn in place, with the hour that is simulated', () => {
    const text = shown(true, [recordOf(1, followed({ status: 'waiting' })), recordOf(59, followed({}))]);
    expect(text.split('\x1b[0J')).toHaveLength(3);
    expect(text.split('\x1b[0J')[1]).toContain('hora simulada 10:59');
  });

  test('latencies are of the nearest rank, and none are made up where nothing was answered', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => followed({ answeredMs: 100 - at }));
    expect(latencyOf(hundred)).toEqual({ p50Ms: 50, p95Ms: 95 });
    expect(latencyOf([followed({ answeredMs: null })])).toBeNull();
  });

  test('figures count each order once by branch and state, and say why orders were held', () => {
    const lines = figureLines(
      recordOf(
        60,
        followed({}),
        followed({ branch: 'demo-am', status: 'held', wasHeld: true, reasons: ['no-limit'] }),
        followed({ wasHeld: true, reasons: ['overdue-titles'], freed: true }),
        followed({ status: 'cancelled', wasHeld: true, reasons: ['manual'] }),
      ),
    ).join('\n');
    expect(lines).toMatch(/São Paulo +0 +0 +0 +2 +1 +0 +0 +3 +R\$ 3\.000,00/);
    expect(lines).toMatch(/Manaus +0 +0 +1 +0 +0 +0 +0 +1 +R\$ 1\.000,00/);
    expect(lines).toMatch(/total +0 +0 +1 +2 +1 +0 +0 +4 +R\$ 4\.000,00/);
    expect(lines).toContain('Bloqueio manual 1, Crédito não concedido 1, Títulos vencidos 1');
    expect(lines).toContain('liberados por pagamento: 1');
    expect(lines).toContain('3 permitidas, 1 recusadas');
  });
});

test('an answer without a code of its own is told as unexpected', () => {
  expect(codeOf({ code: 'OrderNotFound' })).toBe('OrderNotFound');
  expect(codeOf('<html>')).toBe('Unexpected');
});
