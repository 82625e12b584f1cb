/** Owns what is asked of the queue of held orders: its filters, work on a hold, a promise of payment, many at once. */
import { z } from 'zod';
import { QUEUE_KINDS, HOLD_SORTS } from '../domain/hold-queue';
import { branchCode, calendarDate, cents, erpId, pageQuery, text } from './primitives';
import { checkId, reasonCodeText } from './release';

const MOST_BRANCHES = 50;
/** Who somebody is, as keys name them. */
const subjectText = text(200);

const branchesText = z
  .string()
  .max(MOST_BRANCHES * 33)
  .transform((value) => value.split(','))
  .pipe(
    z
      .array(branchCode)
      .max(MOST_BRANCHES)
      .refine((codes) => new Set(codes).size === codes.length, {
        message: 'must not repeat a branch — send each once',
      }),
  );

/** A whole number of cents in a query. */
const queryCents = z
  .string()
  .regex(/^\d{1,13}$/, { message: 'must be an integer number of cents — send 150000 for R$ 1.500,00' })
  .transform(Number)
  .pipe(cents);

/** The longest view ahead: a hold's deadline lies no further. */
const MOST_HOURS = 180 * 24;

export const holdsQuerySchema = pageQuery.extend({
  /** Several with commas between them. */
  branch: branchesText.optional(),
  /** Held by this check. */
  check: checkId.optional(),
  /** `me`, `nobody`, or whoever it is. */
  assignee: subjectText.optional(),
  customer: z
    .string()
    .regex(/^cus_[0-9a-z_]{1,40}$/, { message: 'must be a customerKey — take it from an answer' })
    .optional(),
  group: z
    .string()
    .regex(/^(grp|cus)_[0-9a-z_]{1,40}$/, { message: 'must be a groupKey — take it from an answer' })
    .optional(),
  kind: z.enum(QUEUE_KINDS).optional(),
  /** Of the term part. */
  minCents: queryCents.optional(),
  maxCents: queryCents.optional(),
  /** `overdue`: its deadline has passed, and the branch keeps it. */
  deadline: z.enum(['overdue']).optional(),
  dueWithinHours: z.coerce.number().int().min(1).max(MOST_HOURS).optional(),
  promise: z.enum(['made', 'broken', 'none']).optional(),
  by: z.enum(HOLD_SORTS).default('age'),
  order: z.enum(['asc', 'desc']).optional(),
});
export type HoldsQuery = z.infer<typeof holdsQuerySchema>;

const note = text(500).nullable().default(null);

/** Body of `POST /holds/{branch}/{order}/assume` and `/put-back`; may be left out. */
export const workOnHoldSchema = z.strictObject({
  /** Although somebody else works on it. */
  force: z.boolean().default(false),
  note,
});
/** Body of `POST /holds/{branch}/{order}/hand-over`. */
export const handOverSchema = workOnHoldSchema.extend({ to: subjectText });

/** Body of `PUT /holds/{branch}/{order}/promise`: replaces the one before. */
export const promiseSchema = z.strictObject({
  amountCents: cents.min(1, { error: 'must be more than zero — send the amount in cents' }),
  promisedOn: calendarDate,
  note,
});
export type PromiseBody = z.infer<typeof promiseSchema>;

export const HOLD_ACTIONS = ['release', 'refuse', 'forceHold'] as const;
export type HoldAction = (typeof HOLD_ACTIONS)[number];

const heldOrderName = z.strictObject({
  branch: branchCode,
  order: erpId,
  /** As the screen shows it: refused where the order was changed since. */
  revision: z.int().min(0).exactOptional(),
});
export type HeldOrderName = z.infer<typeof heldOrderName>;

/** Body of `POST /holds/bulk`. */
export const bulkHoldsSchema = z.strictObject({
  action: z.enum(HOLD_ACTIONS),
  orders: z
    .array(heldOrderName)
    .min(1)
    .max(100)
    .refine((orders) => new Set(orders.map(({ branch, order }) => `${branch}/${order}`)).size === orders.length, {
      message: 'must not repeat an order — send each once',
    }),
  reasonCode: reasonCodeText,
  note,
});
export type BulkHoldsBody = z.infer<typeof bulkHoldsSchema>;
