/** Owns P13: how many lines of receivables are ingested a second beside writing the same documents raw. */
import { openDatabase, type CollectionName, type Database } from '../../adapters/mongo/database';
import { rounded } from '../measure';
import { cpuDuring } from '../process-usage';
import { median } from '../rounds';
import type { Row } from '../row';
import { settle } from '../stage/orders';
import { startProduct, type Product } from '../stage/product';
import { sendTitles } from '../stage/receivables';
import type { Stage } from '../stage/stage';

const TITLES = 100_000;
const WARM_UP = 2_000;
const ROUNDS = 3;
/** Documents of one bulk: as many as we write at once. */
const BULKS = { movements: 1_000, customers: 1_000, ledgers: 200, exposures: 200 } as const satisfies Partial<
  Record<CollectionName, number>
>;

export const ingestRate: Row = {
  id: 'P13',
  title: 'lines of receivables ingested a second / the same documents written raw in bulks, same server',
  run: async (stage, { quick, say }) => {
    const titles = quick ? TITLES / 10 : TITLES;
    const rounds: { ours: number; reference: number; cpuMicros: number }[] = [];
    for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
      const product = await startProduct(stage, { name: `p13-${round}` });
      try {
        await sendTitles(product, WARM_UP, 'w-');
        await settle();
        const started = performance.now();
        const { result: lines, cpuMs } = await cpuDuring({ api: product.pids.api }, () => sendTitles(product, titles));
        const ours = perSecond(lines, started);
        const reference = (lines + WARM_UP * 1.5) / (await writeRaw(stage, product, round));
        rounds.push({ ours, reference, cpuMicros: ((cpuMs['api'] ?? 0) * 1_000) / lines });
        say(`P13: ${ours.toFixed(0)}/s ours, ${reference.toFixed(0)}/s reference`);
      } finally {
        await product.stop();
      }
    }
    return [
      {
        id: 'P13',
        ours: rounded(median(rounds.map((one) => one.ours))),
        reference: rounded(median(rounds.map((one) => one.reference))),
        ratio: rounded(median(rounds.map((one) => one.ours / one.reference))),
        floor: 0.5,
        aim: 0.9,
        unit: 'lines/s',
        better: 'higher',
        notes: [
          `${rounds.length} rounds of ${titles} titles, three lines for two of them, twenty titles a customer, empty database`,
          'the reference makes the same writes by bulkWrite, unordered, one bulk after the other: movements and customers inserted, ledgers and exposures inserted empty and then updated; it reads nothing back',
          `rounds: ${rounds.map((one) => `${one.ours.toFixed(0)} / ${one.reference.toFixed(0)}`).join(', ')}`,
          `CPU µs a line of the API: ${median(rounds.map((one) => one.cpuMicros)).toFixed(1)}`,
        ],
      },
    ];
  },
};

function perSecond(lines: number, started: number): number {
  return (lines * 1_000) / (performance.now() - started);
}

type Document = { readonly _id: string };

/** Seconds that the bare driver needs for the documents that a product has stored, read from it beforehand. */
async function writeRaw(stage: Stage, product: Product, round: number): Promise<number> {
  const { mongodb } = await stage.servers();
  const raw = await openDatabase({ uri: mongodb.uri, name: `bench-p13-raw-${round}-${process.pid}` });
  let seconds = 0;
  try {
    for (const [name, bulk] of Object.entries(BULKS) as [keyof typeof BULKS, number][]) {
      seconds += await copyRaw(product.database, raw, name, bulk);
    }
    return seconds;
  } finally {
    await raw.connection.dropDatabase();
    await raw.close();
  }
}

/**
 * The same writes as ours: each document inserted; a ledger and an exposure empty first, and then what they come to.
 * None is read.
 */
async function copyRaw(from: Database, to: Database, name: keyof typeof BULKS, bulk: number): Promise<number> {
  const target = to.collection<Document>(name);
  const isWrittenTwice = name === 'ledgers' || name === 'exposures';
  let documents: Document[] = [];
  let ms = 0;
  const write = async (): Promise<void> => {
    if (documents.length === 0) return;
    const inserts = documents.map((document) => ({
      insertOne: { document: isWrittenTwice ? { _id: document._id } : document },
    }));
    const updates = documents.map(({ _id, ...$set }) => ({ updateOne: { filter: { _id }, update: { $set } } }));
    const started = performance.now();
    await target.bulkWrite(inserts, { ordered: false });
    if (isWrittenTwice) await target.bulkWrite(updates, { ordered: false });
    ms += performance.now() - started;
    documents = [];
  };
  for await (const document of from.collection<Document>(name).find()) {
    documents.push(document);
    if (documents.length === bulk) await write();
  }
  await write();
  return ms / 1_000;
}
