/** Owns the shape of a measure, and how it is printed: one JSON line for programs, one table for people. */

/**
 * One figure of ours beside its reference. `ratio` is what `floor` and `aim` speak of; where there is no reference it is
 * `null`, and floor and aim bound `ours`.
 */
export interface Measure {
  readonly id: string;
  readonly ours: number;
  readonly reference: number | null;
  readonly ratio: number | null;
  readonly floor: number;
  readonly aim: number;
  readonly unit: string;
  /** Which side of floor and aim is the good one. Not part of the JSON line. */
  readonly better: 'lower' | 'higher';
  /** Of a count of failures: of how many cases, and the seed that draws them again. Its JSON line has them. */
  readonly counted?: { readonly cases: number; readonly seed: string };
  /** How the figure came about, for the person who reads the table. */
  readonly notes: readonly string[];
}

export type Grade = 'aim' | 'floor' | 'missed';

/** Whether the aim is met, at least the floor, or neither. */
export function gradeOf({ ours, ratio, floor, aim, better }: Measure): Grade {
  const value = ratio ?? ours;
  const meets = (bound: number) => (better === 'lower' ? value <= bound : value >= bound);
  if (meets(aim)) return 'aim';
  return meets(floor) ? 'floor' : 'missed';
}

/** The line a program reads. */
export function jsonLine({ id, ours, reference, ratio, floor, aim, unit, counted }: Measure): string {
  if (counted !== undefined) return JSON.stringify({ id, cases: counted.cases, failures: ours, seed: counted.seed });
  return JSON.stringify({ id, ours, reference, ratio, floor, aim, unit });
}

const HEADS = ['id', 'ours', 'reference', 'ratio', 'floor', 'aim', 'met', 'unit'] as const;

/** The table a person reads, the notes of each measure below it. */
export function table(measures: readonly Measure[]): string {
  const rows = measures.map((measure) => [
    measure.id,
    shown(measure.ours),
    shown(measure.reference),
    shown(measure.ratio),
    shown(measure.floor),
    shown(measure.aim),
    gradeOf(measure),
    measure.unit,
  ]);
  const widths = HEADS.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  const notes = measures.flatMap(({ id, notes }) => notes.map((note) => `${id}: ${note}`));
  return [line(HEADS), ...rows.map(line), '', ...notes].map((text) => text.trimEnd()).join('\n');
}

/** Rounded to what the measurement can tell: three figures behind the point at most. */
export function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

function shown(value: number | null): string {
  return value === null ? '–' : String(value);
}
