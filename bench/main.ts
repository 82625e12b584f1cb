/** Owns `npm run bench`: which rows run, in which order, and how what they found is told. */
import { parseArgs } from 'node:util';
import { gradeOf, jsonLine, table, type Measure } from './measure';
import type { Row } from './row';
import { backtestBeside } from './rows/backtest';
import { checksWithoutTemporal } from './rows/c1-checks-without-temporal';
import { memory } from './rows/m1-m2-memory';
import { linting } from './rows/lint';
import { compiledPolicies } from './rows/p1-p2-compiled-policies';
import { backtest } from './rows/p5-backtest';
import { overlappingJudgements } from './rows/p3-overlapping-judgements';
import { historySize } from './rows/p12-history-size';
import { historyCounts } from './rows/p11-history-counts';
import { creditChecks } from './rows/p7-credit-checks';
import { submitLatency } from './rows/p8-submit-latency';
import { ordersPerSecond } from './rows/p9-orders-per-second';
import { pagesWithoutTemporal } from './rows/p19-pages-without-temporal';
import { holds } from './rows/holds';
import { holdQueue } from './rows/p20-hold-queue';
import { ingestMemory } from './rows/p15-memory';
import { ingestRate } from './rows/p13-ingest';
import { ingestCpu } from './rows/p14-ingest-cpu';
import { secondSync } from './rows/p16-second-sync';
import { longestStall } from './rows/p17-longest-stall';
import { purchaseCharges } from './rows/r1-purchase-charges';
import { compiledAndEngine } from './rows/r2-compiled-and-engine';
import { overCommitted } from './rows/r11-over-committed';
import { ingestCounts } from './rows/r13-ingest-counts';
import { fuzzedRequests } from './rows/r10-fuzzed-requests';
import { openStage } from './stage/stage';

/** In the order they run. A row is named by its id, or by that of one of its measures. */
const ROWS: readonly Row[] = [
  compiledPolicies,
  linting,
  overlappingJudgements,
  backtest,
  creditChecks,
  submitLatency,
  ordersPerSecond,
  historyCounts,
  historySize,
  ingestRate,
  ingestCpu,
  ingestMemory,
  secondSync,
  longestStall,
  holdQueue,
  holds,
  backtestBeside,
  memory,
  checksWithoutTemporal,
  pagesWithoutTemporal,
  purchaseCharges,
  compiledAndEngine,
  fuzzedRequests,
  overCommitted,
  ingestCounts,
];
const ALIASES: Readonly<Record<string, string>> = { M2: 'M1', P2: 'P1' };

const say = (line: string): void => console.error(`[bench] ${line}`);

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const rows = chosen(positionals);
  const measures: Measure[] = [];
  const stage = await openStage(say);
  const stop = (): void => void stage.close().finally(() => process.exit(1));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    for (const row of rows) {
      say(`${row.id}: ${row.title}`);
      const found = await row.run(stage, { quick: values.quick, say });
      for (const measure of found) console.log(jsonLine(measure));
      measures.push(...found);
    }
  } finally {
    await stage.close();
  }
  console.log(`\n${table(measures)}`);
  if (values.quick) console.log('\n--quick: a tenth of the size; these figures show that the rows work, not how fast.');
  if (measures.some((measure) => gradeOf(measure) === 'missed')) process.exitCode = 1;
}

function chosen(names: readonly string[]): readonly Row[] {
  const wanted = new Set(names.map((name) => ALIASES[name.toUpperCase()] ?? name.toUpperCase()));
  const unknown = [...wanted].filter((name) => !ROWS.some((row) => row.id === name));
  if (unknown.length > 0) {
    throw new Error(`no such row: ${unknown.join(', ')}. There are ${ROWS.map((row) => row.id).join(', ')}`);
  }
  return wanted.size === 0 ? ROWS : ROWS.filter((row) => wanted.has(row.id));
}

main()
  .catch((error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  })
  // A row that failed may have left connections open; processes it left are on the leash of this one.
  .finally(() => process.exit());
