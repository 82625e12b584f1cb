/** Owns how two sides are compared on a noisy machine: interleaved rounds, paired ratios, medians. */

/** The figures of one round, both sides measured right after one another. */
export interface Round {
  readonly ours: number;
  readonly reference: number;
}

export interface Compared extends Round {
  /** Median of the rounds' own ratios, so that a slow minute weighs on both sides of one ratio. */
  readonly ratio: number;
  readonly rounds: readonly Round[];
}

/** Runs `rounds` rounds; the side that goes first changes with each. */
export async function compare(
  rounds: number,
  sides: Readonly<Record<keyof Round, (round: number) => Promise<number>>>,
): Promise<Compared> {
  const done: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const ours = await sides.ours(round);
      done.push({ ours, reference: await sides.reference(round) });
    } else {
      const reference = await sides.reference(round);
      done.push({ ours: await sides.ours(round), reference });
    }
  }
  return {
    ours: median(done.map((round) => round.ours)),
    reference: median(done.map((round) => round.reference)),
    ratio: median(done.map((round) => round.ours / round.reference)),
    rounds: done,
  };
}

/** The middle value; the mean of the two middle ones of an even number. Throws on none. */
export function median(values: readonly number[]): number {
  return (quantile(values, 0.5, Math.floor) + quantile(values, 0.5, Math.ceil)) / 2;
}

/** The value below which `share` (0 to 1) of all values lie. Throws on none. */
export function quantile(values: readonly number[], share: number, pick: (at: number) => number = Math.round): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[pick((sorted.length - 1) * share)];
  if (value === undefined) throw new Error('no values to take a quantile of');
  return value;
}
