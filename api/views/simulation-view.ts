/** Owns how a simulation is told: the judgement, every comparison as a sentence, and what would turn it. */
import { z } from '@hono/zod-openapi';
import { TruthValue } from '../../contracts/judgement';
import { ACTIONS } from '../../domain/actions';
import { FACT_NAMES } from '../../domain/facts';
import { OPERATOR_NAMES } from '../../domain/operators';
import { CheckResult, Indicator, Mode, Outcome } from '../../domain/outcome';
import type { Simulated } from '../../rules/simulation';
import { restrictionView } from './restriction-view';

/** What a fact may be supposed to be. */
const factValue = z.union([z.number(), z.boolean(), z.string().max(100)]);

/** Facts that are supposed, by name. */
export const supposedFacts = z
  .record(z.string().max(80), factValue)
  .refine((facts) => Object.keys(facts).length <= FACT_NAMES.length, {
    message: 'names more facts than there are — send each once',
  })
  .default({});

const turnView = z
  .object({
    fact: z.enum(FACT_NAMES).describe('The one fact that would be otherwise.'),
    value: factValue.describe(
      'What the fact would have to be: of all values that would do, the nearest to what it is.',
    ),
    text: z.string().describe('In Portuguese: what it is, and what it has to be.'),
  })
  .openapi('Turn');

const conditionView = z.object({
  fact: z.enum(FACT_NAMES).describe('What was compared.'),
  operator: z.enum(OPERATOR_NAMES).describe('How it was compared.'),
  result: z.enum(TruthValue).describe('What the comparison came to; `unknown` where a fact could not be read.'),
  text: z.string().describe('In Portuguese: what the fact is, what is asked of it, and the answer.'),
});

const explainedView = z
  .object({
    check: z.string().describe("The check's id."),
    name: z.string().describe('As analysts know it.'),
    result: z.enum(CheckResult).describe('Whether it fired.'),
    mode: z.enum(Mode).describe('As applied.'),
    action: z.enum(ACTIONS).describe('The action that gives this mode.'),
    outcome: z.enum(Outcome).describe('What it contributes.'),
    rules: z
      .array(
        z.object({
          rule: z.string().describe("The rule's id."),
          result: z.enum(CheckResult).describe('Whether it fired; the check does when any of its rules does.'),
          conditions: z.array(conditionView).describe('In the order written, however they are grouped.'),
        }),
      )
      .describe('Each with its comparisons.'),
  })
  .openapi('ExplainedCheck');

/** The fields of every simulation. */
export const simulationShape = {
  judgement: z
    .looseObject({
      outcome: z.enum(Outcome).describe('The worst of its checks.'),
      indicator: z.enum(Indicator).describe('The “I” beside the customer.'),
      restrictions: z.array(restrictionView).describe('The checks that fired or could not be verified.'),
    })
    .describe('As a decision has it: `checks` with every condition, what it wanted and what it saw.'),
  explained: z.array(explainedView).describe('Each check that is on, with every comparison as a sentence.'),
  turns: z
    .object({
      outcome: z
        .array(turnView)
        .describe('Each alone lets the whole go on, or holds what goes on; none where several checks hold.'),
      checks: z
        .record(z.string(), z.array(turnView))
        .describe('By check that fired or could not be verified: each alone would quiet it.'),
    })
    .describe('The smallest changes of one fact that turn it.'),
};

/** Plain JSON, as it is sent. */
export function simulationOf({ judgement, explained, turns }: Simulated): { [K in keyof Simulated]: never } {
  return JSON.parse(JSON.stringify({ judgement, explained, turns })) as { [K in keyof Simulated]: never };
}
