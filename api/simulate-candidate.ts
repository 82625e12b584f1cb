/** Owns what the routes share that try a policy on a case: their body, who may see what of it, and their answer. */
import { z } from '@hono/zod-openapi';
import { paymentSchema } from '../contracts/order';
import { branchCode, cents, documentText } from '../contracts/primitives';
import { viewReason } from '../contracts/report-view';
import { ACTIONS } from '../domain/actions';
import { BUREAU_FINDINGS } from '../domain/bureau-facts';
import { CrivoError } from '../domain/errors';
import { may, sees, type Permission, type Principal } from '../domain/permissions';
import { factsThatCounted, type Simulated } from '../rules/simulation';
import { candidatePolicy, type Candidate, type CandidatePolicy } from '../usecases/candidate-policy';
import { noteView } from '../usecases/note-view';
import { findingsWithheld, showDecision } from '../usecases/shown-findings';
import { prepareCase, simulateCase, type PreparedCase, type SimulationCase } from '../usecases/simulate-policy';
import type { ApiDeps } from './deps';
import { visibleDecision } from './find-decision';
import { decisionText } from './params';
import { simulationOf, simulationShape, supposedFacts } from './views/simulation-view';

const action = z.enum(ACTIONS).default('save').describe('What is asked for.');

const customerCase = z.strictObject({
  kind: z.literal('customer').describe('A customer as it stands now; its facts are gathered free of charge.'),
  branch: branchCode.describe('Where it would buy.'),
  document: documentText.describe('Its CPF or CNPJ.'),
  action,
  amountCents: cents.optional().describe('The total, where no payment lines are told; taken to be all on term.'),
  payments: z.array(paymentSchema).max(60).default([]).describe('The order’s payment lines.'),
});
const decisionCase = z.strictObject({
  kind: z.literal('decision').describe('What a stored decision was made of.'),
  decision: decisionText.describe('Its id.'),
});
const factsCase = z.strictObject({
  kind: z.literal('facts').describe('Nothing but what `facts` says; all others are unknown.'),
  action,
  branch: branchCode.optional().describe('Whose overrides count; left out, nobody’s.'),
});

/** What is sent to each of them. */
export const simulationBody = z
  .strictObject({
    about: z.discriminatedUnion('kind', [customerCase, decisionCase, factsCase]).describe('What it is tried on.'),
    facts: supposedFacts.describe('Facts by name that are supposed to be known as this.'),
    reason: viewReason.optional().describe('Why what bureaus said is looked at, where that counts.'),
  })
  .openapi('PolicySimulateRequest');

/** What each of them answers. */
export const simulationAnswer = z
  .object({
    policy: z
      .object({
        id: z.string().describe("The policy's id."),
        version: z.number().nullable().describe('`null` for what is not published.'),
        draft: z.string().nullable().describe('`null` for what is no draft.'),
        revision: z.number().nullable().describe("The draft's."),
        hash: z.string().describe('Of its content.'),
      })
      .describe('What was tried.'),
    ...simulationShape,
  })
  .openapi('PolicySimulation');

/** For the declaration of each of them. */
export const SIMULATION_ERRORS = ['PolicyInvalid', 'BranchNotFound', 'DecisionNotFound'] as const;
export const SIMULATION_NOTE =
  '`decisions:read` about a customer or a decision, `customers:read` about a customer, `reports:read` where what bureaus ' +
  'said counts, which is noted as a view';

type Body = z.infer<typeof simulationBody>;

/** Without any effect but the note of a view. */
export async function simulateCandidate(deps: ApiDeps, principal: Principal, candidate: Candidate, body: Body) {
  const tried = await candidatePolicy({ ...deps.stores, policies: deps.credit.policies }, candidate);
  const given = await caseOf(deps, principal, body);
  const loaded = { ...tried, version: tried.version ?? 0 };
  const prepared = await prepareCase(deps.credit, loaded, given);
  const simulated = await simulateCase(tried.policy, prepared, body.facts, deps.now().toISOString());
  await noteFindings(deps, principal, { tried, given, prepared, simulated, reason: body.reason ?? null });
  const { id, version, draft, revision, hash } = tried;
  return { policy: { id, version, draft, revision, hash }, ...simulationOf(simulated) };
}

async function caseOf(deps: ApiDeps, principal: Principal, { about, reason }: Body): Promise<SimulationCase> {
  if (about.kind === 'facts') return { ...about, branch: about.branch ?? '' };
  demand(principal, 'decisions:read');
  if (about.kind === 'decision') {
    const record = await visibleDecision(deps, principal, about.decision);
    const shown = await showDecision({ ...deps.stores, now: deps.now }, principal, record, reason ?? null);
    if (shown !== record) throw findingsWithheld();
    return { kind: 'decision', record };
  }
  demand(principal, 'customers:read');
  if (!sees(principal, about.branch)) throw new CrivoError('BranchNotFound');
  const { kind, branch, document, amountCents = 0, payments } = about;
  const isAmountOnly = payments.length === 0;
  const lines =
    isAmountOnly && amountCents > 0 ? [{ modality: 'bankSlip', amountCents, dueOn: [] as string[] }] : payments;
  const totalCents = lines.reduce((sum, payment) => sum + payment.amountCents, 0);
  const customer = deps.identifier.identify(document, deps.now());
  return { kind, branch, customer, action: about.action, totalCents, payments: lines, isAmountOnly };
}

interface Looked {
  readonly tried: CandidatePolicy;
  readonly given: SimulationCase;
  readonly prepared: PreparedCase;
  readonly simulated: Simulated;
  readonly reason: string | null;
}

/** Before anything is told. A decision's own findings are noted as it is shown. */
async function noteFindings(
  deps: ApiDeps,
  principal: Principal,
  { tried, given, prepared, simulated, reason }: Looked,
) {
  if (given.kind !== 'customer') return;
  const read = factsThatCounted(tried.policy, simulated.judgement);
  if (!BUREAU_FINDINGS.some((fact) => read.includes(fact) && prepared.facts[fact].known)) return;
  if (!may(principal, 'reports:read')) throw findingsWithheld();
  const { branch, customer } = given;
  const { subject } = principal;
  const what = { what: 'simulation', report: null, within: tried.draft ?? tried.id } as const;
  await noteView(
    { ...deps.stores, now: deps.now },
    { ...what, customerKey: customer.customerKey, subject, branch, reason },
  );
}

function demand(principal: Principal, permission: Permission): void {
  if (!may(principal, permission)) throw new CrivoError('PermissionDenied', {}, `This needs ${permission} as well.`);
}
