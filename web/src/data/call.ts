/** Owns one request to the API of the same origin: JSON there and back, a problem thrown, an effect at most once. */
import { ApiProblem, NO_ANSWER, problemFrom } from './problem';

const LONGEST_MS = 60_000;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The same key for every repetition of one intent, so that it has one effect. */
  readonly idempotencyKey?: string;
}

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** Asks `/v1` + `path`. The type is what the API's own view says it answers. */
export async function call<T>(method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
  const limit = AbortSignal.timeout(LONGEST_MS);
  const response = await fetch(`/v1${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(options.idempotencyKey !== undefined && { 'idempotency-key': options.idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
  }).catch((error: unknown) => {
    throw options.signal?.aborted === true ? error : NO_ANSWER;
  });
  if (!response.ok) throw await problemFrom(response);
  if (response.status === 204) return undefined as T;
  return (await response.json().catch(() => {
    throw new ApiProblem(response.status, 'UnreadableAnswer', '', { findings: [], body: {} });
  })) as T;
}

/** A path with its parameters escaped, so that no id can lead elsewhere. */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): string {
  return parts.reduce((all, part, index) => `${all}${encodeURIComponent(values[index - 1] ?? '')}${part}`);
}

/** A query of what is given; what is undefined or empty is left out. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}
