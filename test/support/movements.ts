/** Owns builders of ledger movements, and random ledgers for property tests. */
import fc from 'fast-check';
import { addDays } from '../../domain/calendar';
import {
  CARRIERS,
  COLLECTION_METHODS,
  REVERSAL_REASONS,
  type Cancelled,
  type CarrierChanged,
  type Cleared,
  type Collected,
  type DueDateChanged,
  type Issued,
  type Movement,
  type Reversed,
} from '../../domain/movements';

const base = { title: 'T-1', branch: '01', customerKey: 'customer-a', effectiveOn: '2026-03-02', recordedAt: null };

/** R$ 100,00 issued on 2 March 2026, due on Wednesday 1 April 2026. */
export function anIssue(given: Partial<Issued> = {}): Issued {
  const issue = { amountCents: 100_00, issuedOn: '2026-03-02', dueOn: '2026-04-01', carrier: 'own' } as const;
  const names = { order: null, sale: null, modality: null, renegotiates: [] };
  return { ...base, movement: `issue-${given.title ?? base.title}`, type: 'issued', ...issue, ...names, ...given };
}

/** R$ 100,00 in money on the due date of `anIssue`. */
export function aCollection(given: Partial<Collected> = {}): Collected {
  const paid = { effectiveOn: '2026-04-01', amountCents: 100_00, method: 'money', recourse: true } as const;
  return { ...base, movement: 'collection-1', type: 'collected', ...paid, ...given };
}

export function aReversal(given: Partial<Reversed> = {}): Reversed {
  const undone = { effectiveOn: '2026-04-08', collection: 'collection-1', amountCents: null, reason: 'error' } as const;
  return { ...base, movement: 'reversal-1', type: 'reversed', ...undone, ...given };
}

export function aClearing(given: Partial<Cleared> = {}): Cleared {
  const honoured = { effectiveOn: '2026-04-06', collection: 'collection-1' };
  return { ...base, movement: 'clearing-1', type: 'cleared', ...honoured, ...given };
}

export function aCancellation(given: Partial<Cancelled> = {}): Cancelled {
  return { ...base, movement: 'cancellation-1', type: 'cancelled', effectiveOn: '2026-04-02', ...given };
}

export function aDueDateChange(given: Partial<DueDateChanged> = {}): DueDateChanged {
  const agreed = { effectiveOn: '2026-03-20', dueOn: '2026-04-15' };
  return { ...base, movement: 'change-1', type: 'dueDateChanged', ...agreed, ...given };
}

export function aCarrierChange(given: Partial<CarrierChanged> = {}): CarrierChanged {
  return { ...base, movement: 'carrier-1', type: 'carrierChanged', carrier: 'notary', ...given };
}

const anyDay = fc.integer({ min: 0, max: 120 }).map((days) => addDays('2026-01-01', days));
const anyCents = fc.integer({ min: 1, max: 120_00 });
const anyOwner = fc.record({
  branch: fc.constantFrom('01', '02'),
  title: fc.constantFrom('T-1', 'T-2'),
  customerKey: fc.constantFrom('customer-a', 'customer-b'),
  effectiveOn: anyDay,
  recordedAt: fc.oneof(
    fc.constant(null),
    anyDay.map((day) => `${day}T12:00:00.000Z`),
  ),
});
const anyCollectionId = fc.integer({ min: 0, max: 25 }).map((n) => `mv-${n}`);

const anyUnnamed = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyOwner, anyDay, fc.nat({ max: 60 }))
      .map(([owner, issuedOn, days]) => anIssue({ ...owner, issuedOn, dueOn: addDays(issuedOn, days) })),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(anyOwner, anyCents, fc.constantFrom(...COLLECTION_METHODS), fc.boolean())
      .map(([owner, amountCents, method, recourse]) => aCollection({ ...owner, amountCents, method, recourse })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(anyOwner, anyCollectionId, fc.option(anyCents), fc.constantFrom(...REVERSAL_REASONS))
      .map(([owner, collection, amountCents, reason]) => aReversal({ ...owner, collection, amountCents, reason })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(anyOwner, anyCollectionId).map(([owner, collection]) => aClearing({ ...owner, collection })),
  },
  { weight: 2, arbitrary: fc.tuple(anyOwner, anyDay).map(([owner, dueOn]) => aDueDateChange({ ...owner, dueOn })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyOwner, fc.constantFrom(...CARRIERS))
      .map(([owner, carrier]) => aCarrierChange({ ...owner, carrier })),
  },
  { weight: 1, arbitrary: anyOwner.map((owner) => aCancellation(owner)) },
);

/** Up to 26 movements of four titles and two customers, with ids that reversals and clearings may name or miss. */
export const anyLedger: fc.Arbitrary<Movement[]> = fc
  .array(anyUnnamed, { maxLength: 26 })
  .map((movements) => movements.map((movement, at): Movement => ({ ...movement, movement: `mv-${at}` })));
