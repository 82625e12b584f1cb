/** Owns when two parts of a policy say the same: keys and entries may stand in any order. */

/** Equal for what means the same. Lists of a policy are all sets: of checks, rules, conditions, values or groups. */
export function fingerprint(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(fingerprint).sort().join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'undefined';
  const fields = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}:${fingerprint(child)}`);
  return `{${fields.sort().join(',')}}`;
}

/** A JSON object, no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
