/** Owns the parameters of a branch: zone, holidays, how its stages are passed, how long a hold may last. */
import { z } from 'zod';
import { isTimeZone } from '../domain/calendar';
import { policySchema } from './policy';
import { calendarDate, seenUpdatedAt, text } from './primitives';

const stageRule = z.strictObject({
  by: z.enum(['person', 'automatic']).default('person'),
  demandsClear: z.boolean().default(false),
});
const person = { by: 'person', demandsClear: false } as const;

/** Everything has a default; sending nothing of a field resets it to that. */
export const branchParametersSchema = z.strictObject({
  name: text(120),
  zone: z
    .string()
    .max(64)
    .refine(isTimeZone, { message: 'must be an IANA time zone — send America/Sao_Paulo, for one' })
    .default('America/Sao_Paulo'),
  /** Local holidays, beside the national and bank ones. */
  holidays: z.array(calendarDate).max(400).default([]),
  stages: z
    .strictObject({
      commercialApproval: stageRule.default(person),
      financialApproval: stageRule.default(person),
      stockSeparation: stageRule.default(person),
      invoicing: stageRule.default(person),
    })
    .default({ commercialApproval: person, financialApproval: person, stockSeparation: person, invoicing: person }),
  /** Hours on the clock until a hold's deadline, weekends included; `holdDeadline` takes their place where it is set. */
  holdDeadlineHours: z
    .int()
    .min(1)
    .max(24 * 90)
    .default(72),
  /** The deadline is the end of this business day after the one on which the hold began. */
  holdDeadline: z
    .strictObject({ businessDays: z.int().min(1).max(60) })
    .nullable()
    .default(null),
  /** After which share of the time until its deadline a hold calls for attention; `null` for never. */
  holdEscalation: z
    .strictObject({ atPercent: z.int().min(1).max(99) })
    .nullable()
    .default({ atPercent: 50 }),
  /** At the deadline the order expires, or is kept held: it calls for attention again and gets another deadline. */
  holdEnd: z.enum(['expire', 'keep']).default('expire'),
});
export type BranchParameters = z.infer<typeof branchParametersSchema>;

/**
 * Body of `PUT /branches/{branch}`. `policy` is the id of a published policy, by whose newest version the branch judges
 * from then on; without it the branch keeps the one it has, and a new branch gets the default one.
 */
export const branchBodySchema = branchParametersSchema.extend({
  policy: policySchema.shape.id.exactOptional(),
  seenUpdatedAt,
});

/** Which published policy version a branch judges by. */
export interface PolicyPointer {
  readonly id: string;
  readonly version: number;
}
