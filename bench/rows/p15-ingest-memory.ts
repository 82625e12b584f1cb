/** Owns P15 for the ingest: the most memory that API and worker held, at a million titles beside a hundred thousand. */
import { rounded } from '../measure';
import { memoryOf } from '../process-usage';
import type { Row } from '../row';
import { startProduct } from '../stage/product';
import { sendTitles } from '../stage/receivables';
import type { Stage } from '../stage/stage';

const MANY = 1_000_000;
const FEW = 100_000;
const MEBIBYTE = 1_024 * 1_024;

export const ingestMemory: Row = {
  id: 'P15',
  title: 'peak resident memory of API and worker in ingest, at a million titles / at a hundred thousand',
  run: async (stage, { quick, say }) => {
    const size = quick ? 10 : 1;
    const few = await peakAt(stage, FEW / size);
    say(`P15: ${few.toFixed(0)} MiB at ${FEW / size} titles`);
    const many = await peakAt(stage, MANY / size);
    say(`P15: ${many.toFixed(0)} MiB at ${MANY / size} titles`);
    return [
      {
        id: 'P15',
        ours: rounded(many),
        reference: rounded(few),
        ratio: rounded(many / few),
        floor: 1.25,
        aim: 1.05,
        unit: 'MiB, peak RSS',
        better: 'lower',
        notes: [
          `one file of ${MANY / size} titles, one of ${FEW / size}; both processes together, started anew for each`,
        ],
      },
    ];
  },
};

/** Both processes together, in MiB. The kernel keeps the peak, so no moment is missed. */
async function peakAt(stage: Stage, titles: number): Promise<number> {
  const product = await startProduct(stage, { name: `p15-${titles}` });
  try {
    await sendTitles(product, titles);
    const { api, worker } = product.pids;
    if (api === null || worker === null) throw new Error('P15: the processes are not ours to look at');
    const peaks = await Promise.all([api, worker].map(memoryOf));
    return peaks.reduce((sum, { peakBytes }) => sum + peakBytes / MEBIBYTE, 0);
  } finally {
    await product.stop();
  }
}
