/** Owns the bounds of a JSON document of unknown origin, tested before any schema recurses into it. */
import type { Finding } from '../domain/errors';
import { placeOf, type PlaceWriter } from './findings';

export interface JsonBounds {
  readonly depth: number;
  /** Values in all, containers included. */
  readonly values: number;
  readonly bytes: number;
}

/** Keys that reach an object's prototype in careless hands; zod passes over the first one in silence. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The first thing that makes a document unsafe to look into, or `null`. Walks without recursion and stops at the
 * bounds, so that neither depth nor size, nor a value that contains itself, can exhaust the stack or the clock.
 */
export function exceedsBounds(json: unknown, bounds: JsonBounds, place: PlaceWriter = placeOf): Finding | null {
  const tooMany = { at: '', message: 'has too many values', fix: `keep it under ${bounds.values} values` };
  const open: { value: unknown; path: readonly PropertyKey[] }[] = [{ value: json, path: [] }];
  for (let seen = 1; open.length > 0; seen += 1) {
    const { value, path } = open.pop() ?? { value: null, path: [] };
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= bounds.depth) {
      const fix = `use at most ${bounds.depth} levels`;
      return { at: place(path.slice(0, 8)), message: 'is nested too deeply', fix };
    }
    const room = bounds.values - seen - open.length;
    if (hasMoreThan(room, value)) return tooMany;
    const forbidden = Object.keys(value).find((key) => FORBIDDEN_KEYS.has(key));
    if (forbidden !== undefined) {
      return { at: place(path), message: `the key ${forbidden} is not allowed`, fix: `remove ${forbidden}` };
    }
    if (Array.isArray(value))
      value.forEach((child: unknown, index) => open.push({ value: child, path: [...path, index] }));
    else Object.entries(value).forEach(([key, child]) => open.push({ value: child, path: [...path, key] }));
  }
  return bytesOf(json) > bounds.bytes
    ? { at: '', message: 'is too large', fix: `keep it under ${bounds.bytes} bytes of JSON` }
    : null;
}

/** Whether an object or a list has more parts than there is room for; never looks at many more than that. */
function hasMoreThan(room: number, value: object): boolean {
  if (Array.isArray(value)) return value.length > room;
  let parts = 0;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    parts += 1;
    if (parts > room) return true;
  }
  return false;
}

function bytesOf(json: unknown): number {
  return new TextEncoder().encode(JSON.stringify(json) ?? '').byteLength;
}
