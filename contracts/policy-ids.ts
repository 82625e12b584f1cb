/** Owns the ids inside a policy: how they are written, and that none stands twice in a list. */
import { z } from 'zod';

/** An id of a check, a rule, a band or a test: it is stable over versions, and people name it. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
    message: 'must be lower-case words joined by hyphens — write it like overdue-titles',
  })
  .max(64);

/** Refuses a list in which two entries have the same key, naming the second one. */
export function refuseRepeated<T>(keyOf: (entry: T) => string) {
  return (entries: readonly T[], context: z.core.$RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const key = keyOf(entry);
      if (seen.has(key))
        context.addIssue({ code: 'custom', path: [index], message: `repeats ${key} — rename or remove it` });
      seen.add(key);
    }
  };
}
