/** Owns ids of things that nobody else names. */
import { randomUUID } from 'node:crypto';

/** `aud_6f9619ff8b86d011b42d00cf4fc964ff`: a prefix that tells the kind, and 122 random bits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`;
}
