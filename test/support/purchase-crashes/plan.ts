/** Owns the cases of R1: crash points by faults by what reuse costs, and what each of them has to come to. */
import { QUERY_FAULTS, type QueryFaultName } from '../../../dev/simulators/deps/query-faults';
import type { QueryFaultName as SpcFaultName } from '../../../dev/simulators/spc/faults';
import type { PurchaseStatus } from '../../../domain/purchase';
import { API_POINTS, SECOND_POINTS, WORKER_POINTS, type ApiPoint, type CrashPoint, type WorkerPoint } from './points';

/**
 * What asking for what is held costs at this account, which its branch declares as it is: nothing; nothing, and what is
 * not held is refused instead of bought; as much as buying.
 */
export const TERMS = ['free', 'freeOrRefused', 'charged'] as const;
export type Terms = (typeof TERMS)[number];

/** A purchase whose worker, or API, dies at `point`; with `second`, the worker after it dies there. */
export interface CrashCase {
  readonly point: CrashPoint;
  readonly second: WorkerPoint | null;
  readonly fault: QueryFaultName;
  readonly terms: Terms;
}

/** What means the same at both bureaus. */
export type CommonFault = QueryFaultName & SpcFaultName;

export const FAULT_NAMES = Object.keys(QUERY_FAULTS) as QueryFaultName[];

/** How a purchase ends that meets the fault once and nobody dies. */
const ANSWERED: readonly QueryFaultName[] = ['large', 'listInsteadOfObject', 'loginExpired', 'partial', 'blockFailed'];
const REFUSED: readonly QueryFaultName[] = ['refused', 'loginRefused', 'consentPending'];
const TRIED_AGAIN: readonly QueryFaultName[] = ['rateLimited', 'rateLimitedWithRetryAfter'];

/** How often it has to happen: a refused login is refused to the one that is made anew as well. */
export function timesOf(fault: QueryFaultName): number {
  return fault === 'loginRefused' ? 2 : 1;
}

const isLost = (fault: QueryFaultName) => ![...ANSWERED, ...REFUSED, ...TRIED_AGAIN].includes(fault);
const RECONCILING: readonly string[] = ['purchases.claimed', 'bureau.reuse', 'purchases.reconciled'];
const CLOSING: readonly string[] = ['money.settle', 'purchases.closed'];
const OF_REPORT: readonly string[] = ['reports.insert', 'reportUses.insert', 'openProposal'];

/** Whether a purchase gets to the point that is its own, by the fault alone. */
export function getsTo({ point, fault, terms }: CrashCase): boolean {
  const call = point.split(':')[0] ?? '';
  const isReconciled = isLost(fault) && terms !== 'charged';
  if (RECONCILING.includes(call)) return isReconciled;
  if (CLOSING.includes(call)) return !isLost(fault) || isReconciled;
  if (!OF_REPORT.includes(call)) return true;
  if (isLost(fault)) return isReconciled && (terms === 'free' || QUERY_FAULTS[fault].isCharged);
  return !REFUSED.includes(fault);
}

/** Whether the worker that comes next gets to its point: the question's end is lost with the first one. */
export function getsToSecond({ second, terms }: CrashCase): boolean {
  return second !== null && (second.startsWith('purchases.lost') || terms !== 'charged');
}

/** Whether the fault has to happen: false where the bureau is never asked, `null` where that is a matter of chance. */
export function hasToFire({ point, terms }: CrashCase): boolean | null {
  if (point === 'bureau.query:during') return null;
  if (!['purchases.sent:after', 'bureau.query:before'].includes(point)) return true;
  if (terms === 'charged') return false;
  // Asked for what it doesn't hold, a bureau that refuses that has no answer with which something could be wrong.
  return terms === 'freeOrRefused' ? null : true;
}

/** How many charges may stand on the invoice for purchases that have come to rest so. */
export function mayBeCharged(statuses: readonly PurchaseStatus[]): readonly number[] {
  const most = statuses.filter((status) => status !== 'refused' && status !== 'reserved').length;
  const least = statuses.filter((status) => status === 'done' || status === 'reconciled').length;
  return Array.from({ length: most - least + 1 }, (_, more) => least + more);
}

const workerCase = (point: WorkerPoint | ApiPoint, fault: QueryFaultName, terms: Terms): CrashCase => {
  return { point, second: null, fault, terms };
};

/** After this point nobody knows what the bureau has done, whatever it did. */
const FIRST_OF_TWO = 'bureau.query:after';

/** Every point, every fault, whatever reuse costs. */
export function allCases(): { readonly worker: CrashCase[]; readonly twice: CrashCase[]; readonly api: CrashCase[] } {
  const across = <P>(points: readonly P[], make: (point: P, fault: QueryFaultName, terms: Terms) => CrashCase) =>
    points.flatMap((point) => FAULT_NAMES.flatMap((fault) => TERMS.map((terms) => make(point, fault, terms))));
  return {
    worker: across(WORKER_POINTS, workerCase),
    twice: across(SECOND_POINTS, (second, fault, terms) => ({ point: FIRST_OF_TWO, second, fault, terms })),
    api: across(API_POINTS, workerCase),
  };
}

/**
 * Of these cases so few that each two still meet that can: point and terms, fault and terms, fault and stretch of the way.
 * Only cases whose process gets to its point by the fault alone.
 */
export function fewCases(cases: readonly CrashCase[]): CrashCase[] {
  const chosen: CrashCase[] = [];
  const met = new Set<string>();
  const reachable = cases.filter((one) => (one.second === null ? getsTo(one) : getsToSecond(one)));
  for (const most of [3, 2, 1]) {
    for (const one of reachable) {
      const isNew = pairsOf(one).filter((pair) => !met.has(pair));
      if (isNew.length < most) continue;
      chosen.push(one);
      for (const pair of isNew) met.add(pair);
    }
  }
  return chosen;
}

/** One that its bureau has answered, one that was charged and lost, one that was neither: whichever gets to the point. */
const LEFT_WITH: readonly QueryFaultName[] = ['large', 'resetInBody', 'error500', 'refused'];

/** So few that each point is met by the first fault that gets there, where reuse is free and where it costs. */
export function leftCases(points: readonly (WorkerPoint | ApiPoint)[]): CrashCase[] {
  return points.flatMap((point) =>
    (['free', 'charged'] as const).flatMap((terms) => {
      const fault = LEFT_WITH.find((one) => getsTo(workerCase(point, one, terms)));
      return fault === undefined ? [] : [workerCase(point, fault, terms)];
    }),
  );
}

/** A handful for SPC, where nothing is held: what may be asked about again is nothing. */
export function spcCases(points: readonly WorkerPoint[], faults: readonly CommonFault[]): CrashCase[] {
  const all = points.flatMap((point) => faults.map((fault) => workerCase(point, fault, 'charged')));
  return all.filter(getsTo);
}

/** Each two of what a case is made of, by name. */
export function pairsOf({ point, second, fault, terms }: CrashCase): string[] {
  const at = second === null ? point : `second ${second}`;
  return [`${at} ${terms}`, `${fault} ${terms}`, `${fault} ${stretchOf(second ?? point)}`];
}

/** Which part of the way a point lies on: between two writes of the purchase. */
function stretchOf(point: string): string {
  const call = point.split(':')[0] ?? '';
  if (RECONCILING.includes(call) || call === 'purchases.lost') return 'reconciled';
  if (CLOSING.includes(call) || OF_REPORT.includes(call)) return 'closed';
  if (call === 'bureau.query' || point === 'purchases.sent:after') return 'asked';
  return call === 'purchases.outcome' || call === 'bureauSlots.free' ? 'answered' : 'prepared';
}
