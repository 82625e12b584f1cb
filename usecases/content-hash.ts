/** Owns the hash by which two bodies, contents or policies are called the same. */
import { hash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';

const canonical = configure({ deterministic: true, bigint: false, strict: true });

/** SHA-256 over canonical JSON (keys sorted), 40 hexadecimal characters. Throws on what JSON can't carry. */
export function contentHash(value: unknown): string {
  return hash('sha256', canonical(value) ?? 'null').slice(0, 40);
}
