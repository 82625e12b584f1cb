/** Owns how the catalogue of what a policy may be made of is answered. */
import { z } from '@hono/zod-openapi';
import { ACTIONS } from '../../domain/actions';
import { FACT_NAMES } from '../../domain/facts';
import { OPERATOR_NAMES } from '../../domain/operators';
import { Mode, Outcome } from '../../domain/outcome';

const label = z.string().describe('In Portuguese, as an analyst reads it.');
const factName = z.enum(FACT_NAMES).describe('The name a policy knows it by; it is for ever.');
const operatorName = z.enum(OPERATOR_NAMES).describe('The name a policy knows it by.');
const factType = z.enum(['cents', 'days', 'count', 'boolean', 'text']);
const scalar = z.union([z.number(), z.boolean(), z.string()]);

const exampleView = z
  .object({
    condition: z
      .object({
        fact: factName,
        operator: operatorName,
        value: z
          .union([scalar, z.array(scalar), z.object({ fact: factName })])
          .describe('A value, a list of values, or another fact of the same type.'),
      })
      .describe('A comparison as it stands in a policy.'),
    text: z.string().describe('The same in Portuguese.'),
  })
  .describe('A comparison that somebody could mean.');

const factView = z
  .object({
    name: factName,
    label,
    description: z.string().describe('In Portuguese: what it means and how it is computed.'),
    type: factType.describe('What its values are; `types` tells how they are written.'),
    unit: z
      .enum(['cents', 'days', 'titles', 'records', 'none'])
      .describe('What one of it is; `none` for what is not counted.'),
    source: z.enum(['order', 'exposure', 'customer', 'ledger', 'ingest', 'report']).describe('What it is read from.'),
    sourceLabel: z.string().describe('Who fills it in, in Portuguese.'),
    mayBeUnknown: z.boolean().describe('False for what the order itself says.'),
    audience: z.enum(['seller', 'analyst']).describe("Whether a seller's text may name it."),
    values: z
      .array(z.object({ value: z.string().describe('As a policy writes it.'), label }))
      .describe('Of a `text`: all it can be. Empty for the other types.'),
    operators: z.array(operatorName).describe('Those that fit its type.'),
    example: exampleView,
  })
  .openapi('CatalogueFact');

export const catalogueView = z
  .object({
    facts: z.array(factView).describe('All that a rule may read.'),
    operators: z
      .array(
        z.object({
          name: operatorName,
          label,
          fits: z.array(factType).describe('Types of fact it may compare.'),
          takes: z.enum(['one', 'many']).describe('One value, or a list of them.'),
          example: exampleView,
        }),
      )
      .describe('All that a fact may be compared by.'),
    types: z
      .array(
        z.object({
          name: factType.describe('As a fact names it.'),
          label,
          written: z.string().describe('In Portuguese: how a value of it is written in a policy.'),
        }),
      )
      .describe('The types of facts.'),
    actions: z
      .array(
        z.object({
          name: z.enum(ACTIONS).describe('As `modes` of a check name it.'),
          label,
          defaultMode: z.enum(Mode).describe('The mode of a check that says nothing about the action.'),
        }),
      )
      .describe('What can be judged, in the order of an order’s life.'),
    modes: z
      .array(z.object({ name: z.enum(Mode).describe('As a policy writes it.'), label }))
      .describe('What a check does at an action.'),
    outcomes: z
      .array(z.object({ name: z.enum(Outcome).describe('Mildest first.'), label }))
      .describe('What a judgement comes to.'),
    schema: z.looseObject({}).describe('The JSON schema of a policy, for editors. What it cannot say, lint says.'),
  })
  .openapi('Catalogue');
