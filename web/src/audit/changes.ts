/** Owns what changed between two pictures of a thing: field by field, as a person reads values. */
import { wordText } from './field-names';
import { formatBRL, formatDate, formatInstant, formatNumber } from '../texts/formats';

/** One field by its path; `null` on the side on which it isn't there. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** More say nothing to a person, and a picture may be large. */
export const MOST_CHANGES = 200;
const MOST_LEAVES = 2_000;
const DEEPEST = 8;
/** A text longer than this is cut. */
const LONGEST = 300;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export type Words = Readonly<Record<'yes' | 'no' | 'none', string>>;

/** The fields that differ, in the order of the later picture; at most {@link MOST_CHANGES}. */
export function changesOf(before: unknown, after: unknown, words: Words): readonly Change[] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  const fields = [...new Set([...is.keys(), ...was.keys()])];
  return fields
    .filter((field) => JSON.stringify(was.get(field)) !== JSON.stringify(is.get(field)))
    .slice(0, MOST_CHANGES)
    .map((field) => ({ field, before: told(field, was, words), after: told(field, is, words) }));
}

function told(field: string, leaves: ReadonlyMap<string, unknown>, words: Words): string | null {
  return leaves.has(field) ? valueText(field, leaves.get(field), words) : null;
}

function leavesOf(value: unknown): ReadonlyMap<string, unknown> {
  const leaves = new Map<string, unknown>();
  if (value !== null && value !== undefined) collect(value, '', 0, leaves);
  return leaves;
}

function collect(value: unknown, path: string, depth: number, leaves: Map<string, unknown>): void {
  if (leaves.size >= MOST_LEAVES) return;
  const isPlain = typeof value === 'object' && value !== null && !isListOfScalars(value);
  if (!isPlain || depth >= DEEPEST) return void leaves.set(path, value);
  for (const [name, inner] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${Number(name) + 1}]` : path === '' ? name : `${path}.${name}`;
    collect(inner, place, depth + 1, leaves);
  }
}

function isListOfScalars(value: object): boolean {
  return Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
}

function valueText(field: string, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === '') return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return /Cents\b/.test(field) ? formatBRL(value) : formatNumber(value, 4);
  if (typeof value === 'string') return wordText(field, value) ?? cut(textOf(value));
  if (Array.isArray(value)) return value.length === 0 ? words.none : cut(value.map(String).join(', '));
  return cut(JSON.stringify(value));
}

function textOf(value: string): string {
  if (DATE.test(value)) return formatDate(value);
  return INSTANT.test(value) && !Number.isNaN(Date.parse(value)) ? formatInstant(value) : value;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
