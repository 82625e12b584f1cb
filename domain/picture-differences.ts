/** Owns the comparison of two pictures of one customer: which figures differ, and how. */
import type { DepsPicture, PictureDetail } from './receivables-picture';

/** One figure that differs; a detail's name is its kind, month and period. Cents, days or a date; `null` for none. */
export interface FigureDifference {
  readonly figure: string;
  readonly expected: string | number | null;
  readonly found: string | number | null;
}

/** The figures of a whole customer; what else differs is a detail of a month or period. */
export const FIGURES = [
  'positionOn',
  'greatestCents',
  'averageDelayDays',
  'overdueMeanDays',
  'dueMeanDays',
  'paidCents',
  'overdueCents',
  'dueCents',
] as const;

/** Days are told to hundredths; what comes back may have become another double on its way. Amounts are whole cents. */
function isSame(expected: string | number, found: string | number): boolean {
  if (typeof expected === 'string' || typeof found === 'string') return expected === found;
  return expected === found || (!isWhole(expected, found) && Math.round(expected * 100) === Math.round(found * 100));
}

function isWhole(...values: readonly number[]): boolean {
  return values.every(Number.isInteger);
}

/** Empty where both say the same. The order of details doesn't matter, and an amount of zero is as good as none. */
export function pictureDifferences(
  expected: Omit<DepsPicture, 'document'>,
  found: Omit<DepsPicture, 'document'>,
): readonly FigureDifference[] {
  const figures = FIGURES.filter((figure) => !isSame(expected[figure], found[figure])).map((figure) => ({
    figure,
    expected: expected[figure],
    found: found[figure],
  }));
  const [wanted, there] = [centsByName(expected.details), centsByName(found.details)];
  const names = [...new Set([...wanted.keys(), ...there.keys()])].sort();
  const details = names
    .map((figure) => ({ figure, expected: wanted.get(figure) ?? 0, found: there.get(figure) ?? 0 }))
    .filter((one) => one.expected !== one.found);
  return [...figures, ...details];
}

function centsByName(details: readonly PictureDetail[]): ReadonlyMap<string, number> {
  const named = details.flatMap(({ kind, months }) =>
    months.flatMap(({ month, items }) =>
      items.map(({ period, cents }) => [`${kind} ${month} ${period}`, cents] as const),
    ),
  );
  const sums = new Map<string, number>();
  for (const [name, cents] of named) sums.set(name, (sums.get(name) ?? 0) + cents);
  return sums;
}
