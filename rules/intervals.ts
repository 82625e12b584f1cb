/** Owns sets of values of one fact: what a comparison admits, what two admit together, and what is left out. */
import type { Leaf } from '../contracts/condition';
import { factDefinition, type FactName, type FactValue } from '../domain/facts';

/** A place on the line of numbers, just before or just after one, so that open and closed ends need no cases. */
interface Cut {
  readonly at: number;
  readonly after: boolean;
}

/** What lies between two cuts; never empty. */
export interface Piece {
  readonly from: Cut;
  readonly to: Cut;
}

/** Numbers as pieces in rising order, or some of a closed list of values. */
export type ValueSet =
  { readonly pieces: readonly Piece[]; readonly isWhole: boolean } | { readonly values: readonly FactValue[] };

const START: Cut = { at: -Infinity, after: false };
const END: Cut = { at: Infinity, after: true };

/** Every value that a fact can have. */
export function allValues(fact: FactName): ValueSet {
  const { type, values, least } = factDefinition(fact);
  if (type === 'boolean') return { values: [true, false] };
  if (type === 'text') return { values: Object.keys(values ?? {}) };
  const isWhole = type !== 'days';
  const from = isWhole || least !== undefined ? { at: least ?? 0, after: false } : START;
  return { pieces: [{ from, to: END }], isWhole };
}

/** The values of its fact with which a comparison with a value holds; `null` for one with another fact. */
export function valuesThatHold({ fact, operator, value }: Leaf): ValueSet | null {
  if (typeof value === 'object' && 'fact' in value) return null;
  const all = allValues(fact);
  const wanted: readonly FactValue[] = Array.isArray(value) ? value : [value as FactValue];
  const isNegated = operator === 'notEqual' || operator === 'notIn';
  if ('values' in all) return { values: all.values.filter((one) => wanted.includes(one) !== isNegated) };
  const [number] = wanted;
  if (typeof number !== 'number') return null;
  const named = intersection(all, { pieces: [pieceOf(operator, number)], isWhole: all.isWhole });
  return isNegated ? without(all, named) : named;
}

function pieceOf(operator: Leaf['operator'], at: number): Piece {
  const [before, after] = [
    { at, after: false },
    { at, after: true },
  ];
  switch (operator) {
    case 'greaterThan':
      return { from: after, to: END };
    case 'greaterThanInclusive':
      return { from: before, to: END };
    case 'lessThan':
      return { from: START, to: before };
    case 'lessThanInclusive':
      return { from: START, to: after };
    default:
      return { from: before, to: after };
  }
}

/** What both have; sets of one fact only. */
export function intersection(a: ValueSet, b: ValueSet): ValueSet {
  if ('values' in a) return { values: a.values.filter((value) => 'values' in b && b.values.includes(value)) };
  if ('values' in b) return { pieces: [], isWhole: a.isWhole };
  const pieces = a.pieces.flatMap((one) =>
    b.pieces.map((other) => ({ from: later(one.from, other.from), to: earlier(one.to, other.to) })),
  );
  return tidy(pieces, a.isWhole);
}

/** What `a` has and `b` has not. */
export function without(a: ValueSet, b: ValueSet): ValueSet {
  if ('values' in a) return { values: a.values.filter((value) => !('values' in b && b.values.includes(value))) };
  if ('values' in b) return a;
  const ends = [START, ...b.pieces.flatMap(({ from, to }) => [from, to]), END];
  const outside = ends.flatMap((from, index) => {
    const to = ends[index + 1];
    return index % 2 === 0 && to !== undefined ? [{ from, to }] : [];
  });
  return intersection(a, { pieces: outside, isWhole: a.isWhole });
}

export function isEmpty(set: ValueSet): boolean {
  return 'values' in set ? set.values.length === 0 : set.pieces.length === 0;
}

/** Whether everything that `a` has is in `b`. */
export function isWithin(a: ValueSet, b: ValueSet): boolean {
  return isEmpty(without(a, b));
}

/** The ends of a set of numbers; `null` for other sets and for none. */
export function boundsOf(set: ValueSet): Piece | null {
  if ('values' in set) return null;
  const [first, last] = [set.pieces[0], set.pieces.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}

/** Negative where `a` lies before `b`. */
export function compareCuts(a: Cut, b: Cut): number {
  return a.at === b.at ? Number(a.after) - Number(b.after) : a.at < b.at ? -1 : 1;
}

function later(a: Cut, b: Cut): Cut {
  return compareCuts(a, b) < 0 ? b : a;
}

function earlier(a: Cut, b: Cut): Cut {
  return compareCuts(a, b) < 0 ? a : b;
}

/** Between two neighbours of whole numbers there is nothing: just after 5 is just before 6. */
function tidy(pieces: readonly Piece[], isWhole: boolean): ValueSet {
  const settle = (cut: Cut): Cut =>
    isWhole && cut.after && cut.at !== Infinity ? { at: cut.at + 1, after: false } : cut;
  const settled = pieces.map(({ from, to }) => ({ from: settle(from), to: settle(to) }));
  return { pieces: settled.filter(({ from, to }) => compareCuts(from, to) < 0), isWhole };
}
