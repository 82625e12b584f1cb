/** Owns the building of a customer's picture for suites. */
import type { DepsPicture } from '../../domain/receivables-picture';
import { uniqueDocument } from './orders';

/** A small picture of a customer nobody else has. */
export function aPicture(given: Partial<DepsPicture> = {}): DepsPicture {
  return {
    document: uniqueDocument(),
    positionOn: '2026-11-20',
    greatestCents: 1_000_00,
    averageDelayDays: 4.25,
    overdueMeanDays: 35,
    dueMeanDays: 12,
    paidCents: 10_10,
    overdueCents: 29,
    dueCents: 70_00,
    details: [
      { kind: 'paid', months: [{ month: '2026-10', items: [{ period: '0-30', cents: 10_10 }] }] },
      { kind: 'overdue', months: [{ month: '2026-11', items: [{ period: '31-60', cents: 29 }] }] },
      { kind: 'due', months: [] },
    ],
    ...given,
  };
}
