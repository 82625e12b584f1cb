/** Owns R1: charges on the provider's invoice, over every crash point of a purchase, every bureau fault, all that reuse costs. */
import { randomBytes } from 'node:crypto';
import { seededRandom, type Random } from '../../dev/generator/random';
import { quietTemporal } from '../../test/support/crivo';
import { allCases, type CrashCase } from '../../test/support/purchase-crashes/plan';
import {
  provesNothing,
  runCrashes,
  type CrashRun,
  type Outcome,
} from '../../test/support/purchase-crashes/run-crashes';
import type { Row } from '../row';

/** So many purchases are stopped in one process before it is killed. */
const OF_ONE_KILL = 200;
/** Most of a run is waiting for heartbeats that stay away. */
const LANES = 2;
const SHOWN = 20;
/** On a machine that does much else a process may miss where it was to die. Such cases are run once more, so many at most. */
const AGAIN_AT_MOST = 100;

type Batch = Pick<CrashRun, 'cases' | 'kind'>;

export const purchaseCharges: Row = {
  id: 'R1',
  title: 'purchases whose charges on the invoice are not as they say, every crash point by every bureau fault',
  run: async (stage, { quick, say }) => {
    const seed = process.env['CRIVO_CRASH_SEED'] ?? randomBytes(6).toString('hex');
    say(`CRIVO_CRASH_SEED=${seed} repeats which purchases die together${quick ? ', and which tenth is tried' : ''}`);
    const { mongodb, temporal } = await stage.servers();
    process.env['CRIVO_TEST_MONGODB'] = mongodb.uri;
    process.env['CRIVO_TEST_TEMPORAL'] = temporal.address;
    quietTemporal();
    const left = batchesOf(seededRandom(seed), quick);
    const outcomes: Outcome[] = [];
    const again: Batch[] = [];
    const lane = async (nth: number): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const found = await runCrashes({ ...next, name: `r1-${nth}`, say: shortly(say) });
        const missed = found.filter(provesNothing);
        const repeats = sizeOf(again) + missed.length <= AGAIN_AT_MOST ? missed : [];
        if (repeats.length > 0) again.push({ kind: next.kind, cases: repeats });
        outcomes.push(...found.filter((one) => !repeats.includes(one)));
        say(`R1: ${outcomes.length} cases, ${outcomes.filter(isWrong).length} failures`);
      }
    };
    await Promise.all(Array.from({ length: LANES }, (_, nth) => lane(nth)));
    for (const batch of again) outcomes.push(...(await runCrashes({ ...batch, name: 'r1-again', say: shortly(say) })));
    const wrong = outcomes.filter(isWrong);
    for (const one of wrong.slice(0, SHOWN)) say(JSON.stringify(one));
    return [
      {
        id: 'R1',
        ours: wrong.length,
        reference: null,
        ratio: null,
        floor: 0,
        aim: 0,
        unit: `failures of ${outcomes.length}`,
        better: 'lower',
        counted: { cases: outcomes.length, seed },
        notes: [
          `seed ${seed}; ${tallyOf(outcomes)}`,
          `${sizeOf(again)} run again, whose process had missed where it was to die`,
          'charges are read from the simulated Deps; a kill is SIGKILL',
        ],
      },
    ];
  },
};

const sizeOf = (batches: readonly Batch[]): number => batches.reduce((sum, { cases }) => sum + cases.length, 0);
const isWrong = ({ wrong }: Outcome): boolean => wrong.length > 0;

/** In batches of one kind, drawn at random, so that faults and points of all kinds die together. */
function batchesOf(random: Random, quick: boolean): Batch[] {
  const all = allCases();
  const of = (kind: CrashRun['kind'], cases: readonly CrashCase[]): Batch[] => {
    const drawn = shuffled(random, cases).slice(0, quick ? Math.ceil(cases.length / 10) : cases.length);
    return Array.from({ length: Math.ceil(drawn.length / OF_ONE_KILL) }, (_, at) => {
      return { kind, cases: drawn.slice(at * OF_ONE_KILL, (at + 1) * OF_ONE_KILL) };
    });
  };
  return [...of('worker', all.worker), ...of('worker', all.twice), ...of('api', all.api)];
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  const keyed = values.map((value) => ({ value, key: random.unit() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}

/** How many ended how, with how many charges. */
function tallyOf(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { status, charges } of outcomes) {
    const key = `${status} with ${charges}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort()
    .map(([key, count]) => `${count} ${key}`)
    .join(', ');
}

/** The points of hundreds of purchases fill no line. */
function shortly(say: (line: string) => void): (line: string) => void {
  return (line) => say(line.slice(0, line.indexOf(', at ')));
}
