/** Owns the schemas of single values that many bodies share, with messages that name the fix. */
import { z } from 'zod';
import { utcInstant } from '../domain/calendar';

/** One less than a CPF without punctuation. */
const LONGEST_SHOWN = 10;
const CONTROL = /[\p{Cc}\p{Cs}]/u;

/**
 * Text a person or an ERP wrote: trimmed of nothing, free of control characters and lone surrogates. `ifMissing` is what
 * is said where nothing was sent.
 */
export const text = (max: number, ifMissing?: string) =>
  z
    .string(
      ifMissing === undefined ? undefined : { error: ({ input }) => (input === undefined ? ifMissing : undefined) },
    )
    .min(1)
    .max(max)
    .refine((value) => !CONTROL.test(value) && value.isWellFormed(), {
      message: 'must not contain control characters or broken Unicode — remove them',
    });

/** An ERP's own identifier: what may stand in a URL segment without escaping. */
export const erpId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, {
  message: "must be 1 to 64 letters, digits or . _ : - and begin with a letter or digit — send the ERP's own id",
});

/** A branch's short code in the ERP. */
export const branchCode = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, {
  message: "must be 1 to 32 letters, digits, _ or - — send the branch's code in the ERP",
});

/**
 * Money. Integers only, so that no cent is lost to binary fractions. At most R$ 10 billion, so that nine thousand of
 * the largest of one customer still have an exact sum.
 */
export const cents = z
  .int({
    error: (issue) => `must be an integer number of cents, got ${shownValue(issue.input)}${centsFix(issue.input)}`,
  })
  .min(0, { error: (issue) => `must not be negative, got ${shownValue(issue.input)} — send zero or more` })
  .max(1_000_000_000_000, { error: 'must be at most 1000000000000 cents — correct the amount' })
  .refine((value) => !Object.is(value, -0), { message: 'must not be negative zero — send 0' });

/** A calendar date that exists, `2026-12-20`. */
export const calendarDate = z.iso
  .date({
    abort: true,
    error: (issue) =>
      `must be a date that exists, as YYYY-MM-DD, got ${shownValue(issue.input)} — send it like 2026-12-20`,
  })
  .refine((value) => value >= '1900-01-01' && value <= '2199-12-31', {
    message: 'must lie between 1900-01-01 and 2199-12-31 — correct the year',
  });

/** A CPF or CNPJ as the ERP writes it; the check digits are verified where it is identified. */
export const documentText = text(40);

/** The same of a buyer who may have or tell none; that has to be said. */
export const documentOrNull = text(40, 'is missing — send null for a buyer without document').nullable();

/** Lets a form be refused that was opened over an older state of what it changes. */
export const seenUpdatedAt = z.iso
  .datetime({ precision: 3 })
  .nullable()
  .exactOptional()
  .describe(
    'The updatedAt of what was read, null where there was nothing: changed meanwhile, nothing is. Left out, what is sent wins.',
  );

/** A page of a list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many a page has at most.'),
  cursor: z
    .string()
    .max(500)
    .regex(/^[A-Za-z0-9_-]+$/, { message: 'must be a cursor from an earlier page' })
    .optional()
    .describe('The nextCursor of the page before, unchanged.'),
});

/** What was sent, as far as it may be told back: a text as long as a CPF could be one, put into the wrong field. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : 'an object';
  return value.length <= LONGEST_SHOWN ? JSON.stringify(value) : `a text of ${value.length} characters`;
}

function centsFix(value: unknown): string {
  if (value === undefined) return ' — send it';
  if (typeof value === 'string') return ' — send cents as a number, without quotes';
  if (typeof value !== 'number' || !Number.isFinite(value) || Number.isInteger(value)) return '';
  return ` — send ${Math.round(value * 100)} if these are reais`;
}

const NO_INSTANT =
  'must be an instant with seconds and a zone — send it like 2026-11-21T04:10:00Z or 2026-11-21T01:10:00-03:00';

/** Kept in UTC. Whether it lies in the future is not judged: clocks of ERPs differ. */
export const instant = z
  .string()
  .max(40)
  .transform((sent, context) => {
    const utc = utcInstant(sent);
    if (utc !== null) return utc;
    context.addIssue({ code: 'custom', message: NO_INSTANT, input: sent });
    return z.NEVER;
  });
