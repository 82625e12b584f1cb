/** Owns of which type a bureau's answer is told to be. */
import { z } from '@hono/zod-openapi';

const TYPES = ['application/json', 'text/xml', 'text/html', 'text/plain'] as const;

export const contentType = z
  .enum(TYPES)
  .openapi({ description: 'What the text is. Show it as text, never as markup.' });

/** By how it begins: a bureau's own header says JSON of pages and the other way round. */
export function typeOf(text: string): (typeof TYPES)[number] {
  const begin = text.slice(0, 500).trimStart().toLowerCase();
  if (begin.startsWith('{') || begin.startsWith('[')) return 'application/json';
  if (!begin.startsWith('<')) return 'text/plain';
  return begin.startsWith('<!doctype html') || begin.startsWith('<html') ? 'text/html' : 'text/xml';
}
