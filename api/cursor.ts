/** Owns cursors: opaque positions in a list, refused when forged. */
import { type z } from 'zod';
import { CrivoError } from '../domain/errors';

/** A position as URL-safe text. */
export function toCursor(position: Readonly<Record<string, string | number>>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The position a cursor names. Errors: `InvalidRequest` at `query.cursor`. */
export function fromCursor<S extends z.ZodType>(schema: S, cursor: string | undefined): z.infer<S> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    const fix = 'send the nextCursor of an earlier page, unchanged';
    throw new CrivoError('InvalidRequest', {
      errors: [{ at: 'query.cursor', message: 'is not a cursor of this list', fix }],
    });
  }
}
