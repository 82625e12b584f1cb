/** Owns what differs between two policies, by meaning: by ids, never by position, so that a reordering is no difference. */
import { pointerOf } from '../contracts/json-pointer';
import { pairConditions } from './diff/pair-conditions';
import { keyedPairs, type Pair } from './diff/pair-entries';
import { sayChange } from './diff/say-change';
import { fingerprint, isObject } from './diff/fingerprint';

/** One difference. `at` is a JSON pointer into the later policy, or into the earlier one for what was removed. */
export interface PolicyChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly at: string;
  /** Absent for what was added. */
  readonly before?: unknown;
  /** Absent for what was removed. */
  readonly after?: unknown;
  /** In Portuguese: `Atraso médio: de “maior que 10 dias” para “maior que 15 dias”.` */
  readonly text: string;
}

/** So many differences are told of two documents; with more, nobody compares them one by one. */
export const MAX_CHANGES = 500;

/** Where two values stand, in each of the documents. */
interface Place {
  readonly before: readonly PropertyKey[];
  readonly after: readonly PropertyKey[];
}
interface Comparison {
  readonly documents: { readonly before: unknown; readonly after: unknown };
  readonly changes: PolicyChange[];
}

/**
 * Everything that differs, in the order of the later document, at most `MAX_CHANGES`. Both may be any JSON within the
 * bounds of a policy: of a draft that is no policy yet all that can be compared is.
 */
export function diffPolicies(before: unknown, after: unknown): readonly PolicyChange[] {
  const comparison: Comparison = { documents: { before, after }, changes: [] };
  compare(comparison, before, after, { before: [], after: [] });
  return comparison.changes;
}

function compare(comparison: Comparison, before: unknown, after: unknown, place: Place): void {
  if (comparison.changes.length >= MAX_CHANGES || fingerprint(before) === fingerprint(after)) return;
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(comparison, before, after, place);
  if (isObject(before) && isObject(after) && !isLeafPair(before, after))
    return compareFields(comparison, before, after, place);
  const whole = before === undefined ? after : after === undefined ? before : undefined;
  if (isNamedFieldByField(place.after) && isObject(whole) && Object.keys(whole).length > 0)
    return compareFields(comparison, isObject(before) ? before : {}, isObject(after) ? after : {}, place);
  note(comparison, before, after, place);
}

function compareFields(
  comparison: Comparison,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  place: Place,
): void {
  for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
    step(comparison, { before: before[key], after: after[key], beforeAt: key, afterAt: key }, place);
  }
}

const FIGURES: ReadonlySet<PropertyKey> = new Set(['parameters', 'tolerance', 'modalities', 'actions']);

/** What is there on one side only is one difference, except of parts that have no name but their fields' names. */
function isNamedFieldByField([part, ...rest]: readonly PropertyKey[]): boolean {
  return part !== undefined && FIGURES.has(part) && rest.every((key) => typeof key === 'string');
}

function compareLists(
  comparison: Comparison,
  before: readonly unknown[],
  after: readonly unknown[],
  place: Place,
): void {
  const last = place.after.at(-1);
  const pairs =
    last === 'all' || last === 'any' ? pairConditions(before, after) : keyedPairs(place.after, before, after);
  if (pairs === null) return note(comparison, before, after, place);
  for (const pair of pairs) step(comparison, pair, place);
}

function step(comparison: Comparison, { before, after, beforeAt, afterAt }: Pair, place: Place): void {
  compare(comparison, before, after, { before: [...place.before, beforeAt], after: [...place.after, afterAt] });
}

/** A comparison is one thing: which fact, how, and with what belong together. */
function isLeafPair(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): boolean {
  const isCondition = (one: Readonly<Record<string, unknown>>) =>
    ['fact', 'all', 'any', 'not'].some((key) => Object.hasOwn(one, key));
  const shapeOf = (one: Readonly<Record<string, unknown>>) =>
    ['fact', 'all', 'any', 'not'].find((key) => Object.hasOwn(one, key));
  if (!isCondition(before) && !isCondition(after)) return false;
  return shapeOf(before) === 'fact' || shapeOf(before) !== shapeOf(after);
}

function note({ documents, changes }: Comparison, before: unknown, after: unknown, place: Place): void {
  if (changes.length >= MAX_CHANGES) return;
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const path = kind === 'removed' ? place.before : place.after;
  const document = kind === 'removed' ? documents.before : documents.after;
  changes.push({
    kind,
    at: pointerOf(path),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    text: sayChange({ document, path, before, after }),
  });
}
