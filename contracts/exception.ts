/** Owns an exception: the time-boxed rule by which a check doesn't count, or somebody is always held. */
import { z } from 'zod';
import { ALWAYS_HOLD } from '../domain/checks';
import { EXCEPTION_EFFECTS, type StandingException } from '../domain/exceptions';
import { branchCode, calendarDate, documentText, text } from './primitives';
import { reasonCodeText } from './release';

/** Who ended it and why; `crivo`, without a note, where its last day has passed. */
export interface ExceptionEnd {
  readonly by: string;
  readonly at: string;
  readonly note: string | null;
}

/** How far the orders that the beginning or end of everybody's exception concerns are judged again. */
export interface ExceptionSweep {
  readonly of: 'begin' | 'end';
  /** The order that was done last; empty at the start. */
  readonly to: string;
  /** From 1. The second is for orders that were being judged at the first one, later ones for those that failed. */
  readonly look: number;
  /** An order couldn't be judged at this look. */
  readonly missed: boolean;
}

/** Nothing of it is changed in place but its end, so that what was judged under it stays explained. */
export interface Exception extends StandingException {
  /** Its first day; like its last one in the zone of its branch, or of the company. */
  readonly from: string;
  readonly reasonCode: string;
  readonly note: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly revision: number;
  readonly ended: ExceptionEnd | null;
  /** When its beginning or end is next to be carried out; `null` once nothing is left to do. */
  readonly dueAt: string | null;
  readonly sweep: ExceptionSweep | null;
}

export const checkText = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { message: 'must be the id of a check — write it like overdue-titles' });

const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('customer'), customerKey: z.string().max(64).exactOptional() }),
  z.strictObject({ kind: z.literal('group'), groupKey: z.string().max(64) }),
  z.strictObject({ kind: z.literal('all') }),
]);

/** Body of `POST /exceptions`. */
export const exceptionBodySchema = z
  .strictObject({
    scope: scopeSchema.describe('For whom: one customer, a group, or everybody.'),
    document: documentText.describe('Of the customer, instead of its key in scope.').exactOptional(),
    branch: branchCode.nullable().describe('null for all branches.'),
    check: checkText.describe(`A check of a policy in force, which does not count; or ${ALWAYS_HOLD}.`),
    effect: z
      .enum(EXCEPTION_EFFECTS)
      .default('ignore')
      .describe(`ignore: the check does not count. hold, by ${ALWAYS_HOLD} only: every order is held.`),
    from: calendarDate.describe('The first day; today, where nothing is said.').exactOptional(),
    to: calendarDate.describe('The last day, at most 366 days ahead.'),
    reasonCode: reasonCodeText.describe('A code of GET /v1/reason-codes.'),
    note: text(500).nullable().default(null),
  })
  .superRefine(({ effect, check, scope, document }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (effect === 'hold' && check !== ALWAYS_HOLD)
      refuse('effect', `holds by the check ${ALWAYS_HOLD} only — send that check, or ignore`);
    const isTold = scope.kind === 'customer' && scope.customerKey !== undefined;
    if (document !== undefined && (scope.kind !== 'customer' || isTold))
      refuse('document', 'is sent where the customer is told, or none is meant — leave it out');
    if (document === undefined && scope.kind === 'customer' && !isTold)
      refuse('scope', 'names no customer — send its customerKey, or its document beside');
  });
export type ExceptionBody = z.infer<typeof exceptionBodySchema>;

/** Body of `POST /exceptions/{exception}/end`. `revision`: as the exception was read. */
export const endExceptionSchema = z.strictObject({ revision: z.int().min(1).max(1_000_000), note: text(500) });
export type EndExceptionBody = z.infer<typeof endExceptionSchema>;
