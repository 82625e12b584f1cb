/** Owns the proof that the stores in memory keep the conditions of those in the database. */
import fc from 'fast-check';
import { openDatabase, type Database } from '../../adapters/mongo/database';
import { exposureStore, type ExposureDocument } from '../../adapters/mongo/exposure-store';
import { ledgerStore } from '../../adapters/mongo/ledger-store';
import { movementStore } from '../../adapters/mongo/movement-store';
import { memoryExposureStore, type MemoryExposureStore } from '../../dev/memory-stores/exposure-store';
import { memoryLedgerStore } from '../../dev/memory-stores/ledger-store';
import { memoryMovementStore } from '../../dev/memory-stores/movement-store';
import type { Reservation } from '../../domain/exposure';
import { noLedger } from '../../domain/ledger';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { mongodbUri, uniqueDatabase } from '../support/servers';

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ uri: mongodbUri(), name: uniqueDatabase('memory-stores') });
});
afterAll(async () => {
  await database.connection.dropDatabase();
  await database.close();
});

const amount = fc.constantFrom(0, 100, 250, 1_000);
const anyStep = fc.record({
  kind: fc.constantFrom('reserve', 'free', 'applyLedger', 'noteHeld' as const),
  customerKey: fc.constantFrom('cus_a', 'cus_b'),
  key: fc.constantFrom('order:01:1', 'order:01:2'),
  cents: amount,
  takenAtMostCents: fc.option(amount),
  ledgerCount: fc.nat({ max: 3 }),
  /** Whether what the step goes by is as it was read, or has meanwhile changed. */
  isFresh: fc.boolean(),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

test('every step of the exposure store has the same answer and the same effect as in the database', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
      const groupKey = `grp_${(run += 1)}`;
      const [real, memory] = [exposureStore(database), memoryExposureStore()];
      for (const step of steps) {
        const read = await memory.peek(groupKey, step.customerKey);
        const [expected, got] = [await take(real, groupKey, step, read), await take(memory, groupKey, step, read)];
        expect(got).toEqual(expected);
        expect(figures(await memory.peek(groupKey, step.customerKey))).toEqual(
          figures(await real.peek(groupKey, step.customerKey)),
        );
      }
    }),
    { numRuns: 40 },
  );
});

test('a movement is stored once, repeated when the same, a conflict when another, and read by its customer', async () => {
  const sent = [
    anIssue(),
    anIssue(),
    anIssue({ amountCents: 1 }),
    anIssue({ branch: '02' }),
    anIssue({ movement: 'mv-2', customerKey: 'customer-b' }),
  ];
  const [real, memory] = [movementStore(database), memoryMovementStore()];
  const at = '2026-11-20T15:00:00.000Z';
  for (const movement of sent)
    expect(await memory.insertMany([movement], at)).toEqual(await real.insertMany([movement], at));
  for (const customerKey of ['customer-a', 'customer-b', 'customer-c']) {
    const [inMemory, stored] = [await memory.ofCustomers([customerKey], 10), await real.ofCustomers([customerKey], 10)];
    expect(inMemory).toHaveLength(stored.length);
    expect(inMemory).toEqual(expect.arrayContaining([...stored]));
  }
  expect(await memory.ofCustomers(['customer-a'], 1)).toHaveLength(1);
});

test('a ledger is unknown from the beginning of a run until it is folded, and never goes back to an older fold', async () => {
  for (const ledgers of [ledgerStore(database), memoryLedgerStore()]) {
    const customerKey = uniqueId('cus');
    const [one, two] = [1, 2].map((count) => ({ ...noLedger(customerKey), count, branches: ['01'] }));
    if (one === undefined || two === undefined) throw new Error('no folds');
    const found = async () => (await ledgers.findMany([customerKey])).get(customerKey);
    const begin = (run: string) => ledgers.begin({ run, startedAt: '2026-11-20T15:00:00.000Z' }, [customerKey]);
    expect(await found()).toEqual(noLedger(customerKey));
    await begin('first');
    await begin('second');
    await begin('second');
    await ledgers.put('first', [two], '2026-11-20T15:01:00.000Z');
    expect(await found()).toBeNull();
    expect(await ledgers.begunBy('first', 10)).toEqual([]);
    expect(await ledgers.begunBy('second', 10)).toEqual([customerKey]);
    await ledgers.put('second', [one], '2026-11-20T15:02:00.000Z');
    expect(await found()).toEqual(two);
  }
});

async function take(
  store: MemoryExposureStore,
  groupKey: string,
  step: Step,
  read: ExposureDocument,
): Promise<unknown> {
  const { customerKey, key, cents, ledgerCount, takenAtMostCents, isFresh } = step;
  const found = read.reservations[key] ?? null;
  const member = read.members[customerKey] ?? { ledgerCount: 0, openCents: 0, reservedCents: 0 };
  const before = isFresh ? found : found && { ...found, remainingCents: found.remainingCents + 1 };
  const after: Reservation = { customerKey, reservedCents: cents, remainingCents: cents, overLimit: false };
  switch (step.kind) {
    case 'reserve': {
      const groupTakenAtMostCents = takenAtMostCents && takenAtMostCents + 50;
      const expectedCount = isFresh ? member.ledgerCount : ledgerCount;
      const change = {
        groupKey,
        customerKey,
        key,
        before: found,
        after,
        ledgerCount: expectedCount,
        takenAtMostCents,
        groupTakenAtMostCents,
        groupTermsOf: null,
      };
      return found === null || found.customerKey === customerKey ? store.reserve(change) : null;
    }
    case 'free':
      return before && store.free(groupKey, key, before);
    case 'applyLedger': {
      const used =
        before?.customerKey === customerKey ? [{ key, before, after: { ...before, remainingCents: 0 } }] : [];
      const seen = { ...member, ledgerCount: isFresh ? member.ledgerCount : member.ledgerCount + 1 };
      return store.applyLedger({
        groupKey,
        customerKey,
        before: seen,
        ledgerCount,
        openCents: cents,
        reservations: used,
      });
    }
    case 'noteHeld':
      return store.noteHeld(groupKey, customerKey, key, cents);
  }
}

/** Without what the database repeats for its own conditions. */
function figures({ members, reservations, held }: ExposureDocument): Omit<ExposureDocument, 'groupKey' | 'group'> {
  const plain = Object.entries(members).map(([key, { ledgerCount, openCents, reservedCents }]) => [
    key,
    { ledgerCount, openCents, reservedCents },
  ]);
  return { members: Object.fromEntries(plain) as ExposureDocument['members'], reservations, held };
}
