/** Owns limit proposals: opened by a report or a person, confirmed within a band or by two persons, or dismissed. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { LimitProposalStore } from '../adapters/mongo/limit-proposal-store';
import type { CustomerRecord } from '../contracts/customer';
import type {
  ConfirmProposalBody,
  LimitProposal,
  OpenProposalBody,
  ProposedTerms,
  ReportSuggestion,
} from '../contracts/limit-proposal';
import { givenCents, isWithinBand } from '../domain/authority';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { aboveAuthority, bandsAt, type BandDeps } from './authority-bands';
import { creditAudit, withTerms } from './change-credit-terms';
import { newId } from './new-id';
import { laterThan } from './version-time';

export interface ProposalDeps extends BandDeps {
  readonly proposals: LimitProposalStore;
  readonly customers: Pick<CustomerStore, 'find' | 'replace'>;
  readonly now: () => Date;
}

/** Of one report there is one proposal, and of one customer's reports one that is open: superseding more isn't tried. */
const MOST_SUPERSEDED = 20;
const ENDED: readonly LimitProposal['status'][] = ['confirmed', 'dismissed', 'superseded'];

/** A person's own, without a report. Nothing changes until it is confirmed. Errors: `CustomerNotFound`. */
export async function openProposal(
  deps: Pick<ProposalDeps, 'proposals' | 'customers' | 'now'>,
  subject: string,
  place: { readonly branch: string; readonly customerKey: string },
  { note, ...wanted }: OpenProposalBody,
): Promise<LimitProposal> {
  const { situation, limit } = await customerOf(deps, place.customerKey);
  const record = opened(newId('lim'), place, { situation, limit, ...wanted }, subject, deps.now());
  await deps.proposals.ensure({ ...record, note });
  return { ...record, note };
}

/**
 * What a new report suggests, for who bought it to confirm. Safe to repeat: a report has one proposal. Those that older
 * reports left open are superseded. Errors: `CustomerNotFound`.
 */
export async function openProposalOfReport(
  deps: Pick<ProposalDeps, 'proposals' | 'customers' | 'now'>,
  subject: string,
  place: { readonly branch: string; readonly customerKey: string },
  suggestion: ReportSuggestion,
): Promise<LimitProposal> {
  const id = `lim_${suggestion.report.replace(/^rep_/, '')}`;
  const known = await deps.proposals.find(id);
  if (known !== null) return known;
  const { situation, limit } = await customerOf(deps, place.customerKey);
  const { suggestedLimitCents: amountCents, suggestedUntil: validUntil } = suggestion;
  const terms = {
    situation,
    limit: amountCents === null ? limit : { kind: 'amount' as const, amountCents, validUntil },
  };
  const record = { ...opened(id, place, terms, subject, deps.now()), suggestion };
  await supersede(deps, record);
  await deps.proposals.ensure(record);
  return (await deps.proposals.find(id)) ?? record;
}

/**
 * The customer's terms become those of the proposal where the person's band reaches so far, or where another person has
 * confirmed the same before; otherwise it waits for a second one. Errors: `CustomerChanged`, `LimitProposalChanged`, `LimitProposalEnded`,
 * `SamePerson`, `AboveAuthority`, `TooManyConflicts`.
 */
export async function confirmProposal(
  deps: ProposalDeps,
  { subject, userGroups }: Pick<Principal, 'subject' | 'userGroups'>,
  proposal: LimitProposal,
  { customerUpdatedAt, revision, note, ...changes }: ConfirmProposalBody,
): Promise<LimitProposal> {
  demandOpen(proposal);
  if (proposal.revision !== revision) {
    const { status, terms } = proposal;
    throw new CrivoError('LimitProposalChanged', { state: { status, revision: proposal.revision, terms } });
  }
  const customer = await customerOf(deps, proposal.customerKey);
  if (customer.updatedAt !== customerUpdatedAt) {
    throw new CrivoError('CustomerChanged', { state: { updatedAt: customer.updatedAt } });
  }
  const bands = await bandsAt(deps, proposal.branch);
  const terms: ProposedTerms = { ...proposal.terms, ...changes };
  const needed = givenCents(customer, { ...customer, ...terms });
  const vote = { subject, at: deps.now().toISOString(), note };
  if (isWithinBand(bands, userGroups, needed)) {
    return applied(deps, customer, { ...proposal, terms, status: 'confirmed', ended: vote });
  }
  if (proposal.status === 'waitsForSecond') {
    throw proposal.first?.subject === subject ? new CrivoError('SamePerson') : aboveAuthority(bands, needed);
  }
  return written(deps, { ...proposal, terms, status: 'waitsForSecond', first: vote });
}

/** Nothing of the customer changes. Errors: `LimitProposalEnded`, `TooManyConflicts`. */
export async function dismissProposal(
  deps: Pick<ProposalDeps, 'proposals' | 'now'>,
  subject: string,
  proposal: LimitProposal,
  note: string,
): Promise<LimitProposal> {
  demandOpen(proposal);
  const ended = { subject, at: deps.now().toISOString(), note };
  return written(deps, { ...proposal, status: 'dismissed', ended });
}

/** Errors: `LimitProposalNotFound`, also for one of another branch or customer. */
export async function findProposal(
  { proposals }: Pick<ProposalDeps, 'proposals'>,
  place: { readonly branch: string; readonly customerKey: string },
  id: string,
): Promise<LimitProposal> {
  const found = await proposals.find(id);
  if (found?.branch === place.branch && found.customerKey === place.customerKey) return found;
  throw new CrivoError('LimitProposalNotFound');
}

/** Customer, history, audit and proposal change together or not at all. */
async function applied(deps: ProposalDeps, customer: CustomerRecord, after: LimitProposal): Promise<LimitProposal> {
  const at = laterThan(customer.updatedAt, deps.now());
  const next = withTerms(customer, after.terms, at);
  const raised = { ...after, revision: after.revision + 1 };
  const told = { note: after.ended?.note ?? null, proposal: after.proposal, report: after.suggestion?.report ?? null };
  const subject = after.ended?.subject ?? '';
  const of = { subject, kind: 'customerCredit', target: customer.customerKey, at } as const;
  const audit = creditAudit(of, customer, next, { ...told, confirmedFirstBy: after.first?.subject ?? null });
  const isDone = await deps.customers.replace(next, customer.updatedAt, audit, (session) =>
    deps.proposals.replace(raised, session),
  );
  if (isDone) return raised;
  throw await whyNot(deps, after);
}

async function written(deps: Pick<ProposalDeps, 'proposals'>, after: LimitProposal): Promise<LimitProposal> {
  const raised = { ...after, revision: after.revision + 1 };
  if (await deps.proposals.replace(raised)) return raised;
  throw await whyNot(deps, after);
}

/** Two persons at once: the second hears what the first has done. */
async function whyNot({ proposals }: Pick<ProposalDeps, 'proposals'>, after: LimitProposal): Promise<CrivoError> {
  const now = await proposals.find(after.proposal);
  return now !== null && ENDED.includes(now.status) ? ended(now) : new CrivoError('TooManyConflicts');
}

async function supersede(
  deps: Pick<ProposalDeps, 'proposals' | 'now'>,
  { customerKey, proposal: by }: LimitProposal,
): Promise<void> {
  const statuses = ['open', 'waitsForSecond'] as const;
  const query = { branches: '*', customerKey, statuses, limit: MOST_SUPERSEDED } as const;
  for (const one of await deps.proposals.page(query)) {
    if (one.suggestion === null || one.proposal === by) continue;
    const vote = { subject: 'crivo', at: deps.now().toISOString(), note: null };
    // One that a person has just ended stays as they ended it.
    await deps.proposals.replace({ ...one, status: 'superseded', ended: vote, revision: one.revision + 1 });
  }
}

function opened(
  proposal: string,
  { branch, customerKey }: { readonly branch: string; readonly customerKey: string },
  terms: ProposedTerms,
  openedBy: string,
  now: Date,
): LimitProposal {
  const nothingYet = { status: 'open', suggestion: null, note: null, first: null, ended: null, revision: 1 } as const;
  return { proposal, branch, customerKey, terms, openedBy, openedAt: now.toISOString(), ...nothingYet };
}

function demandOpen(proposal: LimitProposal): void {
  if (ENDED.includes(proposal.status)) throw ended(proposal);
}

function ended({ status, ended }: LimitProposal): CrivoError {
  return new CrivoError('LimitProposalEnded', { state: { status, by: ended?.subject ?? null, at: ended?.at ?? null } });
}

async function customerOf(
  { customers }: Pick<ProposalDeps, 'customers'>,
  customerKey: string,
): Promise<CustomerRecord> {
  const found = await customers.find(customerKey);
  if (found === null) throw new CrivoError('CustomerNotFound');
  return found;
}
