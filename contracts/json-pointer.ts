/** Owns places in a document as JSON pointers (RFC 6901): `/checks/3/rules/0/when/all/1`, and empty for the whole. */

/** The place that a path of keys and positions leads to. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The same of a path written out. */
export function pointerTo(...path: readonly (string | number)[]): string {
  return pointerOf(path);
}
