/** Owns the time of a change where it is the record's version as well. */

/** Now, or right after the version before where clocks disagree: a version always rises. ISO instant. */
export function laterThan(before: string | null, now: Date): string {
  return new Date(Math.max(now.getTime(), before === null ? 0 : Date.parse(before) + 1)).toISOString();
}
