/** Owns stored decisions as cases to judge again: piece by piece of the time in which they were made. */
import type { JudgedFacts, JudgedFactsQuery, JudgedFactsStore } from '../adapters/mongo/judged-facts-store';
import type { CaseToJudge } from './count-flips';

const MINUTE_MS = 60_000;
/** A piece is as long as about so many decisions take: short enough to be done again, long enough to be worth a query. */
const FEW = 1_000;
const MANY = 4_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 92 * 24 * 60 * MINUTE_MS;

/** How long pieces of time are to be, by how many decisions the one before had. */
export function pieceLength(): { readonly ms: number; had(decisions: number): void } {
  let ms = 10 * MINUTE_MS;
  return {
    get ms() {
      return ms;
    },
    had: (decisions) => {
      const factor = decisions === 0 ? 8 : decisions < FEW ? 2 : decisions > MANY ? 0.5 : 1;
      ms = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(ms * factor)));
    },
  };
}

/** What a piece came to besides the cases. */
export interface PieceCount {
  readonly decisions: number;
  readonly withoutFacts: number;
}

/** Hands the decisions of a time over in batches, and tells how many there were. */
export async function eachDecision(
  store: JudgedFactsStore,
  query: JudgedFactsQuery,
  take: (cases: readonly CaseToJudge[]) => Promise<void>,
): Promise<PieceCount> {
  let decisions = 0;
  let withoutFacts = 0;
  for await (const batch of store.between(query)) {
    const cases = batch.flatMap(caseOf);
    decisions += batch.length;
    withoutFacts += batch.length - cases.length;
    await take(cases);
  }
  return { decisions, withoutFacts };
}

/** None of a sale to a buyer without document: nothing was read. */
function caseOf({ decision, facts, ...judged }: JudgedFacts): readonly CaseToJudge[] {
  return facts === null ? [] : [{ ...judged, facts, flip: decision, decision }];
}
