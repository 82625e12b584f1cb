/** Owns the property that whatever happens to an order, its customer's exposure is its titles and what remains of it. */
import fc from 'fast-check';
import type { CustomerRecord } from '../../contracts/customer';
import { ASKABLE_ACTIONS } from '../../domain/actions';
import { CrivoError } from '../../domain/errors';
import { reservationKey } from '../../domain/exposure';
import { isOpen, reopened } from '../../domain/order';
import { PARTIAL_ACTIONS, partsCents } from '../../domain/order-parts';
import { contentHash } from '../../usecases/content-hash';
import { moveOrder } from '../../usecases/move-order';
import { refreshLedger } from '../../usecases/refresh-ledger';
import { inProcessOrders } from '../support/in-process-orders';
import { memoryCrivo, type MemoryCrivo } from '../support/memory-crivo';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent } from './setting';

const LIMIT_BLOCKS = { save: 'block', commercialApproval: 'block', stockSeparation: 'block' } as const;
const MAY_BE_REFUSED = ['OrderClosed', 'OrderOnHold', 'ActionNotDue', 'PartConflict', 'PartExceedsOrder'];

/** The limit of the customer is R$ 1.000,00, so that some of these fit and some don't. */
const amount = fc.constantFrom(100_00, 400_00, 700_00, 1_200_00);
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask' as const), action: fc.constantFrom(...ASKABLE_ACTIONS) }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('askDue' as const) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('part' as const),
      action: fc.constantFrom(...PARTIAL_ACTIONS),
      id: fc.constantFrom('p1', 'p2', 'p3'),
      amountCents: fc.constantFrom(50_00, 150_00, 600_00),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('bill' as const), amountCents: fc.constantFrom(50_00, 300_00) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), amountCents: amount }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('reevaluate', 'itself', 'currentPolicy', 'hold', 'unhold', 'otherOrder', 'reopen' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cancel', 'close', 'expire' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Scene {
  readonly crivo: MemoryCrivo;
  readonly orders: ReturnType<typeof inProcessOrders>;
  readonly customer: CustomerRecord;
  readonly at: { readonly branch: string; readonly order: string };
}

async function begun(totalCents: number): Promise<Scene> {
  const crivo = memoryCrivo({ 'limit-exceeded': LIMIT_BLOCKS });
  const customer = await crivo.aCustomer();
  const scene = {
    crivo,
    orders: inProcessOrders(crivo.stores),
    customer,
    at: { branch: '02', order: uniqueId('ord') },
  };
  await submit(scene, scene.at.order, totalCents);
  return scene;
}

async function submit({ orders, customer, at }: Scene, order: string, totalCents: number): Promise<void> {
  const content = aContent(customer, { totalCents });
  const submission = { content, contentHash: contentHash(content), customer };
  await orders.submit({ ...at, order }, 0, { submission, subject: 'erp' });
}

async function storedOf({ crivo, at }: Scene) {
  const stored = await crivo.stores.orders.find(at.branch, at.order);
  if (stored === null) throw new Error('the order is not stored');
  return stored;
}

async function take(scene: Scene, taken: Step): Promise<void> {
  const { crivo, orders, at, customer } = scene;
  const by = { subject: 'ana' };
  switch (taken.do) {
    case 'ask':
      return void (await orders.ask(at, { ...by, action: taken.action }));
    case 'askDue': {
      const { stage } = (await storedOf(scene)).state;
      if (stage !== 'save') await orders.ask(at, { ...by, action: stage });
      return;
    }
    case 'part':
      return void (await orders.ask(at, {
        ...by,
        action: taken.action,
        part: { id: taken.id, amountCents: taken.amountCents },
      }));
    case 'bill': {
      const { customerKey } = customer;
      const names = { ...at, customerKey, movement: uniqueId('mv'), title: uniqueId('T') };
      const issue = anIssue({ ...names, amountCents: taken.amountCents });
      await crivo.stores.ledgers.begin({ run: 'cut short', startedAt: new Date().toISOString() }, [customerKey]);
      return void (await crivo.stores.movements.insertMany([issue], new Date().toISOString()));
    }
    case 'amend': {
      const { customerKey: _key, origin: _origin, ...content } = aContent(customer, { totalCents: taken.amountCents });
      return void (await orders.amend(at, { ...by, amendment: { content, contentHash: contentHash(content) } }));
    }
    case 'hold':
      return void (await orders.hold(at, { ...by, reason: 'Aguardar contrato' }));
    case 'reevaluate':
    case 'currentPolicy':
      return void (await orders.reevaluate(at, { ...by, byCurrentPolicy: taken.do === 'currentPolicy' }));
    case 'itself':
      return void (await orders.reevaluate(at, { subject: 'crivo' }));
    case 'unhold':
    case 'cancel':
    case 'close':
      return void (await orders[taken.do](at, by));
    case 'otherOrder':
      return submit(scene, uniqueId('other'), 200_00);
    case 'expire':
      return expire(scene);
    case 'reopen':
      return reopen(scene);
  }
}

async function expire(scene: Scene): Promise<void> {
  const { state, generation, revision } = await storedOf(scene);
  if (!isOpen(state)) return;
  const input = { ...scene.at, generation, revision: revision + 1, subject: 'crivo', state };
  await moveOrder(scene.crivo.stores, { ...input, move: { type: 'expire' }, at: '2026-11-21T12:00:00.000Z' });
}

async function reopen(scene: Scene): Promise<void> {
  const stored = await storedOf(scene);
  if (isOpen(stored.state)) return;
  const generation = stored.generation + 1;
  await scene.crivo.stores.orders.write({ ...stored, generation, revision: 0 }, []);
  const carried = { state: reopened(stored.state), revision: 0, submitted: null, expiresAt: 0 };
  await scene.orders.reopen(scene.at, { subject: 'ana', generation, carried });
}

/** The figures of the customer once all titles that were sent are taken in. */
async function expectExact(scene: Scene, billedCents: number): Promise<void> {
  const { crivo, customer, at } = scene;
  const { exposure } = await refreshLedger({ ...crivo.stores, now: () => new Date() }, customer);
  const member = exposure.members[customer.customerKey];
  const reservations = Object.values(exposure.reservations);
  for (const { remainingCents } of reservations) expect(remainingCents).toBeGreaterThanOrEqual(0);
  expect(member?.reservedCents ?? 0).toBe(reservations.reduce((sum, { remainingCents }) => sum + remainingCents, 0));
  expect(member?.openCents ?? 0).toBe(billedCents);
  const { state, content } = await storedOf(scene);
  const own = exposure.reservations[reservationKey({ kind: 'order', branch: at.branch, id: at.order })];
  if (!isOpen(state) || state.stage === 'save') return expect(own).toBeUndefined();
  // By its checks it goes on, whoever holds it by hand: then it has what it takes, less what is billed of it.
  if (state.hold === null) expect(own?.reservedCents).toBe(content.totalCents);
  if (own !== undefined) {
    expect(own.reservedCents).toBeLessThanOrEqual(content.totalCents);
    expect(own.remainingCents).toBe(Math.max(0, own.reservedCents - billedCents));
  }
  expect(partsCents(state.parts, 'invoicing')).toBeLessThanOrEqual(1_200_00);
}

it('is its titles and what remains of its orders, never less than nothing, and freed at every end', async () => {
  let closed = 0;
  let reopenedOnes = 0;
  let parts = 0;
  await fc.assert(
    fc.asyncProperty(
      amount,
      fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }),
      async (totalCents, steps) => {
        const scene = await begun(totalCents);
        let billedCents = 0;
        for (const one of steps) {
          try {
            await take(scene, one);
          } catch (error) {
            if (!(error instanceof CrivoError)) throw error;
            expect(MAY_BE_REFUSED).toContain(error.code);
          }
          if (one.do === 'bill') billedCents += one.amountCents;
          await expectExact(scene, billedCents);
        }
        const { state, generation } = await storedOf(scene);
        if (!isOpen(state)) closed += 1;
        if (generation > 0) reopenedOnes += 1;
        parts += state.parts?.length ?? 0;
      },
    ),
    { numRuns: 200 },
  );
  // The steps really lead everywhere.
  expect(Math.min(closed, reopenedOnes, parts)).toBeGreaterThan(10);
}, 120_000);
