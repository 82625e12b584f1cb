/** Owns P15: the most memory that API and worker held in ingest and in a sync, at a million titles beside a tenth of it. */
import { startTestDeps } from '../../test/support/deps-simulator';
import { rounded, type Measure } from '../measure';
import { forgetPeak, memoryOf } from '../process-usage';
import type { Row } from '../row';
import { DEPS_ENV, night, syncWith } from '../stage/nights';
import { settle } from '../stage/orders';
import { startProduct, type Product } from '../stage/product';
import { sendTitles } from '../stage/receivables';
import type { Stage } from '../stage/stage';
import { TITLES_EACH } from '../stage/title-lines';

const MANY = 1_000_000;
const FEW = 100_000;
const MEBIBYTE = 1_024 * 1_024;

/** Both processes together, in MiB. */
interface Peaks {
  readonly ingest: number;
  readonly sync: number;
}

export const ingestMemory: Row = {
  id: 'P15',
  title: 'peak resident memory of API and worker in ingest and in a sync, at a million titles / at a hundred thousand',
  run: async (stage, { quick, say }) => {
    const size = quick ? 10 : 1;
    const told = async (titles: number): Promise<Peaks> => {
      const peaks = await peaksAt(stage, titles);
      say(`P15: ${peaks.ingest.toFixed(0)} MiB in ingest, ${peaks.sync.toFixed(0)} in the sync at ${titles} titles`);
      return peaks;
    };
    const few = await told(FEW / size);
    const many = await told(MANY / size);
    const measure = (id: string, what: keyof Peaks, note: string): Measure => ({
      id,
      ours: rounded(many[what]),
      reference: rounded(few[what]),
      ratio: rounded(many[what] / few[what]),
      floor: 1.25,
      aim: 1.05,
      unit: `MiB, peak RSS in ${what}`,
      better: 'lower',
      notes: [note],
    });
    const files = `one file of ${MANY / size} titles, one of ${FEW / size}`;
    return [
      measure('P15a', 'ingest', `${files}; both processes together, started anew for each`),
      measure(
        'P15b',
        'sync',
        `the same processes afterwards, their peak counted anew: a first run that sends ${MANY / size / TITLES_EACH} customers, and one of ${FEW / size / TITLES_EACH}; Deps simulated in the process that measures`,
      ),
    ];
  },
};

/** The kernel keeps the peak, so no moment is missed. */
async function peaksAt(stage: Stage, titles: number): Promise<Peaks> {
  const deps = await startTestDeps();
  const product = await startProduct(stage, { name: `p15-${titles}`, env: DEPS_ENV });
  try {
    await sendTitles(product, titles);
    const ingest = await peakOf(product);
    await syncWith(product, deps);
    await settle();
    await Promise.all(pidsOf(product).map(forgetPeak));
    const { documents } = await night(product, deps);
    const customers = titles / TITLES_EACH;
    if (documents.length !== customers) throw new Error(`P15: ${documents.length} sent of ${customers}`);
    return { ingest, sync: await peakOf(product) };
  } finally {
    await product.stop();
    await deps.stop();
  }
}

async function peakOf(product: Product): Promise<number> {
  const peaks = await Promise.all(pidsOf(product).map(memoryOf));
  return peaks.reduce((sum, { peakBytes }) => sum + peakBytes / MEBIBYTE, 0);
}

function pidsOf({ pids: { api, worker } }: Product): readonly number[] {
  if (api === null || worker === null) throw new Error('P15: the processes are not ours to look at');
  return [api, worker];
}
