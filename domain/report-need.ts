/** Owns whether a need is met by a report there is, joins a purchase under way, or has to be bought. Pure. */
import type { Bureau, ReportStatus } from './bureau-report';
import { dateInZone, daysBetween, type CalendarDate } from './calendar';
import type { PurchaseStatus } from './purchase';

/** A stored report, as far as a need looks at it. */
export interface KnownReport {
  readonly report: string;
  readonly bureau: Bureau;
  readonly product: string;
  readonly status: ReportStatus;
  readonly providerAt: string;
  readonly storedAt: string;
}

/** The newest purchase of the need. */
export interface LatestPurchase {
  readonly purchase: string;
  readonly generation: number;
  readonly status: PurchaseStatus;
  readonly isClosed: boolean;
  readonly replaces: string | null;
}

export interface Need<R extends KnownReport> {
  readonly bureau: Bureau;
  readonly product: string;
  /** The report or the given-up purchase that is bought anew on purpose. */
  readonly replaces: string | null;
  /** Of the customer, of any bureau and product. */
  readonly reports: readonly R[];
  readonly latest: LatestPurchase | null;
  readonly today: CalendarDate;
  readonly zone: string;
  readonly reuseDays: number;
}

export type NeedDecision<R> =
  | { readonly kind: 'reuse'; readonly report: R; readonly ageDays: number }
  | { readonly kind: 'join'; readonly purchase: string }
  | { readonly kind: 'buy'; readonly generation: number }
  /** What was to be replaced is no longer the newest one: somebody was faster. */
  | { readonly kind: 'superseded'; readonly newest: string }
  /** The purchase before may have been charged and brought nothing: buying again has to be said. */
  | { readonly kind: 'givenUp'; readonly purchase: string };

/**
 * Reuse is per product, of a report younger than `reuseDays`; a complete one is preferred. A partial one is answered too,
 * as what it is: it was paid for, and buying it anew has to be said. A purchase under way is joined by every question.
 */
export function decideNeed<R extends KnownReport>(need: Need<R>): NeedDecision<R> {
  const { latest, replaces } = need;
  const own = need.reports.filter(({ bureau, product }) => bureau === need.bureau && product === need.product);
  if (latest !== null && !isOver(latest)) return { kind: 'join', purchase: latest.purchase };
  const buy = { kind: 'buy', generation: (latest?.generation ?? 0) + 1 } as const;
  if (replaces !== null) return decideReplacing(own, latest, replaces) ?? buy;
  const young = own
    .map((report) => ({ kind: 'reuse', report, ageDays: ageOf(report, need) }) as const)
    .filter(({ ageDays }) => ageDays >= -1 && ageDays < need.reuseDays)
    .sort((a, b) => rank(b.report).localeCompare(rank(a.report)))[0];
  if (young !== undefined) return { ...young, ageDays: Math.max(0, young.ageDays) };
  if (latest?.status === 'givenUp') return { kind: 'givenUp', purchase: latest.purchase };
  return buy;
}

/** `null` where it is to be bought. The same request again, after its purchase has ended, is answered by that purchase. */
function decideReplacing<R extends KnownReport>(
  own: readonly R[],
  latest: LatestPurchase | null,
  replaces: string,
): NeedDecision<R> | null {
  if (latest?.replaces === replaces && latest.status !== 'refused') return { kind: 'join', purchase: latest.purchase };
  if (latest?.status === 'givenUp') {
    return replaces === latest.purchase ? null : { kind: 'givenUp', purchase: latest.purchase };
  }
  const newest = [...own].sort((a, b) => b.storedAt.localeCompare(a.storedAt))[0];
  if (newest === undefined || newest.report === replaces) return null;
  return { kind: 'superseded', newest: newest.report };
}

/** A given-up one is over as soon as that is said. An unknown one is not over: what came of it has to be known before anything is bought again. */
function isOver({ status, isClosed }: LatestPurchase): boolean {
  return status === 'givenUp' || (isClosed && status !== 'unknown');
}

/** Complete before partial, then the provider's newest, then ours. */
function rank({ status, providerAt, storedAt }: KnownReport): string {
  return `${status === 'ok' ? 1 : 0} ${providerAt} ${storedAt}`;
}

/** Calendar days from the provider's date to today, in the branch's zone. */
export function ageOf(
  { providerAt }: Pick<KnownReport, 'providerAt'>,
  on: Pick<Need<never>, 'today' | 'zone'>,
): number {
  return daysBetween(dateInZone(providerAt, on.zone), on.today);
}
