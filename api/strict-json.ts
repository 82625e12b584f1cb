/** Owns the parsing of JSON: bounded, strict where JSON.parse is silent, with the place of what is wrong. */
import { visit, type JSONPath } from 'jsonc-parser';
import { placeOf, shownKey } from '../contracts/findings';
import { CrivoError, type Finding } from '../domain/errors';

const MAX_DEPTH = 64;
const MAX_KEYS = 20_000;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** The value, or `InvalidJson` for what JSON.parse refuses or would silently bend. */
export function parseStrictly(text: string): unknown {
  const [value, syntax] = parse(text);
  const finding = syntax ?? inspect(text);
  if (finding !== null) throw new CrivoError('InvalidJson', { errors: [finding] });
  return value;
}

/**
 * The same of one line of many, about ten times as fast for what most of them are: one object of texts, whole numbers
 * and lists of texts, in which nothing could be bent. Everything else goes the long way.
 */
export function parseLineStrictly(text: string): unknown {
  const value = parsedOrNull(text);
  return value !== null && isPlain(value, text) ? value : parseStrictly(text);
}

function parsedOrNull(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** As many names stand in the text as the object has: none twice. (A text with `":` in it only makes them more.) */
function isPlain(value: object, text: string): boolean {
  if (Array.isArray(value) || !Object.values(value).every(isPlainValue)) return false;
  const names = Object.keys(value);
  return names.length === (text.match(NAME_END)?.length ?? 0) && !names.some((name) => FORBIDDEN.has(name));
}

const NAME_END = /"\s*:/g;

/** Zero may have been written as something else that is too close to it. */
function isPlainValue(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isSafeInteger(value) && value !== 0;
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function parse(text: string): readonly [value: unknown, finding: Finding | null] {
  const refused = (message: string, fix: string) => [undefined, { at: '', message, fix }] as const;
  if (text.startsWith('\uFEFF')) return refused('begins with a byte order mark', 'send UTF-8 without it');
  if (text.trim() === '') return refused('the body is empty', 'send a JSON object');
  try {
    return [JSON.parse(text), null];
  } catch (error) {
    // A nesting that exhausts the parser's stack is not a syntax error.
    const message = error instanceof SyntaxError ? syntaxMessage(error) : 'is nested too deeply';
    return refused(message, 'send well-formed JSON');
  }
}

function inspect(text: string): Finding | null {
  try {
    return inspectStructure(text);
  } catch (error) {
    if (error instanceof RangeError)
      return { at: '', message: 'is nested too deeply', fix: `use at most ${MAX_DEPTH} levels` };
    throw error;
  }
}

/** V8 quotes what it found; a document could stand in there. Only the position is told. */
function syntaxMessage(error: SyntaxError): string {
  const position = /position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? 'ends too early or is not JSON' : `is not JSON at character ${position}`;
}

function inspectStructure(text: string): Finding | null {
  const keysOf: Set<string>[] = [];
  let [depth, keys] = [0, 0];
  let finding: Finding | null = null;
  const report = (path: JSONPath, message: string, fix: string): void => {
    finding ??= { at: placeOf(path), message, fix };
  };
  const enter = (path: JSONPath): boolean => {
    depth += 1;
    if (depth > MAX_DEPTH) report(path.slice(0, 8), 'is nested too deeply', `use at most ${MAX_DEPTH} levels`);
    return finding === null;
  };
  visit(text, {
    onObjectBegin: (_o, _l, _s, _c, path) => {
      keysOf.push(new Set());
      return enter(path());
    },
    onObjectEnd: () => {
      keysOf.pop();
      depth -= 1;
    },
    onArrayBegin: (_o, _l, _s, _c, path) => enter(path()),
    onArrayEnd: () => {
      depth -= 1;
    },
    onObjectProperty: (key, _o, _l, _s, _c, path) => {
      keys += 1;
      if (finding !== null) return;
      if (keys > MAX_KEYS) return report([], 'has too many keys', `keep it under ${MAX_KEYS}`);
      const own = keysOf.at(-1);
      if (own?.has(key)) report(path(), `has the key ${shownKey(key)} twice`, 'send each key once');
      if (FORBIDDEN.has(key)) report(path(), `the key ${key} is not allowed`, `remove ${key}`);
      own?.add(key);
    },
    onLiteralValue: (value: unknown, offset, length, _l, _c, path) => {
      if (typeof value !== 'number' || finding !== null) return;
      const fault = numberFault(value, text.slice(offset, offset + length));
      if (fault !== null) report(path(), ...fault);
    },
  });
  return finding;
}

/** What JSON.parse would read as another number than was written, and what to send instead. */
function numberFault(value: number, literal: string): [message: string, fix: string] | null {
  if (Object.is(value, -0)) return ['is negative zero', 'send 0'];
  if (value === 0 && /[1-9]/.test(literal.replace(/e.*$/i, ''))) return ['is too close to zero', 'send 0'];
  if (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)) return null;
  return ['is too large to be read exactly', `send a number of at most ${Number.MAX_SAFE_INTEGER}`];
}
