/** Owns R13: movements lost or counted twice, however their files are shuffled, repeated, cut or killed. */
import { randomBytes } from 'node:crypto';
import { seededRandom } from '../../dev/generator/random';
import type { Row } from '../row';
import { sendAs, type PlannedSend, type SendWay, type Summary } from '../stage/broken-sends';
import { countingTemporal } from '../stage/counting-temporal';
import { differenceNow, differencesAtEnd, progressOf } from '../stage/ledger-check';
import { isBroken, LARGE, randomFile, type LedgerFile } from '../stage/ledger-file';
import { startProduct, type Product } from '../stage/product';

const CUSTOMERS = 5_000;
const SIZES = [1, 5, 40, LARGE, LARGE] as const;
const LOOKED_AT = 5;
const SHOWN = 5;

/** What has happened so far. */
interface Tally {
  readonly failures: string[];
  readonly sends: Record<SendWay, number>;
  /** Interrupted sends of which a part was stored, and not all. */
  parts: number;
}

export const ingestCounts: Row = {
  id: 'R13',
  title: 'customers with a movement lost or counted twice, their files shuffled, repeated and interrupted',
  run: async (stage, { quick, say }) => {
    const seed = process.env['CRIVO_INGEST_SEED'] ?? randomBytes(6).toString('hex');
    const customers = quick ? CUSTOMERS / 10 : CUSTOMERS;
    say(`CRIVO_INGEST_SEED=${seed} repeats these files`);
    const random = seededRandom(seed);
    const tally: Tally = { failures: [], sends: { whole: 0, gzip: 0, cut: 0, cutGzip: 0, killed: 0 }, parts: 0 };
    const temporal = await countingTemporal();
    const product = await startProduct(stage, { name: 'r13', temporalAddress: temporal.address });
    try {
      await product.http.done('PUT', '/v1/branches/02', { name: 'Filial' });
      for (let first = 0; first < customers;) {
        const size = Math.min(first === 0 ? LARGE : random.pick(SIZES), customers - first);
        await tryFile(product, randomFile(random, first, size), tally);
        first += size;
        if (size >= LARGE) say(`R13: ${first} customers, ${tally.failures.length} failures`);
      }
    } finally {
      await product.stop();
      await temporal.close();
    }
    for (const failure of tally.failures.slice(0, SHOWN)) say(failure);
    // Interruptions that leave nothing behind would prove nothing.
    if (tally.parts === 0 && !quick) throw new Error('R13: no interruption left a part: nothing was tried');
    const sends = Object.entries(tally.sends).map(([way, count]) => `${way} ${count}`);
    return [
      {
        id: 'R13',
        ours: tally.failures.length,
        reference: null,
        ratio: null,
        floor: 0,
        aim: 0,
        unit: `failures of ${customers}`,
        better: 'lower',
        counted: { cases: customers, seed },
        notes: [
          `seed ${seed}; sends: ${sends.join(', ')}; ${tally.parts} of the interrupted ones left a part of their lines stored`,
          'each customer has titles of two branches under the same ids; figures, open titles, exposure and the stored ids are compared with a count by hand',
        ],
      },
    ];
  },
};

type Progress = Awaited<ReturnType<typeof progressOf>>;

async function tryFile(product: Product, file: LedgerFile, tally: Tally): Promise<void> {
  const stored = new Map<string, number>();
  const uncertain = new Set<string>();
  for (const step of file.steps) {
    const before = await Promise.all(step.map((send) => progressOf(product, send)));
    const summaries = await Promise.all(
      step.map((send) => sendAs(product, send, async () => (await progressOf(product, send)).stored)),
    );
    for (const [at, send] of step.entries()) {
      const summary = summaries[at] ?? null;
      tally.sends[send.way] += 1;
      if (summary === null) uncertain.add(send.branch);
      else stored.set(send.branch, (stored.get(send.branch) ?? 0) + summary.stored);
      const wrong = whatIsWrong(send, summary);
      if (wrong !== null) tally.failures.push(wrong);
      const left = step.length === 1 && summary === null ? await progressOf(product, send) : null;
      if (left !== null && isPart(before[at]?.stored ?? 0, left)) tally.parts += 1;
    }
    if (summaries.includes(null)) await lookBetween(product, file, tally);
  }
  for (const [branch, count] of stored) {
    const lines = [...file.ledgers.values()].flat().filter((line) => line.branch === branch).length;
    const isRight = uncertain.has(branch) ? count <= lines : count === lines;
    if (!isRight) tally.failures.push(`${count} movements were told as stored, of ${lines} that there are`);
  }
  tally.failures.push(...(await differencesAtEnd(product, file)));
}

function isPart(before: number, { stored, movements }: Progress): boolean {
  return stored > before && stored < movements;
}

/** A summary accounts for each line. A file that was cut, or whose API died, may have none. */
function whatIsWrong({ way, lines, branch }: PlannedSend, summary: Summary | null): string | null {
  if (way === 'cutGzip') return summary === null ? null : 'half a gzip was taken for a whole one';
  if (summary === null) return way === 'whole' || way === 'gzip' ? `a whole file to ${branch} was not taken` : null;
  const rejected = lines.filter(isBroken).length;
  const isRight =
    summary.lines === lines.length &&
    summary.rejected === rejected &&
    summary.stored + summary.repeated === lines.length - rejected;
  return isRight ? null : `${lines.length} lines with ${rejected} broken ones gave ${JSON.stringify(summary)}`;
}

/** Also while it is unfinished, what is told is what is stored. */
async function lookBetween(product: Product, { ledgers }: LedgerFile, tally: Tally): Promise<void> {
  for (const [document, lines] of [...ledgers].slice(0, LOOKED_AT)) {
    const difference = await differenceNow(product, document, lines);
    if (difference !== null) tally.failures.push(difference);
  }
}
