/** Owns which words of a bureau may be repeated: its message, short, without anything secret or personal in it. */

const MAX_CHARACTERS = 300;
const MAX_MESSAGES = 5;
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;
/** Above what can come to `MAX_CHARACTERS` after everything is struck out, so that a cut shows no part of a document. */
const MAX_READ = 64 * 1024;
/** What may stand between two characters of a document: spaces, punctuation, also as addresses and HTML write them. */
const BETWEEN = '(?:%[0-9A-F]{2}|&[#a-z0-9]{1,8};|[^\\p{L}\\p{N}]){0,3}';
/** Eleven digits or more: a CPF, a CNPJ, or what may be read as one. */
const NUMERIC = new RegExp(`\\d(?:${BETWEEN}\\d){10,}`, 'giu');
/** Twelve characters and two digits: a CNPJ with letters, whole or in its usual groups. */
const GROUPS = ['[0-9A-Z]{2}', '[0-9A-Z]{3}', '[0-9A-Z]{3}', '[0-9A-Z]{4}', '\\d{2}'];
const WITH_LETTERS = new RegExp(`(?<![\\p{L}\\p{N}])${GROUPS.join(BETWEEN)}(?![\\p{L}\\p{N}])`, 'giu');
/** A document has a year's worth of digits at least; words beside a number that only look like one have fewer. */
const FEWEST_DIGITS = 4;

/**
 * `mensagem`, `message` or `messages` of an error's body; empty where there is none. Every one of `secrets` and
 * whatever looks like a document, however it is written, is struck out.
 */
export function providerText(body: unknown, secrets: readonly string[]): string {
  let text = wordsOf(body)
    .slice(0, MAX_READ)
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
  const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
  for (const form of forms) text = text.replaceAll(form, '***');
  // Digits of other scripts and widths become ours.
  text = text.normalize('NFKC');
  for (const secret of secrets.filter(isDocument)) text = text.replace(spelledOut(secret), '***');
  return struckOut(text).trim().slice(0, MAX_CHARACTERS);
}

/** A text of a report as it may be stored and shown: on one line, short, without whatever looks like a document. */
export function shownText(text: string, most: number): string {
  const line = text.slice(0, MAX_READ).replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
  return struckOut(line.normalize('NFKC')).trim().slice(0, most).toWellFormed();
}

function struckOut(text: string): string {
  return text
    .replace(NUMERIC, '***')
    .replace(WITH_LETTERS, (found) => (digitsIn(found) < FEWEST_DIGITS ? found : '***'));
}

function isDocument(secret: string): boolean {
  return /^[0-9A-Z]{9,12}\d{2}$/.test(secret);
}

/** This very document with anything between its characters, and without the zeros it begins with. */
function spelledOut(document: string): RegExp {
  const [, zeros = '', rest = ''] = /^(0*)(.*)$/.exec(document) ?? [];
  const optional = [...zeros].map(() => `(?:0${BETWEEN})?`).join('');
  return new RegExp(`${optional}${[...rest].join(BETWEEN)}`, 'giu');
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length;
}

/** As it is, and as it looks inside a JSON text or an address that is repeated. */
function formsOf(secret: string): string[] {
  return secret === '' ? [] : [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

/** Seconds or a date, as HTTP writes it; never more than a day. `null` when it says nothing usable. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS) : null;
}

function wordsOf(body: unknown): string {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof first !== 'object' || first === null) return '';
  const { codigo, mensagem, message, messages } = first as Record<string, unknown>;
  const several: readonly unknown[] = Array.isArray(messages) ? messages.slice(0, MAX_MESSAGES) : [];
  const said = [mensagem, message, ...several].filter((text) => typeof text === 'string' && text.trim() !== '');
  const code = typeof codigo === 'string' || typeof codigo === 'number' ? ` (${codigo})` : '';
  return said.length === 0 ? code.trim() : `${said.join('; ')}${code}`;
}
