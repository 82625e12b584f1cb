/** Owns how the demo speaks to the API: as the ERP would, with the key of a role. */
import type { Role } from '../../domain/permissions';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** `body` is sent as JSON, a text as NDJSON. Rejects only when there is no answer. */
export type CallApi = (
  role: Role,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  body?: unknown,
) => Promise<Answer>;

/** The API answered, and not with what was asked for. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';
}

const ANSWER_WITHIN_MS = 15_000;

export function httpApi(baseUrl: string, keys: Readonly<Record<Role, string>>): CallApi {
  return async (role, method, path, body) => {
    const isLines = typeof body === 'string';
    const response = await fetch(`${baseUrl}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${keys[role]}`,
        ...(body !== undefined && { 'content-type': isLines ? 'application/x-ndjson' : 'application/json' }),
      },
      ...(body !== undefined && { body: isLines ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await response.text();
    return { status: response.status, body: jsonOrText(text) };
  };
}

/** The body of a good answer; throws {@link ApiRefused} for any other. */
export function expectGood({ status, body }: Answer, what: string): unknown {
  if (status >= 200 && status < 300) return body;
  throw new ApiRefused(`${what}: ${status} ${codeOf(body)} ${JSON.stringify(body).slice(0, 400)}`);
}

/** The `code` of a problem. */
export function codeOf(body: unknown): string {
  const hasCode = typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
  return hasCode ? String(body.code) : 'Unexpected';
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
