/** Owns the tests of a draft: running them, and making a case of a stored decision. */
import type { DecisionRecord } from '../contracts/decision';
import { parsePolicy, type Policy } from '../contracts/policy';
import { MAX_POLICY_TESTS, policyTestSchema, type PolicyTest } from '../contracts/policy-test';
import type { PolicyDraft } from '../contracts/policy-draft';
import { isBureauFinding } from '../domain/bureau-facts';
import { CrivoError } from '../domain/errors';
import { FACT_NAMES, type FactName } from '../domain/facts';
import { judgeTest, runPolicyTests, type PolicyTestReport } from '../rules/policy-tests';
import { findDraft, saveDraft, type DraftDeps } from './policy-drafts';
import type { PolicySource } from './policy-source';

interface DraftPlace {
  readonly policy: string;
  readonly draft: string;
}

/** The report of a draft's tests, and which revision of it was tested. */
export interface DraftTests {
  readonly draft: PolicyDraft;
  readonly report: PolicyTestReport;
}

/**
 * Runs them on the draft as it stands, also where lint finds more. Errors: `PolicyDraftNotFound`; `PolicyInvalid` for
 * one that is no policy yet.
 */
export async function testDraft(deps: Pick<DraftDeps, 'policyDrafts'>, place: DraftPlace): Promise<DraftTests> {
  const draft = await findDraft(deps, place);
  const parsed = parsePolicy(draft.document);
  if (!parsed.ok) throw new CrivoError('PolicyInvalid', { errors: parsed.findings });
  return { draft, report: await runPolicyTests(parsed.policy) };
}

/** What a case is made of. */
export interface CaseOf {
  readonly record: DecisionRecord;
  /** The draft's revision that it was asked for. */
  readonly revision: number;
  readonly id: string;
  readonly name: string;
}

export interface AddedCase {
  readonly draft: PolicyDraft;
  readonly test: PolicyTest;
  /** Facts that the decision knew and the case leaves out. */
  readonly leftOut: readonly FactName[];
  /** Whether the case expects what the decision said; releases, exceptions and facts left out make it differ. */
  readonly asDecided: boolean;
}

/**
 * Adds a case to the draft, as its next revision. It expects what the version that decided says of the facts that the
 * case keeps, with nothing waived: a draft that says otherwise fails it. What bureaus said stays in the decision, and
 * neither the customer nor the decision is named: a policy is kept for ever. Errors: those of saving a draft,
 * `InvalidRequest` for a sale of which nothing was read, `PolicyInvalid` where the draft has no list to add a test to.
 */
export async function addCase(
  deps: DraftDeps & { readonly source: PolicySource },
  subject: string,
  place: DraftPlace,
  { record, revision, id, name }: CaseOf,
): Promise<AddedCase> {
  const was = await findDraft(deps, place);
  const { policy: decidedBy } = await deps.source.load(record.policy);
  const { facts, leftOut } = keptFacts(record);
  const asked = { action: lastAction(record), branch: record.branch, facts };
  const judgement = await judgeTest(decidedBy, asked);
  const restrictions = judgement.restrictions.map(({ check }) => check);
  const expected = { outcome: judgement.outcome, restrictions: restrictions.filter(isCheckOf(was.document)) };
  const test = policyTestSchema.parse({ id, name, ...asked, expect: expected });
  // Who wants to add to an earlier revision is told by saving what has changed since.
  const document = was.revision === revision ? withTest(was.document, test) : {};
  const draft = await saveDraft(deps, subject, place, { revision, document });
  return { draft, test, leftOut, asDecided: isAsDecided(record, judgement.outcome, restrictions) };
}

function keptFacts({ facts }: DecisionRecord): { readonly facts: PolicyTest['facts']; readonly leftOut: FactName[] } {
  if (facts === null) {
    const message = 'is about a buyer without document, of whom nothing was read';
    throw new CrivoError('InvalidRequest', {
      errors: [{ at: 'decision', message, fix: 'choose a decision about a customer' }],
    });
  }
  const kept: PolicyTest['facts'] = {};
  const leftOut: FactName[] = [];
  for (const name of FACT_NAMES) {
    const reading = facts[name];
    // A decision from before a fact came into the catalogue lacks it.
    if (reading?.known !== true) continue;
    if (isBureauFinding(name)) leftOut.push(name);
    else kept[name] = reading.value;
  }
  return { facts: kept, leftOut };
}

/** An amended order answers for several actions at once; a test is of one. */
function lastAction(record: DecisionRecord): PolicyTest['action'] {
  return record.kind === 'order' ? (record.event.actions.at(-1) ?? 'save') : 'receipt';
}

function isAsDecided({ judgement }: DecisionRecord, outcome: string, restrictions: readonly string[]): boolean {
  const decided = judgement.restrictions.map(({ check }) => check);
  return outcome === judgement.outcome && JSON.stringify(decided) === JSON.stringify(restrictions);
}

/** A check that the draft doesn't have any more can't be expected of it. */
function isCheckOf(document: unknown): (check: string) => boolean {
  const parsed = parsePolicy(document);
  return (id) => !parsed.ok || parsed.policy.checks.some((check) => check.id === id);
}

function withTest(document: unknown, test: PolicyTest): Readonly<Record<string, unknown>> {
  const draft = document as Partial<Record<keyof Policy, unknown>> | null;
  const tests: unknown = typeof draft === 'object' ? (draft?.tests ?? []) : null;
  if (!Array.isArray(tests)) throw refused('/tests', 'has to be a list before a test can be added', 'make it a list');
  if (tests.some((one: unknown) => idOf(one) === test.id)) {
    throw refused(`/tests/${tests.length}`, `repeats ${test.id}`, 'choose another id');
  }
  if (tests.length >= MAX_POLICY_TESTS) {
    throw refused('/tests', `has ${tests.length} tests already`, 'remove one before adding another');
  }
  return { ...draft, tests: [...(tests as unknown[]), test] };
}

function idOf(test: unknown): unknown {
  return typeof test === 'object' && test !== null && 'id' in test ? test.id : undefined;
}

function refused(at: string, message: string, fix: string): CrivoError {
  return new CrivoError('PolicyInvalid', { errors: [{ at, message, fix }] });
}
