/** Owns what a row of the table of measurements is to the command that runs it. */
import type { Measure } from './measure';
import type { Stage } from './stage/stage';

export interface RowOptions {
  /** A tenth of the size: tells that a row works, not how fast we are. */
  readonly quick: boolean;
  /** A line for the person who waits. */
  readonly say: (line: string) => void;
}

/** One row; it gives a measure, or several (`P9a`, `P9b`). */
export interface Row {
  readonly id: string;
  readonly title: string;
  run(stage: Stage, options: RowOptions): Promise<readonly Measure[]>;
}
