/** Owns the forms a text may be left in by an encoder that isn't an encryption. */

/** The text itself, in any case, escaped, percent-encoded, hexadecimal, and in base64 at each of its three offsets. */
export function formsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  const escaped = JSON.stringify(text).slice(1, -1);
  const forms = [
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    escaped,
    encodeURIComponent(text),
    bytes.toString('hex'),
  ];
  return [...new Set([...forms, ...base64])].filter((form) => form.length >= 6);
}
