/** Owns whose pictures a run of the nightly sync looks at, page by page. */
import type { SyncCursor, SyncPlan } from '../contracts/receivables-sync';
import type { SyncDeps } from './sync-deps';

/** A customer whose turn it is. `changedAt`: of its ledger, where that is why. */
export interface Candidate {
  readonly customerKey: string;
  readonly changedAt: string | null;
  /** Codes of the branches whose movements it has, where they are known. */
  readonly branches: readonly string[] | null;
}

export interface CandidatePage {
  readonly candidates: readonly Candidate[];
  readonly next: SyncCursor | null;
}

/**
 * A ledger's instant is taken before it is written, and clocks differ: one that shows up late is still met. Who was met
 * before and hasn't changed since is passed over.
 */
const OVERLAP_MS = 10 * 60_000;

/** Where a run begins. */
export function firstCursor({ since }: SyncPlan): SyncCursor {
  const changedAt = since === null ? '' : new Date(Date.parse(since) - OVERLAP_MS).toISOString();
  return { phase: 'moved', changedAt, customerKey: '' };
}

/** The next page, and where the one after it begins; `ageing`: titles that grew older count as a change. */
export async function nextCandidates(
  deps: Pick<SyncDeps, 'ledgers' | 'pictures'>,
  plan: SyncPlan,
  cursor: SyncCursor,
  { limit, ageing }: { readonly limit: number; readonly ageing: boolean },
): Promise<CandidatePage> {
  const { accountKey, run, positionOn, until } = plan;
  if (cursor.phase === 'moved') {
    const page = await deps.ledgers.changedAfter(cursor, limit);
    const candidates = page.filter(({ changedAt }) => changedAt <= until);
    const last = candidates.at(-1);
    if (last === undefined || candidates.length < limit) return { candidates, next: startOf('left') };
    return { candidates, next: { phase: 'moved', changedAt: last.changedAt, customerKey: last.customerKey } };
  }
  const after = cursor.customerKey;
  const keys =
    cursor.phase === 'left'
      ? await deps.pictures.leftOver(accountKey, run, after, limit)
      : await deps.pictures.agedBy(accountKey, positionOn, after, limit);
  const candidates = keys.map((customerKey) => ({ customerKey, changedAt: null, branches: null }));
  const last = keys.at(-1);
  if (last !== undefined && keys.length === limit) return { candidates, next: { ...cursor, customerKey: last } };
  return { candidates, next: cursor.phase === 'left' && ageing ? startOf('aged') : null };
}

function startOf(phase: SyncCursor['phase']): SyncCursor {
  return { phase, changedAt: '', customerKey: '' };
}
