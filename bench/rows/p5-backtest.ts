/** Owns P5: judging two policies over a portfolio in memory, and a whole back-test beside reading what it reads. */
import type { FactReadings } from '../../domain/facts';
import { policyPair } from '../../rules/compare-policies';
import { defaultPolicy } from '../../rules/default-policy';
import { rounded, type Measure } from '../measure';
import { firedByEngine } from '../references/naive-engine';
import { compare } from '../rounds';
import type { Row, RowOptions } from '../row';
import { aDraft, backtested } from '../stage/backtests';
import { BRANCH, startProduct, type Product } from '../stage/product';
import { knownReadings } from '../stage/random-facts';
import type { Stage } from '../stage/stage';
import { changedPolicy, manyReadings, storeDecisions, YEAR } from '../stage/stored-decisions';

const ROUNDS = 3;
const CUSTOMERS = 1_000_000;
/** The naive engine judges so many, and its time is scaled; they are the different ones among all customers. */
const SAMPLE = 10_000;
const DECISIONS = 100_000;
const AT = { branch: BRANCH, actions: ['save'], holdable: true } as const;

export const backtest: Row = {
  id: 'P5',
  title:
    'two policies over a portfolio (a: in memory / naive engines; b: a whole back-test / a raw read of its documents)',
  run: async (stage, options) => [await inMemory(options), await whole(stage, options)],
};

async function inMemory({ quick, say }: RowOptions): Promise<Measure> {
  const [customers, sample] = quick ? [CUSTOMERS / 10, SAMPLE / 10] : [CUSTOMERS, SAMPLE];
  const facts = manyReadings('P5', sample, knownReadings);
  const [live, draft] = [defaultPolicy(), changedPolicy()];
  const pair = policyPair(live, draft);
  const perSecond = async (times: number, judge: (facts: FactReadings) => unknown): Promise<number> => {
    const since = performance.now();
    for (let done = 0; done < times; done += facts.length) {
      for (const one of facts) {
        const pending = judge(one);
        if (pending instanceof Promise) await pending;
      }
    }
    return (times * 1_000) / (performance.now() - since);
  };
  let flips = 0;
  const ours = () => perSecond(customers, (one) => (flips += pair.compare(AT, one).flip === null ? 0 : 1));
  const reference = () =>
    perSecond(sample, async (one) => {
      await firedByEngine(live, one);
      await firedByEngine(draft, one);
    });
  const result = await compare(ROUNDS, { ours, reference });
  if (flips === 0) throw new Error('P5: the two policies never differed');
  say(`P5a: ${rounded(result.ours)}/s, naive ${rounded(result.reference)}/s`);
  return {
    id: 'P5a',
    ours: rounded(customers / result.ours),
    reference: rounded(customers / result.reference),
    ratio: rounded(result.ratio),
    floor: 40,
    aim: 400,
    unit: `s, two policies over ${customers} customers`,
    better: 'higher',
    notes: [
      `${ROUNDS} rounds; ${sample} different customers, over and over; the naive engine judged each once, its time is scaled`,
      `${((flips / ROUNDS / customers) * 100).toFixed(1)} % of them are judged otherwise, and the checks for it are told`,
    ],
  };
}

async function whole(stage: Stage, { quick, say }: RowOptions): Promise<Measure> {
  const decisions = quick ? DECISIONS / 10 : DECISIONS;
  const product = await startProduct(stage, { name: 'p5' });
  try {
    await storeDecisions(product, decisions);
    const draft = await aDraft(product);
    const ours = async (): Promise<number> => {
      const { seconds, judged } = await backtested(product, draft);
      if (judged !== decisions) throw new Error(`P5: ${judged} judged of ${decisions}`);
      return decisions / seconds;
    };
    const reference = async (): Promise<number> => decisions / (await readSeconds(product, decisions));
    // The worker's first one loads and optimises.
    await ours();
    const result = await compare(ROUNDS, { ours, reference });
    say(`P5b: ${rounded(result.ours)}/s, read alone ${rounded(result.reference)}/s`);
    return {
      id: 'P5b',
      ours: rounded(result.ours),
      reference: rounded(result.reference),
      ratio: rounded(result.ratio),
      floor: 0.5,
      aim: 0.9,
      unit: 'decisions/s',
      better: 'higher',
      notes: [
        `${ROUNDS} rounds of ${decisions} decisions with their evidence; from the request until its end is seen over HTTP`,
        'the reference reads the same documents whole by one cursor and drops them; a back-test reads the facts its policies name',
      ],
    };
  } finally {
    await product.stop();
  }
}

/** One cursor over the documents, by the same index. */
async function readSeconds({ database }: Product, decisions: number): Promise<number> {
  const since = performance.now();
  let read = 0;
  const cursor = database.collection('decisions').find({ at: { $gte: YEAR.from, $lt: YEAR.to } });
  for await (const document of cursor) read += '_id' in document ? 1 : 0;
  if (read !== decisions) throw new Error(`P5: ${read} read of ${decisions}`);
  return (performance.now() - since) / 1_000;
}
