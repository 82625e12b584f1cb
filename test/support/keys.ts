/** Owns the keyring of all suites, and what a body is sent as. */
import { Keyring } from '../../platform/keyring';

/** As in `CRIVO_KEYS`. */
export const TEST_KEYS = `t1:${Buffer.alloc(32, 7).toString('base64')}`;

export function testKeyring(): Keyring {
  return new Keyring([{ id: 't1', bytes: Buffer.alloc(32, 7) }]);
}

export function contentTypeOf(path: string): string {
  return path.endsWith('/receivables') ? 'application/x-ndjson' : 'application/json';
}
