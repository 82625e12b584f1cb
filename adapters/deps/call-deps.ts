/** Owns one request to Deps: JSON both ways, with a token where there is one. */
import { callBureau, type BureauAddress, type CallBureauDeps } from '../bureau/call-bureau';

export interface DepsRequest {
  readonly method: 'GET' | 'POST';
  /** Below the account's address. */
  readonly path: string;
  readonly json?: unknown;
  readonly token?: string;
}

export interface DepsAnswer {
  readonly status: number;
  readonly text: string;
  /** The header, as it came. */
  readonly retryAfter: string | undefined;
}

/** As `callBureau`. */
export async function callDeps(
  deps: CallBureauDeps,
  account: BureauAddress,
  { method, path, json, token }: DepsRequest,
): Promise<DepsAnswer> {
  const headers = {
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(json !== undefined && { 'content-type': 'application/json' }),
  };
  const body = json === undefined ? undefined : JSON.stringify(json);
  const { status, bytes, retryAfter } = await callBureau(deps, account, { method, path, headers, body });
  return { status, text: bytes.toString('utf8'), retryAfter };
}

/** `null` for an empty text, `undefined` for one that is no JSON. */
export function jsonOf(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}
