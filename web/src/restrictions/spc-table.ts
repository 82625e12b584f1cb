/** Owns the SPC table as it is typed: what is wrong in which row, and the table of what is right. Pure. */
import { SUGGESTED_SPC_TABLE, type SpcTable } from '../../../domain/spc-recency';

export type Typed = number | string;

export interface SpcRow {
  /** Tells rows apart while their numbers change. */
  readonly key: number;
  readonly below: Typed;
  readonly every: Typed;
}

export interface SpcTyped {
  readonly rows: readonly SpcRow[];
  readonly above: Typed;
  readonly without: Typed;
}

/** `overlap`: the row before covers all of it. `gap`: its number is missing. `rarer`: who pays later is asked about less often. */
export type RowProblem = { readonly kind: 'gap' | 'rarer' } | { readonly kind: 'overlap'; readonly bound: number };

export interface SpcProblems {
  readonly rows: readonly { readonly below: RowProblem | null; readonly every: RowProblem | null }[];
  readonly above: RowProblem | null;
  readonly without: RowProblem | null;
  /** Nothing of it can be kept as it is; what is only doubtful can. */
  readonly isWrong: boolean;
}

export const MOST_DAYS = 3_650;
export const MOST_ROWS = 50;

export function typedTable(table: SpcTable): SpcTyped {
  const rows = table.rows.map(({ averageDelayBelowDays, everyDays }, key) => ({
    ...{ key, below: averageDelayBelowDays, every: everyDays },
  }));
  return { rows, above: table.aboveEveryDays, without: table.withoutHistoryDays };
}

export function suggestedTable(): SpcTyped {
  return typedTable(SUGGESTED_SPC_TABLE);
}

/** A row after the last one, with the figures left open. */
export function withRow(typed: SpcTyped): SpcTyped {
  const key = Math.max(-1, ...typed.rows.map((row) => row.key)) + 1;
  return { ...typed, rows: [...typed.rows, { key, below: '', every: '' }] };
}

/** By their bounds; what is no number stays at the end. */
export function sorted(typed: SpcTyped): SpcTyped {
  const placeOf = ({ below }: SpcRow) => daysOf(below) ?? Number.POSITIVE_INFINITY;
  return { ...typed, rows: [...typed.rows].sort((one, other) => placeOf(one) - placeOf(other)) };
}

export function daysOf(typed: Typed): number | null {
  const days = typed === '' ? Number.NaN : Number(typed);
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? days : null;
}

export function problemsOf({ rows, above, without }: SpcTyped): SpcProblems {
  const told = rows.map(({ below, every }, index) => {
    const before = rows[index - 1];
    const bound = before === undefined ? null : daysOf(before.below);
    const days = daysOf(below);
    const overlaps = days !== null && bound !== null && days <= bound;
    return {
      below: days === null ? GAP : overlaps ? { kind: 'overlap' as const, bound } : null,
      every: daysOf(every) === null ? GAP : isRarer(before?.every, every) ? RARER : null,
    };
  });
  const last = daysOf(above) === null ? GAP : isRarer(rows.at(-1)?.every, above) ? RARER : null;
  const first = daysOf(without) === null ? GAP : null;
  const all = [...told.flatMap((row) => [row.below, row.every]), last, first];
  const isWrong = rows.length === 0 || all.some((one) => one !== null && one.kind !== 'rarer');
  return { rows: told, above: last, without: first, isWrong };
}

/** `null` while something in it is wrong. */
export function tableOf(typed: SpcTyped): SpcTable | null {
  if (problemsOf(typed).isWrong) return null;
  return {
    rows: typed.rows.map(({ below, every }) => ({ averageDelayBelowDays: Number(below), everyDays: Number(every) })),
    aboveEveryDays: Number(typed.above),
    withoutHistoryDays: Number(typed.without),
  };
}

const GAP = { kind: 'gap' } as const;
const RARER = { kind: 'rarer' } as const;

function isRarer(before: Typed | undefined, every: Typed): boolean {
  const [first, second] = [before === undefined ? null : daysOf(before), daysOf(every)];
  return first !== null && second !== null && second > first;
}
