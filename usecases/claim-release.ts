/** Owns the use of releases by an evaluation: which let it pass, their claim before the decision, and its end after it. */
import type { LiveRelease } from '../contracts/release';
import type { Judgement } from '../contracts/judgement';
import { waivedChecks, type WaivedCheck, type Waiver } from '../domain/waivers';
import type { CreditStores } from './stores';

/** What was judged, and what let checks pass in it. */
export interface Waiving<T> {
  readonly result: T;
  readonly waived: readonly WaivedCheck[];
}

/**
 * Judges with nothing against the checks, and only where something may let one of them pass a second time with it: the
 * common case is judged once. `standing` is all that is in force: exceptions, releases, tolerance.
 */
export async function judgeWaiving<T>(
  standing: readonly Waiver[],
  judge: (waived: readonly WaivedCheck[]) => Promise<T>,
  judgementOf: (result: T) => Judgement,
): Promise<Waiving<T>> {
  const plain = await judge([]);
  const waived = standing.length === 0 ? [] : waivedChecks(judgementOf(plain).checks, standing);
  return { result: waived.length === 0 ? plain : await judge(waived), waived };
}

/** What is claimed, for which reservation key, and when. */
export interface Claiming {
  readonly key: string;
  readonly decision: string;
  readonly amountCents: number;
  readonly at: string;
}

/**
 * Claims each release that lets the order or sale pass; none where it doesn't go on all the same, which uses nothing up. False
 * when one was revoked, ended or used up meanwhile: judge again. Repeating it is the same claim.
 */
export async function claimReleases(
  { releases: store }: Pick<CreditStores, 'releases'>,
  releases: readonly LiveRelease[],
  waived: readonly WaivedCheck[],
  passes: boolean,
  claiming: Claiming,
): Promise<boolean> {
  if (!passes) return true;
  for (const id of releasesIn(waived)) {
    const read = releases.find(({ release }) => release === id);
    if (read === undefined || !(await store.claim(read, claiming))) return false;
  }
  return true;
}

/**
 * After a decision is stored: what an attempt at it claimed and it doesn't use is given back, and what was for a single
 * use is at its end. Safe to repeat.
 */
export async function settleReleases(
  { releases: store }: Pick<CreditStores, 'releases'>,
  customerKey: string,
  key: string,
  { decision, waived = [], passes }: SettledDecision,
): Promise<void> {
  const used = passes ? releasesIn(waived) : [];
  for (const claimed of await store.claimedBy(customerKey, key, decision)) {
    if (!used.includes(claimed.release)) await store.undo(claimed, key, decision);
    else if (claimed.singleUse) await store.noteUsed(claimed.release, key, decision);
  }
}

interface SettledDecision {
  readonly decision: string;
  readonly waived?: readonly WaivedCheck[];
  /** The order or sale goes on by it. */
  readonly passes: boolean;
}

function releasesIn(waived: readonly WaivedCheck[]): readonly string[] {
  return [...new Set(waived.flatMap(({ kind, id }) => (kind === 'release' ? [id] : [])))];
}
