/** Owns how what zod refuses is told: place, message and fix, one finding for each thing to correct. */
import type { z } from 'zod';
import type { Finding } from '../domain/errors';

type Issue = z.core.$ZodIssue;

const MAX_FINDINGS = 50;
const MAX_KEYS_NAMED = 10;
/** Where a schema's own message names its fix: `must be a date — send YYYY-MM-DD`. */
const FIX_MARK = ' — ';
/** What is counted in a value of that kind. */
const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'item' };

/** How a place is written: `placeOf` for the fields of a request, `pointerOf` for a document that people keep in files. */
export type PlaceWriter = (path: readonly PropertyKey[]) => string;

/** What to correct, in the order of the document, at most 50. */
export function findingsOf(error: z.ZodError, place: PlaceWriter = placeOf): readonly Finding[] {
  return error.issues
    .slice(0, MAX_FINDINGS)
    .flatMap((issue) => issueFindings(issue, [], place))
    .slice(0, MAX_FINDINGS);
}

/** A finding whose fix stands in its message, after a dash; `fallbackFix` otherwise. */
export function toFinding(at: string, text: string, fallbackFix: string): Finding {
  const mark = text.indexOf(FIX_MARK);
  if (mark < 0) return { at, message: text, fix: fallbackFix };
  return { at, message: text.slice(0, mark), fix: text.slice(mark + FIX_MARK.length) };
}

/** A place as people write it: `checks[3].rules[0].when`. */
export function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, key) => {
    if (typeof key === 'number') return `${place}[${key}]`;
    return place === '' ? String(key) : `${place}.${String(key)}`;
  }, '');
}

function issueFindings(issue: Issue, base: readonly PropertyKey[], place: PlaceWriter): Finding[] {
  const path = [...base, ...issue.path];
  const at = place(path);
  const closest = issue.code === 'invalid_union' ? closestBranch(issue.errors) : undefined;
  if (closest !== undefined) return closest.flatMap((inner) => issueFindings(inner, path, place));
  if (issue.code === 'unrecognized_keys') return [unrecognized(at, issue.keys)];
  if (isMissing(issue)) return [{ at, message: 'is missing', fix: 'send it' }];
  if (issue.code === 'invalid_union' && 'options' in issue) return [noSuchKind(at, issue.options)];
  return [toFinding(at, isStock(issue) ? sentenceOf(issue) : issue.message, fixOf(issue))];
}

/** The schema has no sentence of its own for this, so that zod's would be told. */
function isStock({ message }: Issue): boolean {
  return /^(Invalid (input|option)|Too (small|big))\b/.test(message);
}

/** Of a schema without a sentence of its own. The issue doesn't keep what was sent, only zod's message tells of it. */
function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && /^Invalid input: .*, received undefined$/.test(issue.message);
}

/** The field by which the alternatives of a union are told apart names none of them. */
function noSuchKind(at: string, options: readonly unknown[] = []): Finding {
  return { at, message: `must be one of ${options.map(String).join(', ')}`, fix: 'send one of them' };
}

/** Keys are the sender's own text: told only where they look like names, and never all of a long list. */
function unrecognized(at: string, keys: readonly string[]): Finding {
  const named = keys.slice(0, MAX_KEYS_NAMED).map(shownKey).join(', ');
  const all = keys.length > MAX_KEYS_NAMED ? `${named} and ${keys.length - MAX_KEYS_NAMED} more` : named;
  return { at, message: `has fields that don't belong here: ${all}`, fix: `remove ${all}` };
}

/** A key as it may be told back to its sender: what has a digit may be a document. */
export function shownKey(key: string): string {
  return /^[A-Za-z_$.[\]-]{1,40}$/.test(key) ? key : `a key of ${key.length} characters`;
}

/** The alternative that was most likely meant: the one with the fewest keys that don't belong and keys missing. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const ranked = branches
    .map((issues) => ({ issues, distance: issues.reduce((sum, issue) => sum + distanceOf(issue), 0) }))
    .sort((a, b) => a.distance - b.distance);
  const [best, next] = ranked;
  return best !== undefined && (next === undefined || best.distance < next.distance) ? best.issues : undefined;
}

function distanceOf(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return 10 * issue.keys.length;
  if (issue.path.length === 0) return 100;
  return issue.path.length === 1 && issue.code === 'invalid_type' ? 2 : 0;
}

function sentenceOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.length === 1 ? `must be ${String(issue.values[0])}` : 'is none of the values it may have';
    case 'invalid_type':
      return `must be of type ${issue.expected}`;
    case 'too_big':
      return `must ${verbOf(issue.origin)} ${counted(issue.origin, 'at most', issue.maximum)}`;
    case 'too_small':
      return `must ${verbOf(issue.origin)} ${counted(issue.origin, 'at least', issue.minimum)}`;
    default:
      return 'has none of the forms it may have';
  }
}

const verbOf = (origin: string): string => (Object.hasOwn(UNITS, origin) ? 'have' : 'be');

/** `at least 1`, `at least 1 item`. */
function counted(origin: string, bound: string, size: number | bigint): string {
  const unit = UNITS[origin];
  return [bound, size, ...(unit === undefined ? [] : [Number(size) === 1 ? unit : `${unit}s`])].join(' ');
}

function fixOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.length === 1
        ? `send ${String(issue.values[0])}`
        : `send one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `send a value of type ${issue.expected}`;
    case 'too_big':
      return `send ${counted(issue.origin, 'at most', issue.maximum)}`;
    case 'too_small':
      return `send ${counted(issue.origin, 'at least', issue.minimum)}`;
    default:
      return 'send one of those that /docs tells';
  }
}
