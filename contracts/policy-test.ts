/** Owns the shape of a test that a policy carries: facts go in, and an outcome with its restrictions is expected. */
import { z } from 'zod';
import { ACTIONS } from '../domain/actions';
import { FACT_NAMES, isValueOf, type FactName } from '../domain/facts';
import { Outcome } from '../domain/outcome';
import { refuseRepeated, slug } from './policy-ids';
import { branchCode, text } from './primitives';

/** How many tests a policy may carry. */
export const MAX_POLICY_TESTS = 200;
/** As many as a policy may have checks. */
const MAX_EXPECTED = 200;

const factValue = z.union([z.number(), z.boolean(), z.string().max(100)]);

const factsSchema = z.partialRecord(z.enum(FACT_NAMES), factValue).superRefine((facts, context) => {
  for (const [name, value] of Object.entries(facts)) {
    if (isValueOf(name as FactName, value)) continue;
    const message = `is no value of ${name} — send one of its type and unit`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
});

/** One case. It is judged as an order at one action, or as a sale at its receipt; nothing is waived. */
export const policyTestSchema = z.strictObject({
  id: slug,
  /** What it shows, as analysts read it. */
  name: text(120),
  action: z.enum(ACTIONS),
  /** Whose overrides and switches count; absent: of no branch. */
  branch: branchCode.exactOptional(),
  /** What is left out is unknown. Where `hasTermPart` is false nothing blocks, as for an order without a term part. */
  facts: factsSchema,
  /** When the facts were read, for a case made from a decision; they count the same whenever they were. */
  at: z.iso.datetime({ precision: 3 }).exactOptional(),
  expect: z.strictObject({
    outcome: z.enum(Outcome),
    /** The checks that fire or can't be verified, in any order, and no other. */
    restrictions: z
      .array(slug)
      .max(MAX_EXPECTED)
      .superRefine(refuseRepeated((check) => check)),
  }),
});
export type PolicyTest = z.infer<typeof policyTestSchema>;

/** A policy's tests. */
export const policyTestsSchema = z
  .array(policyTestSchema)
  .max(MAX_POLICY_TESTS)
  .superRefine(refuseRepeated((test) => test.id));
