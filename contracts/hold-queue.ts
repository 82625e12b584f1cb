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

const MOST_NAMES = 50;
/** `02/10482,02/10483`. */
const orderNames = z
  .string()
  .max(MOST_NAMES * 98)
  .transform((value) => value.split(','))
  .pipe(
    z
      .array(
        z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}\/[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, {
          message: 'must name orders as branch/order — send them like 02/10482,02/10483',
        }),
      )
      .max(MOST_NAMES),
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
  branch: branchesText
    .optional()
    .describe('Several with commas between them; all that the caller sees where none is named.'),
  check: checkId.optional().describe('Held by this check, such as overdue-titles.'),
  assignee: subjectText.optional().describe('me, nobody, or the subject of whoever works on it.'),
  customer: z
    .string()
    .regex(/^cus_[0-9a-z_]{1,40}$/, { message: 'must be a customerKey — take it from an answer' })
    .optional()
    .describe('Of this customer; a document never stands in an address.'),
  group: z
    .string()
    .regex(/^(grp|cus)_[0-9a-z_]{1,40}$/, { message: 'must be a groupKey — take it from an answer' })
    .optional()
    .describe('Of all customers that keep one limit together: the groupKey of any of them.'),
  kind: z
    .enum(QUEUE_KINDS)
    .optional()
    .describe('check: a check holds it; forced: a person does; undetermined: something could not be verified.'),
  minCents: queryCents.optional().describe('The least of the part on term, in cents.'),
  maxCents: queryCents.optional().describe('The most of the part on term, in cents.'),
  deadline: z
    .enum(['overdue', 'today'])
    .optional()
    .describe('overdue: its deadline has passed, and the branch keeps it. today: it passes before the day ends.'),
  band: z
    .enum(['mine'])
    .optional()
    .describe("mine: within the caller's own bands, as its last decision measured it, and not of their own entry."),
  orders: orderNames
    .optional()
    .describe('Only these, as branch/order with commas between them, at most 50: how they stand now.'),
  dueWithinHours: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_HOURS)
    .optional()
    .describe('Its deadline is within so many hours, or has passed.'),
  promise: z
    .enum(['made', 'broken', 'none'])
    .optional()
    .describe('A promise of payment: one stands, its day has passed, or there is none.'),
  by: z.enum(HOLD_SORTS).default('age').describe('What it is sorted by.'),
  order: z
    .enum(['asc', 'desc'])
    .optional()
    .describe('The longest held, the nearest deadline, the greatest value and risk come first where nothing is said.'),
});
export type HoldsQuery = z.infer<typeof holdsQuerySchema>;

/** Query of `GET /holds/summary`. */
export const holdSummaryQuerySchema = holdsQuerySchema.pick({ branch: true });

const note = text(500).nullable().default(null).describe('Why, for whoever reads it later.');

/** Body of `POST /holds/{branch}/{order}/assume` and `/put-back`; may be left out. */
export const workOnHoldSchema = z.strictObject({
  force: z.boolean().default(false).describe('Although somebody else works on it; takes holds:takeOver.'),
  note,
});
/** Body of `POST /holds/{branch}/{order}/hand-over`. */
export const handOverSchema = workOnHoldSchema.extend({
  to: subjectText.describe('The subject of somebody who has holds:work at this branch.'),
});

/** Body of `PUT /holds/{branch}/{order}/promise`: replaces the one before. */
export const promiseSchema = z.strictObject({
  amountCents: cents.min(1, { error: 'must be more than zero — send the amount in cents' }),
  promisedOn: calendarDate.describe('The day on which the customer says it pays: today, or at most 365 days ahead.'),
  note,
});
export type PromiseBody = z.infer<typeof promiseSchema>;

export const HOLD_ACTIONS = ['release', 'refuse', 'forceHold'] as const;
export type HoldAction = (typeof HOLD_ACTIONS)[number];

const heldOrderName = z.strictObject({
  branch: branchCode,
  order: erpId,
  seen: z
    .string()
    .regex(/^[0-9a-f]{24}$/, { message: 'must be the seen of a hold — take it from GET /v1/holds' })
    .describe('As GET /v1/holds told it: refused where reasons, numbers or content are others by now.')
    .exactOptional(),
});
export type HeldOrderName = z.infer<typeof heldOrderName>;

/** Body of `POST /holds/bulk`. */
export const bulkHoldsSchema = z.strictObject({
  action: z
    .enum(HOLD_ACTIONS)
    .describe(
      'release: what holds each is released; refuse: requests that wait are refused; forceHold: a person holds it.',
    ),
  orders: z
    .array(heldOrderName)
    .min(1)
    .max(100)
    .refine((orders) => new Set(orders.map(({ branch, order }) => `${branch}/${order}`)).size === orders.length, {
      message: 'must not repeat an order — send each once',
    }),
  reasonCode: reasonCodeText.describe('For all of them: a code of GET /v1/reason-codes.'),
  note,
});
export type BulkHoldsBody = z.infer<typeof bulkHoldsSchema>;
