/** Owns one file of R13: its customers, what arrives of it and how, drawn beforehand so that a seed repeats it. */
import { addDays } from '../../domain/calendar';
import type { Random } from '../../dev/generator/random';
import type { SentLine } from '../references/ledger-by-hand';
import type { PlannedSend, SendWay } from './broken-sends';
import { documentOf } from './documents';
import { randomLedger, shuffled } from './random-ledgers';

export interface LedgerFile {
  /** The lines of each customer, by document. */
  readonly ledgers: ReadonlyMap<string, readonly SentLine[]>;
  /** One after the other; the sends of a step at once. The last steps send everything, whole. */
  readonly steps: readonly (readonly PlannedSend[])[];
}

/** Above some hundred lines a sending is stored in parts, so that interrupting it leaves some. */
export const LARGE = 400;
const BRANCHES = ['01', '02'] as const;
const BROKEN_LINE = '{"type":"issued","movement":';
const LONGEST_WAIT_MS = 800;
const SMALL_WAYS = ['whole', 'gzip', 'cut', 'cutGzip'] as const;
const LARGE_WAYS = ['gzip', 'cut', 'cut', 'cutGzip', 'killed', 'killed'] as const;

/** True for a line that no sender could mean. */
export function isBroken(line: string): boolean {
  return line === BROKEN_LINE;
}

/** `first` is the number of the first of its customers. */
export function randomFile(random: Random, first: number, customers: number): LedgerFile {
  const today = addDays(new Date().toISOString().slice(0, 10), -1);
  const documents = Array.from({ length: customers }, (_, n) => documentOf(first + n));
  const ledgers = new Map(
    documents.map((document) => [document, randomLedger(random, { document, branches: BRANCHES, today })]),
  );
  const all = [...ledgers.values()].flat();
  const steps: PlannedSend[][] = [];
  const isLarge = customers >= LARGE;
  if (isLarge) {
    steps.push([aSend(random, all, { branch: random.pick(BRANCHES), way: random.pick(['cut', 'killed']), share: 1 })]);
  }
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    const way = random.pick<SendWay>(isLarge ? LARGE_WAYS : SMALL_WAYS);
    const share = random.chance(0.5) ? 1 : random.unit();
    const step = [aSend(random, all, { branch: random.pick(BRANCHES), way, share })];
    // Who is killed is alone: what is sent beside it would be a failure of its own.
    if (way !== 'killed' && random.chance(0.4)) step.push(aSend(random, all, { branch: random.pick(BRANCHES), share }));
    steps.push(step);
  }
  const whole = (branch: string) => aSend(random, all, { branch, share: 1 });
  for (const branch of BRANCHES) steps.push(random.chance(0.3) ? [whole(branch), whole(branch)] : [whole(branch)]);
  return { ledgers, steps };
}

interface Drawn {
  readonly branch: string;
  readonly way?: SendWay;
  /** Of the branch's lines. */
  readonly share: number;
}

/** Shuffled, some lines twice, some of them no lines at all. */
function aSend(random: Random, all: readonly SentLine[], { branch, way, share }: Drawn): PlannedSend {
  const own = shuffled(
    random,
    all.filter((line) => line.branch === branch),
  );
  const lines = own.slice(0, Math.ceil(own.length * share)).map(({ branch: _branch, ...line }) => JSON.stringify(line));
  const twice = lines.filter(() => random.chance(0.1));
  const broken = lines.filter(() => random.chance(0.005)).map(() => BROKEN_LINE);
  return {
    branch,
    way: way ?? (random.chance(0.5) ? 'whole' : 'gzip'),
    lines: shuffled(random, [...lines, ...twice, ...broken]),
    share: random.unit(),
    delayMs: random.between(1, LONGEST_WAIT_MS),
  };
}
