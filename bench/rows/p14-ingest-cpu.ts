/** Owns P14: what CPU a line of receivables costs the API beside the least that it can be taken with. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { buildPrograms, DIST } from '../../dev/build';
import { NODE_ARGS } from '../../dev/start/programs';
import { rounded } from '../measure';
import { cpuDuring } from '../process-usage';
import { compare } from '../rounds';
import type { Row } from '../row';
import { settle } from '../stage/orders';
import { startProduct } from '../stage/product';
import { sendTitles } from '../stage/receivables';

const TITLES = 100_000;
const WARM_UP = 10_000;
const ROUNDS = 3;
const FLOOR = { 'bare-lines': 'bench/references/bare-lines.ts' } as const;
const BUNDLES = join(DIST, 'bench');
const ENDED_WITHIN_MS = 300_000;

const floorSchema = z.object({ lines: z.int(), microsPerLine: z.number() });

export const ingestCpu: Row = {
  id: 'P14',
  title: "CPU of the API a line of receivables / JSON.parse, the line's schema, its dates and BSON",
  run: async (stage, { quick, say }) => {
    const titles = quick ? TITLES / 10 : TITLES;
    await stage.servers();
    await buildPrograms(FLOOR, BUNDLES);
    const product = await startProduct(stage, { name: 'p14' });
    try {
      await sendTitles(product, WARM_UP, 'w-');
      const { pids } = product;
      const ours = async (round: number): Promise<number> => {
        await settle();
        // Of customers of its own: the ledgers of a round before would be folded once more.
        const send = () => sendTitles(product, titles, `r${round}-`, (round + 1) * titles);
        const { result: lines, cpuMs } = await cpuDuring({ api: pids.api }, send);
        if (cpuMs['api'] === undefined) throw new Error('P14: the API is not ours to look at');
        return (cpuMs['api'] * 1_000) / lines;
      };
      const result = await compare(quick ? 1 : ROUNDS, { ours, reference: () => bareMicros(titles) });
      const rounds = result.rounds.map((one) => `${one.ours.toFixed(1)} / ${one.reference.toFixed(1)}`).join(', ');
      say(`P14: ${rounds} µs a line`);
      return [
        {
          id: 'P14',
          ours: rounded(result.ours),
          reference: rounded(result.reference),
          ratio: rounded(result.ratio),
          floor: 2,
          aim: 1.3,
          unit: 'µs CPU a line',
          better: 'lower',
          notes: [
            `${titles} titles a round, three lines for two of them; rounds: ${rounds}`,
            'the floor takes each line through the schema that the API has (texts free of control characters, dates that exist, cents, unknown fields refused), the greatest single part of what it costs, and makes the document that is stored',
            'ours is the whole process, user and system: HTTP, the driver and its sockets, repetitions, folding ledgers and exposures, collections of garbage; the floor writes nothing anywhere',
          ],
        },
      ];
    } finally {
      await product.stop();
    }
  },
};

/** A process of its own, run as the API is. */
async function bareMicros(titles: number): Promise<number> {
  const bundle = join(BUNDLES, 'bare-lines.js');
  const args = [...NODE_ARGS, bundle, String(titles), String(WARM_UP)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: ENDED_WITHIN_MS });
  return floorSchema.parse(JSON.parse(stdout)).microsPerLine;
}
