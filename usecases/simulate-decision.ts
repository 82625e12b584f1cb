/** Owns the question what a decision would have been: by another policy, with other facts, and what would turn it. */
import type { DecisionRecord } from '../contracts/decision';
import { parsePolicy, type Policy } from '../contracts/policy';
import { CrivoError } from '../domain/errors';
import { isFactName, isValueOf, type FactReadings } from '../domain/facts';
import type { JudgedAt } from '../rules/evaluate';
import { lintPolicy } from '../rules/lint';
import { simulate, type Simulated } from '../rules/simulation';
import type { PolicySource } from './policy-source';

/** What is asked of a stored decision. */
export interface Supposition {
  /** A policy that is not published, instead of the version it was decided by. */
  readonly document: unknown;
  /** Facts that are taken to be known as this, by name. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface Simulation extends Simulated {
  /** `version` is `null` for a document that is not published. */
  readonly policy: { readonly id: string; readonly version: number | null };
}

/**
 * Judges the facts of a decision once more, by the engine, and has no effect. Nothing is waived: what a release, an
 * exception or the tolerance let pass counts here, since the question is what the checks say. Errors: `PolicyInvalid`,
 * `PolicyNotFound`, `InvalidRequest` for a fact that there isn't, a value it can't have, and a sale of which nothing was
 * read.
 */
export async function simulateDecision(
  policies: PolicySource,
  record: DecisionRecord,
  { document, facts: supposed }: Supposition,
): Promise<Simulation> {
  const { facts, at } = whatWasJudged(record);
  const supposing = supposeFacts(facts, supposed, record.at);
  const { policy, version } = document === undefined ? await asDecided(policies, record) : drafted(document);
  return { policy: { id: policy.id, version }, ...(await simulate(policy, supposing, at)) };
}

/** The facts of a decision, and what was asked of them. Errors: `InvalidRequest` where nothing was read. */
export function whatWasJudged(record: DecisionRecord): { readonly facts: FactReadings; readonly at: JudgedAt } {
  if (record.facts === null) {
    const fix = 'choose a decision about a customer';
    throw refused('decision', 'is about a buyer without document, of whom nothing was read', fix);
  }
  const at = {
    branch: record.branch,
    actions: record.kind === 'order' ? record.event.actions : (['receipt'] as const),
    holdable: record.kind === 'order' ? record.holdable : true,
    ...(record.alwaysHeld && { alwaysHeld: record.alwaysHeld }),
  };
  return { facts: record.facts, at };
}

/** The same facts, but for what is supposed of some. Errors: `InvalidRequest` that names the fact. */
export function supposeFacts(facts: FactReadings, supposed: Supposition['facts'], asOf: string): FactReadings {
  const readings: Record<string, unknown> = { ...facts };
  for (const [name, value] of Object.entries(supposed)) {
    const at = `facts.${name}`;
    if (!isFactName(name)) throw refused(at, 'is no fact', 'take a name from GET /v1/catalogue');
    if (!isValueOf(name, value))
      throw refused(at, 'is no value of this fact', 'send one of its type, as the catalogue tells');
    readings[name] = { known: true, value, asOf, source: 'suposto' };
  }
  return readings as FactReadings;
}

async function asDecided(policies: PolicySource, { policy: { id, version } }: DecisionRecord) {
  return { policy: (await policies.load({ id, version })).policy, version };
}

function drafted(document: unknown): { readonly policy: Policy; readonly version: null } {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new CrivoError('PolicyInvalid', { errors: parsed.findings });
  const errors = lintPolicy(document).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CrivoError('PolicyInvalid', { errors });
  return { policy: parsed.policy, version: null };
}

function refused(at: string, message: string, fix: string): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, message, fix }] });
}
