/** Owns what it is that one policy decides otherwise than another, and how that is counted. */
import { addDays, type CalendarDate } from './calendar';
import { Outcome } from './outcome';

/**
 * - `held`: went on by the one, and would be held by the other.
 * - `freed`: was held, and would go on.
 * - `indicated`: was clear, and would go on with something to look at.
 * - `cleared`: had something to look at, and would be clear.
 */
export const FLIP_DIRECTIONS = ['held', 'freed', 'indicated', 'cleared'] as const;
export type FlipDirection = (typeof FLIP_DIRECTIONS)[number];

/** What becomes of it by the other policy; `null` where people would see no difference. Blocked and undetermined both hold. */
export function flipDirection(before: Outcome, after: Outcome): FlipDirection | null {
  if (holds(before) !== holds(after)) return holds(after) ? 'held' : 'freed';
  if (holds(before) || before === after) return null;
  return after === Outcome.indicated ? 'indicated' : 'cleared';
}

/** True where a check's part in an outcome, or an outcome, is what makes a flip of this direction on its side. */
export function speaksFor(direction: FlipDirection, outcome: Outcome): boolean {
  return direction === 'held' || direction === 'freed' ? holds(outcome) : outcome === Outcome.indicated;
}

/** The side on which a direction's reason stands: the other policy has it, or the one has. */
export function reasonSide(direction: FlipDirection): 'before' | 'after' {
  return direction === 'held' || direction === 'indicated' ? 'after' : 'before';
}

function holds(outcome: Outcome): boolean {
  return outcome === Outcome.blocked || outcome === Outcome.undetermined;
}

/** How many flips, what their parts on term come to, and how those ended that ledgers tell the end of. */
export interface FlipCount {
  readonly count: number;
  readonly valueCents: number;
  readonly endings: Endings;
}

/** `late` of those `known`: their titles were paid, or are open, more than `LATE_DAYS` after they were due. */
export interface Endings {
  readonly known: number;
  readonly late: number;
}

/** So many days after its due date a title is late in an ending. */
export const LATE_DAYS = 15;

/** How one order's or sale's titles ended; `null` while nobody can tell. */
export type Ending = 'inTime' | 'late' | null;

/** A title as an ending sees it. `dueOn`: the business day from which its delay counts. */
export interface EndingTitle {
  readonly dueOn: CalendarDate;
  readonly settledOn: CalendarDate | null;
}

/** Late as soon as one title is; in time only when all of them are settled. */
export function endingOf(titles: readonly EndingTitle[], today: CalendarDate): Ending {
  if (titles.length === 0) return null;
  if (titles.some(({ dueOn, settledOn }) => (settledOn ?? today) > addDays(dueOn, LATE_DAYS))) return 'late';
  return titles.every(({ settledOn }) => settledOn !== null) ? 'inTime' : null;
}

/** A check's restrictions by either policy, and the flips that it stands for. */
export interface CheckTally {
  /** How often it fired, or couldn't be verified. */
  readonly restricted: { readonly live: number; readonly draft: number };
  readonly flips: Readonly<Partial<Record<FlipDirection, FlipCount>>>;
}

/** What judging by two policies came to so far. A flip counts once in `flips`, and for each check that stands for it. */
export interface FlipTally {
  readonly judged: number;
  readonly flips: Readonly<Partial<Record<FlipDirection, FlipCount>>>;
  readonly checks: Readonly<Record<string, CheckTally>>;
}

export const NO_FLIPS: FlipTally = { judged: 0, flips: {}, checks: {} };

/** One thing that was judged, as it is counted. */
export interface CountedCase {
  readonly reasons: { readonly live: readonly string[]; readonly draft: readonly string[] };
  readonly flip: CountedFlip | null;
}

export interface CountedFlip {
  readonly direction: FlipDirection;
  readonly checks: readonly string[];
  readonly valueCents: number;
  readonly ending: Ending;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };
type ChangingCheck = {
  restricted: Changing<CheckTally['restricted']>;
  flips: Partial<Record<FlipDirection, FlipCount>>;
};

/** A tally that is added to, one thing after the other. */
export interface FlipCounter {
  /** Answers the flip's place among the others of its direction and checks, the rarest of them: 1 for the first of one. */
  add(one: CountedCase): number;
  /** What it has come to. */
  so(): FlipTally;
}

/** Goes on from where another counter had come to. */
export function flipCounter(from: FlipTally): FlipCounter {
  let { judged } = from;
  const flips = { ...from.flips };
  const checks = new Map<string, ChangingCheck>(
    Object.entries(from.checks).map(([id, tally]) => [
      id,
      { restricted: { ...tally.restricted }, flips: { ...tally.flips } },
    ]),
  );
  const of = (id: string): ChangingCheck => {
    const known = checks.get(id);
    if (known !== undefined) return known;
    const fresh: ChangingCheck = { restricted: { live: 0, draft: 0 }, flips: {} };
    checks.set(id, fresh);
    return fresh;
  };
  return {
    add: ({ reasons, flip }) => {
      judged += 1;
      for (const id of reasons.live) of(id).restricted.live += 1;
      for (const id of reasons.draft) of(id).restricted.draft += 1;
      if (flip === null) return 0;
      return Math.min(count(flips, flip), ...flip.checks.map((id) => count(of(id).flips, flip)));
    },
    so: () => ({
      judged,
      flips: { ...flips },
      checks: Object.fromEntries(
        [...checks].map(([id, tally]) => [id, { restricted: { ...tally.restricted }, flips: { ...tally.flips } }]),
      ),
    }),
  };
}

function count(
  into: Partial<Record<FlipDirection, FlipCount>>,
  { direction, valueCents, ending }: CountedFlip,
): number {
  const before = into[direction];
  const place = (before?.count ?? 0) + 1;
  into[direction] = {
    count: place,
    valueCents: (before?.valueCents ?? 0) + valueCents,
    endings: {
      known: (before?.endings.known ?? 0) + (ending === null ? 0 : 1),
      late: (before?.endings.late ?? 0) + (ending === 'late' ? 1 : 0),
    },
  };
  return place;
}
