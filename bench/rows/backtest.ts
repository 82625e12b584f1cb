/** Owns BACKTEST: what a back-test costs those who place orders meanwhile, and the worker that does both. */
import { openLoop } from '../load';
import { rounded } from '../measure';
import { forgetPeak, memoryOf } from '../process-usage';
import { quantile } from '../rounds';
import type { Row, RowOptions } from '../row';
import { startIdleProcess } from '../references/idle-process';
import { aDraft, backtested } from '../stage/backtests';
import { longestStallMs, METRICS_ENV } from '../stage/longest-stall';
import { seedCustomers, settle, submit, warmUp } from '../stage/orders';
import { startProduct, type Product } from '../stage/product';
import { storeDecisions } from '../stage/stored-decisions';
import type { Stage } from '../stage/stage';

const DECISIONS = 100_000;
const PER_SECOND = 20;
const ORDERS = 600;
const WARM_UP = 100;
const MEBIBYTE = 1_024 * 1_024;

interface Found {
  readonly alone: number;
  readonly meanwhile: number;
  readonly peak: number;
  readonly stall: number;
  readonly idle: number;
  readonly runs: number;
}

export const backtestBeside: Row = {
  id: 'BACKTEST',
  title:
    "back-tests beside live orders: the worker's memory (a), p50 of POST orders / the same alone (b), longest stall (c)",
  run: async (stage, options) => {
    const { alone, meanwhile, peak, stall, idle, runs } = await measure(stage, options);
    const note = `${runs} back-tests of ${sizeOf(options)} decisions, one after the other, beside ${PER_SECOND} orders a second`;
    const ours = { reference: null, ratio: null, better: 'lower' as const };
    return [
      {
        ...ours,
        id: 'BACKTESTa',
        ours: rounded(peak),
        floor: 500,
        aim: 300,
        unit: 'MiB, peak RSS of the worker',
        notes: [note],
      },
      {
        ...ours,
        id: 'BACKTESTb',
        ours: rounded(meanwhile),
        reference: rounded(alone),
        ratio: rounded(meanwhile / alone),
        floor: 2,
        aim: 1.2,
        unit: 'ms, p50',
        notes: [`${note}; each order another customer`],
      },
      {
        ...ours,
        id: 'BACKTESTc',
        ours: rounded(Math.max(0, stall - idle)),
        floor: 50,
        aim: 10,
        unit: 'ms, longest stall of the worker',
        notes: [`less that of a process that does nothing: ${idle.toFixed(1)} ms`],
      },
    ];
  },
};

function sizeOf({ quick }: RowOptions): number {
  return quick ? DECISIONS / 10 : DECISIONS;
}

async function measure(stage: Stage, options: RowOptions): Promise<Found> {
  const { quick, say } = options;
  const orders = quick ? ORDERS / 5 : ORDERS;
  const product = await startProduct(stage, { name: 'backtest', env: METRICS_ENV });
  try {
    await seedCustomers(product, 0, WARM_UP + 2 * orders);
    await storeDecisions(product, sizeOf(options));
    const draft = await aDraft(product);
    await warmUp(WARM_UP, (n) => submit(product, `warm-${n}`, n));
    await settle();
    const p50 = async (first: number): Promise<number> => {
      const { latenciesMs } = await openLoop(orders, PER_SECOND, (n) => submit(product, `o-${first + n}`, first + n));
      return quantile(latenciesMs, 0.5);
    };
    const alone = await p50(WARM_UP);
    const { worker } = product.pids;
    if (worker === null) throw new Error('BACKTEST: the worker is not ours to look at');
    await forgetPeak(worker);
    const idle = startIdleProcess();
    await settle();
    await longestStallMs(product.workerUrl);
    const { result: meanwhile, runs } = await beside(product, draft, () => p50(WARM_UP + orders));
    const stall = await longestStallMs(product.workerUrl);
    const peak = (await memoryOf(worker)).peakBytes / MEBIBYTE;
    say(
      `BACKTEST: p50 ${rounded(alone)} ms alone, ${rounded(meanwhile)} ms meanwhile; ${peak.toFixed(0)} MiB; ${stall.toFixed(1)} ms`,
    );
    return { alone, meanwhile, peak, stall, idle: await idle.longestStallMs(), runs };
  } finally {
    await product.stop();
  }
}

/** Back-tests one after the other for as long as `work` takes. */
async function beside<T>(
  product: Product,
  draft: string,
  work: () => Promise<T>,
): Promise<{ result: T; runs: number }> {
  const state = { isOver: false, runs: 0 };
  const backtests = async (): Promise<void> => {
    while (!state.isOver) {
      await backtested(product, draft);
      state.runs += 1;
    }
  };
  const working = work().finally(() => (state.isOver = true));
  const [result] = await Promise.all([working, backtests()]);
  return { result, runs: state.runs };
}
