/**
 * Owns the proof that a server killed at a named point changes nothing of what is decided: Temporal and the database
 * are killed with SIGKILL in the middle of an evaluation, started again on the data they left, and the order's end is
 * compared with that of an order nobody disturbed.
 */
import { BRANCH, quietTemporal, startCrivo, until, type Crivo } from '../support/crivo';
import { startKillableServers, type KillableServers, type Victim } from '../support/killable-servers';
import { aCustomer, anOrder } from '../support/orders';
import { temporaryFolder } from '../support/temporary-folder';
import type { CreditStores } from '../../usecases/stores';

type When = 'before' | 'after' | 'during';
interface Point {
  readonly victim: Victim;
  readonly call: string;
  /** `during`: the call is made while the server is away. */
  readonly when: When;
}

const folder = temporaryFolder('killed-servers');
let servers: KillableServers;
let crivo: Crivo;
let point: Point | null = null;
const killed: number[] = [];
let coming: Promise<void> = Promise.resolve();

beforeAll(async () => {
  quietTemporal();
  servers = await startKillableServers(folder);
  process.env['CRIVO_TEST_MONGODB'] = servers.mongodbUri;
  process.env['CRIVO_TEST_TEMPORAL'] = servers.temporalAddress;
  crivo = await startCrivo({ leavesDatabase: true, name: 'killed-servers', wrapStores: watched, relays: true });
  await crivo.publish({ 'limit-exceeded': { save: 'block', financialApproval: 'block' } });
});
afterAll(async () => {
  await coming;
  await crivo.stop();
  await servers.stop();
});

/** The stores of the worker, in which the named call kills the named server, once. */
function watched(credit: CreditStores): CreditStores {
  const watch = <T extends object>(name: string, store: T): T =>
    new Proxy(store, {
      get: (target, method, receiver) => {
        const original: unknown = Reflect.get(target, method, receiver);
        if (typeof original !== 'function') return original;
        return async (...args: unknown[]): Promise<unknown> => {
          const at = point?.call === `${name}.${String(method)}` ? point : null;
          if (at !== null) point = null;
          if (at?.when === 'before') await killAndRestart(at.victim);
          if (at?.when === 'during') await kill(at.victim);
          const result: unknown = await Reflect.apply(original, target, args);
          if (at?.when === 'after') await killAndRestart(at.victim);
          return result;
        };
      },
    });
  return {
    ...credit,
    exposures: watch('exposures', credit.exposures),
    decisions: watch('decisions', credit.decisions),
    orders: watch('orders', credit.orders),
  };
}

async function kill(victim: Victim): Promise<void> {
  killed.push(await servers.kill(victim));
  coming = servers.restart(victim);
}
async function killAndRestart(victim: Victim): Promise<void> {
  await kill(victim);
  await coming;
}

/** Asks until there is an answer that says something about the order, as an ERP does. */
async function insist(method: string, path: string, body?: unknown) {
  let last: { status: number; body: Record<string, unknown>; text: string } | null = null;
  await until(
    async () => {
      last = await crivo.call(method, path, body);
      return last.status < 500;
    },
    `an answer to ${method} ${path}`,
    60_000,
  );
  return last as unknown as { status: number; body: Record<string, unknown> };
}

/** An order of R$ 600,00 on a limit of R$ 1.000,00 up to its financial approval, and a second one that no longer fits. */
async function journey(at: Point | null) {
  const customer = aCustomer(100_000);
  expect((await insist('PUT', `/branches/${BRANCH}/customers`, customer)).status).toBe(200);
  const first = anOrder({ document: customer.document, amountCents: 60_000 });
  const second = anOrder({ document: customer.document, amountCents: 60_000 });
  const orders = `/branches/${BRANCH}/orders`;
  point = at;
  const submitted = await insist('POST', orders, first);
  const again = await insist('POST', orders, first);
  expect(again.body['decision']).toBe(submitted.body['decision']);
  // An approval that was answered 503 may have happened: asking again is the same approval.
  const approved = await insist('POST', `${orders}/${first.id}/actions/commercialApproval`);
  const held = await insist('POST', orders, second);
  expect(point).toBeNull();
  await coming;
  const read = (await insist('GET', `${orders}/${first.id}`)).body;
  const stored = await insist('POST', '/customers/search', { document: customer.document });
  const decisions = await crivo.database
    .collection<{ _id: string; order: string }>('decisions')
    .countDocuments({ order: { $in: [first.id, second.id] } });
  return {
    outcomes: [submitted.body['outcome'], approved.body['outcome'], held.body['status']],
    state: [read['status'], read['stage']],
    taken: JSON.stringify(stored.body).includes('"takenCents":60000'),
    decisions,
  };
}

it.each<Point>(
  (['temporal', 'mongodb'] as const).flatMap((victim) =>
    (
      [
        ['exposures.reserve', 'before'],
        ['exposures.reserve', 'during'],
        ['decisions.insertOrFind', 'after'],
        ['orders.write', 'during'],
        ['orders.write', 'after'],
      ] as const
    ).map(([call, when]) => ({ victim, call, when })),
  ),
)(
  '$victim killed $when $call: every order ends as it would have',
  async (at) => {
    const undisturbed = await journey(null);
    const before = killed.length;
    const disturbed = await journey(at);
    expect(killed.length).toBe(before + 1);
    expect(disturbed).toEqual(undisturbed);
  },
  180_000,
);

it('what was decided while servers died replays bit for bit', async () => {
  const ids = await crivo.database.collection<{ _id: string }>('decisions').find({}).toArray();
  expect(ids.length).toBeGreaterThan(20);
  for (const { _id } of ids) {
    const replay = await insist('POST', `/decisions/${_id}/replay`);
    expect(replay.body).toMatchObject({ identical: true });
  }
});
