/** Owns the result of judging facts by a policy, as kept in a decision: outcome, checks with evidence, restrictions. */
import { z } from 'zod';
import { ACTIONS } from '../domain/actions';
import { FACT_NAMES, UNKNOWN_REASONS, type FactName, type FactValue, type UnknownReading } from '../domain/facts';
import { OPERATOR_NAMES, type OperatorName } from '../domain/operators';
import { CheckResult, Indicator, Mode, Outcome } from '../domain/outcome';
import { WAIVER_KINDS } from '../domain/waivers';
import type { Operand } from './condition';

/** What a condition came to: `unknown` when facts that couldn't be read could have turned it either way. */
export const TruthValue = { true: 'true', false: 'false', unknown: 'unknown' } as const;
export type TruthValue = (typeof TruthValue)[keyof typeof TruthValue];

/** A fact as a condition saw it; where and when it was read stands once, among the decision's facts. */
export type Seen = { readonly known: true; readonly value: FactValue } | UnknownReading;

/** A condition with every actual value and truth, in the shape of the condition itself. */
export type Evidence =
  | { readonly all: readonly Evidence[]; readonly result: TruthValue }
  | { readonly any: readonly Evidence[]; readonly result: TruthValue }
  | { readonly not: Evidence; readonly result: TruthValue }
  | LeafEvidence;

export interface LeafEvidence {
  readonly fact: FactName;
  readonly operator: OperatorName;
  /** As the policy says it. */
  readonly wanted: Operand;
  /** What the other fact was, where one is wanted. */
  readonly wantedSeen?: Seen;
  readonly seen: Seen;
  readonly result: TruthValue;
}

const factValue = z.union([z.number(), z.boolean(), z.string()]);
const seen = z.union([
  z.strictObject({ known: z.literal(true), value: factValue }),
  z.strictObject({ known: z.literal(false), why: z.enum(UNKNOWN_REASONS) }),
]);
const truth = z.enum(TruthValue);
const check = z.string();
const mode = z.enum([Mode.indicate, Mode.block]);
const action = z.enum(ACTIONS);

const evidenceSchema: z.ZodType<Evidence> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(evidenceSchema), result: truth }),
    z.strictObject({ any: z.array(evidenceSchema), result: truth }),
    z.strictObject({ not: evidenceSchema, result: truth }),
    z.strictObject({
      fact: z.enum(FACT_NAMES),
      operator: z.enum(OPERATOR_NAMES),
      wanted: z.union([factValue, z.array(factValue), z.strictObject({ fact: z.enum(FACT_NAMES) })]),
      wantedSeen: seen.exactOptional(),
      seen,
      result: truth,
    }),
  ]),
);

const checkJudgementSchema = z.strictObject({
  check,
  result: z.enum(CheckResult),
  /** The strictest mode over the actions judged together, as applied: an order that can't be held only indicates. */
  mode,
  /** The first action that gives this mode. */
  action,
  /** True where the policy blocks, and the switch of the action (*Bloquear ação*) makes that an indication. */
  switchedToIndicate: z.literal(true).exactOptional(),
  /** What the check contributes to the outcome; `clear` for one that something lets pass. */
  outcome: z.enum(Outcome),
  rules: z.array(z.strictObject({ rule: z.string(), result: z.enum(CheckResult), evidence: evidenceSchema })),
});
export type CheckJudgement = z.infer<typeof checkJudgementSchema>;
export type RuleJudgement = CheckJudgement['rules'][number];

/** What lets a check pass, so that it leaves a restriction and doesn't count. */
export const waivedBySchema = z.strictObject({ kind: z.enum(WAIVER_KINDS), id: z.string() });

/** A check that fired, or that couldn't be verified. */
const restrictionSchema = z.strictObject({
  check,
  mode,
  action,
  result: z.enum([CheckResult.hit, CheckResult.unknown]),
  /** True where an unknown check is let pass, only indicated. */
  unverified: z.boolean(),
  /** Present where something lets the check pass: it doesn't count then. */
  waivedBy: waivedBySchema.exactOptional(),
  /** True where it holds an order that had passed before: a reason that the approval didn't know, or that outgrew it. */
  isNew: z.literal(true).exactOptional(),
  /** Portuguese, for the seller: reason and next step. */
  seller: z.string(),
  /** Portuguese, for the analyst: with the numbers. */
  analyst: z.string(),
  /** The known facts that its rules read or its texts name. */
  values: z.partialRecord(z.enum(FACT_NAMES), factValue),
});
export type Restriction = z.infer<typeof restrictionSchema>;

/** One evaluation's result. Checks and restrictions stand in the policy's order; checks that are off are left out. */
export const judgementSchema = z.strictObject({
  outcome: z.enum(Outcome),
  indicator: z.enum(Indicator),
  checks: z.array(checkJudgementSchema),
  restrictions: z.array(restrictionSchema),
});
export type Judgement = z.infer<typeof judgementSchema>;

/** What is said of one payment line: it may go on, or which checks (or `buyer-unidentified`) refuse it. */
export interface LineVerdict {
  /** Its place among the lines as sent, from 0. */
  readonly line: number;
  readonly modality: string;
  readonly allowed: boolean;
  readonly restrictions: readonly string[];
}
