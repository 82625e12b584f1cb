/** Owns which words of Deps may be repeated: its message, short, without anything secret or personal in it. */

const MAX_CHARACTERS = 300;
const MAX_MESSAGES = 5;
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;
/** A CPF or a CNPJ however it is punctuated: eleven digits or more, or twelve characters and two digits. */
const DOCUMENTS = /(?:\d[.\-/]?){11,}|\b[0-9A-Z]{2}\.?[0-9A-Z]{3}\.?[0-9A-Z]{3}\/?[0-9A-Z]{4}-?\d{2}\b/gi;

/**
 * `mensagem`, `message` or `messages` of an error's body; empty where there is none. Every one of `secrets` and
 * whatever looks like a document is struck out.
 */
export function providerText(body: unknown, secrets: readonly string[]): string {
  let text = wordsOf(body).replace(/[\p{Cc}\p{Cs}]+/gu, ' ');
  const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
  for (const form of forms) text = text.replaceAll(form, '***');
  return text.replace(DOCUMENTS, '***').trim().slice(0, MAX_CHARACTERS);
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
