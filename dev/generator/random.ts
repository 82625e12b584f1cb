/** Owns seeded chance: the same seed gives the same draws on every machine, for data that must be made again. */

/** A stream of draws. Not for secrets. */
export interface Random {
  /** At least 0, below 1. */
  unit(): number;
  /** A whole number, both ends included. */
  between(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(values: readonly [T, ...T[]]): T;
  /** Of the bell curve around 0 with a standard deviation of 1. */
  normal(): number;
}

/** `seed` may be any text; two texts give unrelated streams. */
export function seededRandom(seed: string): Random {
  let state = hashOf(seed);
  /** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough for made-up data. */
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (min: number, max: number): number => min + Math.floor(unit() * (max - min + 1));
  return {
    unit,
    between,
    chance: (probability) => unit() < probability,
    pick: (values) => values[between(0, values.length - 1)] ?? values[0],
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  };
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
