/** Owns releases: granted directly, asked for, granted, refused, passed on, revoked; each a compare-and-set. */
import type { DelegationStore } from '../adapters/mongo/delegation-store';
import type { ReasonCodeStore } from '../adapters/mongo/reason-code-store';
import type { ReleaseStore } from '../adapters/mongo/release-store';
import { PENDING_STATUSES, type GrantReleaseBody, type Release, type ReleaseRequestBody } from '../contracts/release';
import type { ReleaseMeasure } from '../domain/authority';
import { addDays, dateInZone, startOfDay } from '../domain/calendar';
import { ALWAYS_HOLD } from '../domain/checks';
import { CrivoError } from '../domain/errors';
import { holdTimes } from '../domain/hold-times';
import { measureRelease } from './measure-release';
import { newId } from './new-id';
import { demandReason } from './reason-codes';
import { bandAbove, demandBand, type Granter } from './release-authority';
import { releaseNews } from './release-news';
import { findTarget, type ReleaseTarget, type TargetStores } from './release-target';
import type { CreditStores } from './stores';
import { laterThan } from './version-time';

export interface ReleaseDeps {
  readonly credit: CreditStores;
  readonly sales: TargetStores['sales'];
  readonly releases: ReleaseStore;
  readonly delegations: Pick<DelegationStore, 'inForce'>;
  readonly reasonCodes: Pick<ReasonCodeStore, 'list'>;
}

/** As it is asked for, the customer known by key. */
export type AskedRelease = Omit<ReleaseRequestBody, 'document' | 'customerKey'> & {
  readonly customerKey: string | null;
};

const USUAL_DAYS = 30;
const LONGEST_DAYS = 365;

/**
 * Granted at once. Errors: those of `findTarget`, `InvalidRequest`, `SamePerson` for who entered or sold it,
 * `AboveAuthority`.
 */
export async function grantDirectly(deps: ReleaseDeps, granter: Granter, asked: AskedRelease): Promise<Release> {
  const target = await findTarget(targetStores(deps), asked);
  const draft = drafted(deps, target, asked);
  await demandReason(deps, draft.reasonCode, asked.note);
  const by = await bandOf(deps, granter, target, draft);
  const decided = { subject: granter.subject, at: draft.createdAt, note: asked.note };
  const release: Release = { ...draft, ...by, status: 'granted', decided };
  await deps.releases.insert(release, releaseNews(release));
  return release;
}

/** Waits for the lowest band that may grant it. Errors: those of `findTarget`, `InvalidRequest`. */
export async function requestRelease(
  deps: ReleaseDeps,
  { subject }: Pick<Granter, 'subject'>,
  asked: AskedRelease,
): Promise<Release> {
  const target = await findTarget(targetStores(deps), asked);
  const draft = drafted(deps, target, asked);
  if (draft.reasonCode !== null) await demandReason(deps, draft.reasonCode, asked.note);
  const requested = { subject, at: draft.createdAt, note: asked.note };
  const band = bandAbove(target.policy, await measured(deps, target, draft), null);
  const release: Release = { ...draft, requested, band, escalateAt: escalateAt(deps, target) };
  await deps.releases.insert(release, releaseNews(release));
  return release;
}

/**
 * By who holds the band at this moment, didn't ask for it, and neither entered nor sold it. Less may be granted than was
 * asked for. Errors: `ReleaseEnded`, those of `grantDirectly`, `TooManyConflicts`.
 */
export async function grantRelease(
  deps: ReleaseDeps,
  granter: Granter,
  release: Release,
  body: GrantReleaseBody,
): Promise<Release> {
  demandPending(deps, release);
  const target = await findTarget(targetStores(deps), release);
  const given = narrowed(target, release, body);
  const reasonCode = await demandReason(deps, given.reasonCode, body.note);
  const by = await bandOf(deps, granter, target, given);
  const at = laterThan(release.updatedAt, deps.credit.now());
  const decided = { subject: granter.subject, at, note: body.note };
  return written(deps, { ...given, ...by, reasonCode, status: 'granted', decided, escalateAt: null, updatedAt: at });
}

/** By who might decide, whatever the band. Errors: `ReleaseEnded`, `SamePerson`, `TooManyConflicts`. */
export async function refuseRelease(
  deps: ReleaseDeps,
  { subject }: Pick<Granter, 'subject'>,
  release: Release,
  note: string,
): Promise<Release> {
  demandPending(deps, release);
  if (release.requested?.subject === subject) throw new CrivoError('SamePerson');
  const at = laterThan(release.updatedAt, deps.credit.now());
  return written(deps, {
    ...release,
    status: 'refused',
    decided: { subject, at, note },
    escalateAt: null,
    updatedAt: at,
  });
}

/** To the next band that may grant it. Errors: `ReleaseEnded`, `NoHigherBand`, those of `findTarget`, `TooManyConflicts`. */
export async function escalateRelease(deps: ReleaseDeps, release: Release): Promise<Release> {
  demandPending(deps, release);
  const target = await findTarget(targetStores(deps), release);
  const band = bandAbove(target.policy, await measured(deps, target, release), release.band);
  if (band === null) throw new CrivoError('NoHigherBand', { state: { status: release.status, band: release.band } });
  const at = laterThan(release.updatedAt, deps.credit.now());
  const escalations = release.escalations + 1;
  return written(deps, {
    ...release,
    status: 'escalated',
    band,
    escalations,
    escalateAt: escalateAt(deps, target),
    updatedAt: at,
  });
}

/** What has passed by it has passed; nothing passes any more. Errors: `ReleaseEnded`, `TooManyConflicts`. */
export async function revokeRelease(
  deps: Pick<ReleaseDeps, 'releases' | 'credit'>,
  { subject }: Pick<Granter, 'subject'>,
  release: Release,
  note: string,
): Promise<Release> {
  if (release.status !== 'granted') throw ended(release);
  const at = laterThan(release.updatedAt, deps.credit.now());
  return written(deps, { ...release, status: 'revoked', ended: { subject, at, note }, updatedAt: at });
}

/** The next revision. Of two persons at once the second hears what the first has done. */
export async function written({ releases }: Pick<ReleaseDeps, 'releases'>, after: Release): Promise<Release> {
  const next = { ...after, revision: after.revision + 1 };
  if (await releases.replace(next, releaseNews(next))) return next;
  const now = await releases.find(after.release);
  throw now !== null && now.status !== 'granted' && isPending(now)
    ? new CrivoError('TooManyConflicts')
    : ended(now ?? after);
}

function drafted({ credit }: ReleaseDeps, target: ReleaseTarget, asked: AskedRelease): Release {
  const { branch, customer, known } = target;
  const at = credit.now().toISOString();
  const today = dateInZone(at, branch.parameters.zone);
  if (asked.scope.kind === 'customer' && asked.until === undefined) throw missing('until', "the release's last day");
  const until = asked.until ?? addDays(today, USUAL_DAYS);
  const ceilingCents = asked.ceilingCents ?? known?.amountCents;
  if (ceilingCents === undefined || ceilingCents === 0)
    throw missing('ceilingCents', 'up to how much may pass, in cents');
  demandDays(today, until);
  demandChecks(target, asked.checks);
  return {
    release: newId('rls'),
    branch: asked.branch,
    customerKey: customer.customerKey,
    scope: asked.scope,
    checks: asked.checks,
    ceilingCents,
    until,
    endsAt: startOfDay(addDays(until, 1), branch.parameters.zone),
    singleUse: asked.singleUse ?? false,
    reasonCode: asked.reasonCode ?? null,
    status: 'requested',
    ...{ requested: null, decided: null, ended: null, band: null, delegatedBy: null, escalateAt: null },
    ...{ escalations: 0, claims: {}, claimCount: 0, usedCents: 0, createdAt: at, updatedAt: at, revision: 1 },
  };
}

/** As asked for, or less of it. */
function narrowed(target: ReleaseTarget, release: Release, body: GrantReleaseBody): Release {
  const { checks = release.checks, ceilingCents = release.ceilingCents, until = release.until } = body;
  const isMore =
    (checks === 'all'
      ? release.checks !== 'all'
      : release.checks !== 'all' && !checks.every((one) => release.checks.includes(one))) ||
    ceilingCents > release.ceilingCents ||
    until > release.until;
  if (isMore) throw wrong('', 'gives more than was asked for', 'grant as much or less, or grant directly');
  demandChecks(target, checks);
  const { zone } = target.branch.parameters;
  const singleUse = body.singleUse ?? release.singleUse;
  const reasonCode = body.reasonCode ?? release.reasonCode;
  return {
    ...release,
    checks,
    ceilingCents,
    until,
    endsAt: startOfDay(addDays(until, 1), zone),
    singleUse,
    reasonCode,
  };
}

async function bandOf(deps: ReleaseDeps, granter: Granter, target: ReleaseTarget, release: Release) {
  const { branch, policy, known } = target;
  const today = dateInZone(deps.credit.now().toISOString(), branch.parameters.zone);
  const interested = { requester: release.requested?.subject ?? null, people: known?.people ?? [] };
  const at = { branch: branch.branch, policy, today };
  return demandBand(deps, granter, interested, at, await measured(deps, target, release));
}

function measured(
  { credit }: ReleaseDeps,
  { branch, policy, customer, key }: ReleaseTarget,
  { checks, ceilingCents: amountCents }: Release,
): Promise<ReleaseMeasure> {
  return measureRelease(credit, { customer, policy, key, checks, amountCents, zone: branch.parameters.zone });
}

/** A request waits as long as a hold before it calls for attention. */
function escalateAt({ credit }: ReleaseDeps, { branch: { parameters } }: ReleaseTarget): string | null {
  return holdTimes(credit.now().toISOString(), parameters, credit.calendarOf(parameters.holidays)).escalateAt ?? null;
}

function targetStores({ credit, sales }: ReleaseDeps): TargetStores {
  return { ...credit, sales };
}

/** What is over by its date is over, whether or not that has been written yet. */
function demandPending({ credit }: ReleaseDeps, release: Release): void {
  if (!isPending(release)) throw ended(release);
  if (release.endsAt <= credit.now().toISOString()) throw ended({ ...release, status: 'expired' });
}

function isPending({ status }: Release): boolean {
  return PENDING_STATUSES.some((pending) => pending === status);
}

function ended({ status, decided, ended: end, until }: Release): CrivoError {
  const last = end ?? decided;
  return new CrivoError('ReleaseEnded', { state: { status, until, by: last?.subject ?? null, at: last?.at ?? null } });
}

function demandDays(today: string, until: string): void {
  if (until < today) throw wrong('until', 'has passed', 'send today or a later day');
  if (until > addDays(today, LONGEST_DAYS))
    throw wrong('until', `is more than ${LONGEST_DAYS} days ahead`, 'send an earlier day');
}

function demandChecks({ policy }: ReleaseTarget, checks: Release['checks']): void {
  if (checks === 'all') return;
  const known = new Set([ALWAYS_HOLD, ...policy.checks.map(({ id }) => id)]);
  const at = checks.findIndex((check) => !known.has(check));
  if (at >= 0)
    throw wrong(
      `checks[${at}]`,
      `is no check of the policy ${policy.id}`,
      'name one of those in its document: GET /v1/policies/{policy}/versions/{version}',
    );
}

function missing(at: string, what: string): CrivoError {
  return wrong(at, 'is missing', `send ${what}`);
}

function wrong(at: string, message: string, fix: string): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, message, fix }] });
}
