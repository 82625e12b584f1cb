/** Owns the shape of a policy: checks made of rules, their modes and texts, and the figures facts are gathered with. */
import { z } from 'zod';
import { ALWAYS_HOLD } from '../domain/checks';
import { BUYER_UNIDENTIFIED } from '../domain/sale';
import { ACTIONS, ORDER_ACTIONS } from '../domain/actions';
import { RESTRICTION_KINDS } from '../domain/bureau-report';
import type { Finding } from '../domain/errors';
import { factDefinition } from '../domain/facts';
import { Mode } from '../domain/outcome';
import { firstRowNotIncreasing } from '../domain/spc-recency';
import { factsNamedIn, parseTemplate } from '../domain/text-template';
import { conditionSchema, depthOf, leavesOf, MAX_CONDITION_DEPTH } from './condition';
import { findingsOf } from './findings';
import { exceedsBounds } from './json-bounds';
import { pointerOf } from './json-pointer';
import { refuseRepeated, slug } from './policy-ids';
import { policyTestsSchema } from './policy-test';
import { branchCode, cents, text } from './primitives';

/** What a policy may be at most. `bytes` of its JSON, `leaves` over all its rules. */
export const POLICY_BOUNDS = { checks: 200, rulesPerCheck: 50, leaves: 1_000, bytes: 512 * 1024 } as const;
/** Each level of a condition is two of JSON, and eight lie around it. */
const JSON_BOUNDS = { depth: 2 * MAX_CONDITION_DEPTH + 8, values: 50_000, bytes: POLICY_BOUNDS.bytes };

const mode = z.enum(Mode);

const textTemplate = text(500).superRefine((template, context) => {
  const parsed = parseTemplate(template);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: `${parsed.wrong} — write a fact's name in braces` });
});

const sellerTemplate = textTemplate.superRefine((template, context) => {
  for (const fact of factsNamedIn(template)) {
    if (factDefinition(fact).audience === 'seller') continue;
    context.addIssue({ code: 'custom', message: `a seller must not read ${fact} — move it to the analyst's text` });
  }
});

const ruleSchema = z.strictObject({
  id: slug,
  when: conditionSchema.superRefine((condition, context) => {
    if (depthOf(condition) <= MAX_CONDITION_DEPTH) return;
    context.addIssue({ code: 'custom', message: `is nested too deeply — use at most ${MAX_CONDITION_DEPTH} levels` });
  }),
});
export type PolicyRule = z.infer<typeof ruleSchema>;

const checkSchema = z.strictObject({
  id: slug
    .refine((id) => id !== BUYER_UNIDENTIFIED, {
      message: `is reserved for sales to buyers without document — choose another id`,
    })
    .refine((id) => id !== ALWAYS_HOLD, { message: 'is reserved for exceptions — choose another id' }),
  /** As analysts and sellers read it. */
  name: text(80),
  /** The check fires when any of them does. */
  rules: z
    .array(ruleSchema)
    .min(1)
    .max(POLICY_BOUNDS.rulesPerCheck)
    .superRefine(refuseRepeated((rule) => rule.id)),
  /** By action; what is absent has the default mode of the action. */
  modes: z.partialRecord(z.enum(ACTIONS), mode),
  /** What an unknown result does; absent: as the check's mode. */
  whenUnknown: z.enum([Mode.block, Mode.indicate]).exactOptional(),
  texts: z.strictObject({
    /** Courteous, with the next step; read at a counter. */
    seller: sellerTemplate,
    /** With the numbers. */
    analyst: textTemplate,
  }),
});
export type PolicyCheck = z.infer<typeof checkSchema>;

const overrideSchema = z.strictObject({ branch: branchCode, check: slug, action: z.enum(ACTIONS), mode });

const days = z.int().min(1).max(3_650);

const spcTableSchema = z.strictObject({
  rows: z
    .array(z.strictObject({ averageDelayBelowDays: days, everyDays: days }))
    .min(1)
    .max(50)
    .superRefine((rows, context) => {
      const at = firstRowNotIncreasing(rows);
      if (at === null) return;
      const message = `must be above ${rows[at - 1]?.averageDelayBelowDays}, the row before — sort the rows, or remove one`;
      context.addIssue({ code: 'custom', path: [at, 'averageDelayBelowDays'], message });
    }),
  aboveEveryDays: days,
  withoutHistoryDays: days,
});

/** *Bloquear ação*: whether an order's action may be blocked at all. */
const actionSwitchSchema = z.strictObject({ block: z.boolean() });
const actionOverrideSchema = z.strictObject({ branch: branchCode, action: z.enum(ORDER_ACTIONS), block: z.boolean() });

/** An authority band: what the members of these user groups may give alone. `null` knows no bound. */
const bandSchema = z.strictObject({
  id: slug,
  /** As analysts know it, such as Gerência. */
  label: text(80),
  userGroups: z.array(text(80)).min(1).max(50),
  limitUpToCents: cents.nullable(),
  /** The greatest amount they may release; absent: they release nothing. */
  releaseUpToCents: cents.nullable().exactOptional(),
  /** How far beyond the limit a release of theirs may lead, in percent of the limit; absent: not beyond it. */
  overLimitPercent: z.int().min(0).max(100_000).nullable().exactOptional(),
  /** The checks they may release; absent: none. */
  checks: z
    .union([
      z.literal('all'),
      z
        .array(slug)
        .max(POLICY_BOUNDS.checks)
        .superRefine(refuseRepeated((check) => check)),
    ])
    .exactOptional(),
});

const toleranceSchema = z.strictObject({
  /** By how much an order's term part may grow in total after its approval. */
  growPercent: z.int().min(0).max(100),
  /** For how many calendar days an approval reaches; 0 is its own day. */
  days: z.int().min(0).max(365),
});

const modalityName = z
  .string()
  .max(40)
  .regex(/^[A-Za-z][A-Za-z0-9]*$/, { message: 'must be a modality name such as bankSlip' });
const modalityOverridesSchema = z.record(
  modalityName,
  z.strictObject({ term: z.boolean().exactOptional(), exposes: z.boolean().exactOptional() }),
);

/** A policy as stored and published. It has no defaults to fill in: what is hashed is what was written. */
export const policySchema = z
  .strictObject({
    schema: z.literal(1),
    id: slug,
    name: text(80),
    parameters: z.strictObject({
      /** A title counts as overdue beyond grace when it is more days late than this; bank files arrive a day late. */
      overdueGraceDays: z.int().min(0).max(365),
      /** Days from today to the last due date, for customers without a longest term of their own. */
      maxTermDays: z.int().min(0).max(3_650).exactOptional(),
      /** How often an SPC report is to be renewed. Without it, whether one is due is unknown. */
      spcTable: spcTableSchema.exactOptional(),
      /** What a bureau must have been asked about before somebody is clean. Absent: everything. */
      requiredBureauKinds: z.array(z.enum(RESTRICTION_KINDS)).max(RESTRICTION_KINDS.length).exactOptional(),
    }),
    /** The columns of the table of modalities that this policy sees otherwise. */
    modalities: modalityOverridesSchema,
    checks: z
      .array(checkSchema)
      .min(1)
      .max(POLICY_BOUNDS.checks)
      .superRefine(refuseRepeated((check) => check.id)),
    /** Modes of single branches, stronger than the check's own. */
    overrides: z
      .array(overrideSchema)
      .max(5_000)
      .superRefine(refuseRepeated((one) => `${one.branch} ${one.check} ${one.action}`)),
    /** By action of an order: where `block` is off, all that blocks only indicates. What is absent may be blocked. */
    actions: z.partialRecord(z.enum(ORDER_ACTIONS), actionSwitchSchema).exactOptional(),
    /** Switches of single branches, stronger than the policy's own. */
    actionOverrides: z
      .array(actionOverrideSchema)
      .max(5_000)
      .superRefine(refuseRepeated((one) => `${one.branch} ${one.action}`))
      .exactOptional(),
    /** How far what has passed an order stays passed. Absent, or both zero: each stage is judged afresh. */
    tolerance: toleranceSchema.exactOptional(),
    /** Who may give how much credit alone. Without bands nobody may give any. */
    bands: z
      .array(bandSchema)
      .max(50)
      .superRefine(refuseRepeated((band) => band.id))
      .exactOptional(),
    /** What it is to decide in single cases, judged again whenever a draft of it is kept. Orders never see them. */
    tests: policyTestsSchema.exactOptional(),
  })
  .superRefine((policy, context) => {
    const leaves = policy.checks.flatMap((check) => check.rules).flatMap((rule) => leavesOf(rule.when)).length;
    if (leaves > POLICY_BOUNDS.leaves) {
      const message = `has ${leaves} comparisons — use at most ${POLICY_BOUNDS.leaves}`;
      context.addIssue({ code: 'custom', path: ['checks'], message });
    }
    for (const { check, path } of missingChecks(policy)) {
      const message = `names no check of this policy: ${check} — name one of its checks`;
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type Policy = z.infer<typeof policySchema>;

/** The checks that other parts of the policy name, and that it doesn't have, each with its place. */
function missingChecks({ checks, overrides, bands = [], tests = [] }: Policy) {
  const ids = new Set(checks.map((check) => check.id));
  const ofBands = bands.flatMap((band, index) =>
    (band.checks === 'all' ? [] : (band.checks ?? [])).map((check, position) => ({
      check,
      path: ['bands', index, 'checks', position],
      isThere: check === ALWAYS_HOLD,
    })),
  );
  const ofTests = tests.flatMap((test, index) =>
    test.expect.restrictions.map((check, position) => ({
      check,
      path: ['tests', index, 'expect', 'restrictions', position],
      isThere: false,
    })),
  );
  const ofOverrides = overrides.map(({ check }, index) => ({
    check,
    path: ['overrides', index, 'check'],
    isThere: false,
  }));
  return [...ofOverrides, ...ofBands, ...ofTests].filter(({ check, isThere }) => !isThere && !ids.has(check));
}

export type ParsedPolicy =
  { readonly ok: true; readonly policy: Policy } | { readonly ok: false; readonly findings: readonly Finding[] };

/** A policy from JSON of unknown origin, or what in it is to be corrected, with places as JSON pointers. Never throws. */
export function parsePolicy(json: unknown): ParsedPolicy {
  const outOfBounds = exceedsPolicyBounds(json);
  if (outOfBounds !== null) return { ok: false, findings: [outOfBounds] };
  const parsed = policySchema.safeParse(json);
  return parsed.success
    ? { ok: true, policy: parsed.data }
    : { ok: false, findings: findingsOf(parsed.error, pointerOf) };
}

/** What makes JSON too large or too deep even for the draft of a policy, or `null`. */
export function exceedsPolicyBounds(json: unknown): Finding | null {
  return exceedsBounds(json, JSON_BOUNDS, pointerOf);
}
