/** Owns R2: a million pairs of random policy and facts, judged alike as compiled and by the engine's way. */
import { randomInt } from 'node:crypto';
import { comparePairs, FACTS_EACH } from '../../test/support/compiled-pairs';
import type { Row } from '../row';

const POLICIES = 10_000;
const TOLD_EACH = 100_000;

export const compiledAndEngine: Row = {
  id: 'R2',
  title: 'pairs of policy and facts judged otherwise as compiled than by the engine',
  run: async (_stage, { quick, say }) => {
    const seed = Number(process.env['CRIVO_PAIRS_SEED'] ?? randomInt(2 ** 31));
    say(`CRIVO_PAIRS_SEED=${seed} repeats this run`);
    const told = (pairs: number): void => {
      if (pairs % TOLD_EACH === 0) say(`R2: ${pairs} pairs`);
    };
    const { pairs, differing, differences, notCovered } = await comparePairs(
      quick ? POLICIES / 10 : POLICIES,
      seed,
      told,
    );
    for (const found of differences) say(found);
    return [
      {
        id: 'R2',
        // What wasn't tried isn't equal: a run that leaves something out has failed.
        ours: differing + notCovered.length,
        reference: null,
        ratio: null,
        floor: 0,
        aim: 0,
        unit: `failures of ${pairs}`,
        better: 'lower',
        counted: { cases: pairs, seed: String(seed) },
        notes: [
          `seed ${seed}; ${pairs / FACTS_EACH} policies with ${FACTS_EACH} facts each, ill-typed and unknown ones too`,
          ...(notCovered.length > 0 ? [`too little of: ${notCovered.join(', ')}`] : []),
        ],
      },
    ];
  },
};
