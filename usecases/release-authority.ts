/** Owns who may grant a release: a band that reaches so far, one's own or lent, and none of one's own asking. */
import type { DelegationStore } from '../adapters/mongo/delegation-store';
import type { Policy } from '../contracts/policy';
import { bandsThatRelease, holds, type Band, type ReleaseMeasure } from '../domain/authority';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { isAmong } from '../domain/senders';

export type Granter = Pick<Principal, 'subject' | 'userGroups'>;

/** By which band somebody grants, and whose it is where it was lent. */
export interface GrantingBand {
  readonly band: string;
  readonly delegatedBy: string | null;
}

/** Who may not grant it, and whose band may not be lent for it. */
export interface Interested {
  readonly requester: string | null;
  /** Who entered or sold the order or sale. */
  readonly people: readonly string[];
}

/** A person is one person, whatever the key. Errors: `SamePerson`, `AboveAuthority`. */
export async function demandBand(
  { delegations }: { readonly delegations: Pick<DelegationStore, 'inForce'> },
  { subject, userGroups }: Granter,
  { requester, people }: Interested,
  at: { readonly branch: string; readonly policy: Policy; readonly today: string },
  measure: ReleaseMeasure,
): Promise<GrantingBand> {
  if (subject === requester || isAmong(people, subject)) throw new CrivoError('SamePerson');
  const reaching = bandsThatRelease(at.policy.bands ?? [], measure);
  const own = reaching.find((band) => holds(band, userGroups));
  if (own !== undefined) return { band: own.id, delegatedBy: null };
  const lent = (await delegations.inForce(at.branch, subject, at.today)).find(
    ({ band, from }) => from !== requester && !isAmong(people, from) && reaching.some(({ id }) => id === band),
  );
  if (lent === undefined) throw aboveRelease(reaching, measure);
  return { band: lent.band, delegatedBy: lent.from };
}

/** The band that a request waits for next; `null` where none is above. */
export function bandAbove(policy: Policy, measure: ReleaseMeasure, current: string | null): string | null {
  const bands: readonly Band[] = policy.bands ?? [];
  const from = bands.findIndex(({ id }) => id === current);
  return bandsThatRelease(bands.slice(from + 1), measure)[0]?.id ?? null;
}

function aboveRelease(
  reaching: readonly Band[],
  { amountCents, overLimitPercent, checks }: ReleaseMeasure,
): CrivoError {
  const percent = Number.isFinite(overLimitPercent) ? Math.ceil(overLimitPercent) : null;
  const bands = reaching.map(({ id, label }) => ({ id, label }));
  const message = "is more than the caller's authority bands release";
  const fix = 'ask for it by POST /v1/release-requests, which whoever holds one of the bands in state.bands may grant';
  return new CrivoError('AboveAuthority', {
    errors: [{ at: '', message, fix }],
    state: { neededCents: amountCents, overLimitPercent: percent, checks, bands },
  });
}
