/** Owns in which characters an answer is written: as its header says, else as the XML says of itself, else in UTF-8. */

/** What SOAP services are met with; a decoder for anything else could show other text than a person would read. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'utf-16': 'utf-16le',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
};
const FALLBACK = 'windows-1252';
const DECLARED = /^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

/**
 * Always a text. Servers of this age name one encoding and write another: what is no UTF-8 is read as ISO-8859-1, in
 * which every byte is a character, and where only accents could be wrong.
 */
export function decodeText(bytes: Buffer, contentType: string | undefined): string {
  const named = encodingOf(bytes, contentType);
  try {
    return new TextDecoder(named, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(FALLBACK).decode(bytes);
  }
}

function encodingOf(bytes: Buffer, contentType: string | undefined): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const [, header = ''] = /;\s*charset\s*=\s*"?([A-Za-z0-9._-]{1,40})/i.exec(contentType ?? '') ?? [];
  const [, declared = ''] = DECLARED.exec(bytes.subarray(0, 400).toString('latin1')) ?? [];
  return ENCODINGS[header.toLowerCase()] ?? ENCODINGS[declared.toLowerCase()] ?? 'utf-8';
}
