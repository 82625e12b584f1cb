/** Owns P3: what judging loses when a thousand overlap, and whether any of a million then comes out wrong. */
import { seededRandom, type Random } from '../../dev/generator/random';
import type { Judgement } from '../../contracts/judgement';
import type { Policy } from '../../contracts/policy';
import type { FactReadings } from '../../domain/facts';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';
import { closedLoop } from '../load';
import { rounded, type Measure } from '../measure';
import { judgeByHand, type ByHand } from '../references/default-policy-by-hand';
import { compare } from '../rounds';
import type { Row, RowOptions } from '../row';
import { randomReadings } from '../stage/random-facts';

const OVERLAPPING = 1_000;
const ROUNDS = 9;
const PER_ROUND = 20_000;
const JUDGED = 1_000_000;
const SEED = 'P3';

/** One question, judged by us and by hand. */
export interface Question {
  readonly facts: FactReadings;
  readonly action: 'save' | 'receipt';
  readonly holdable: boolean;
}

export const overlappingJudgements: Row = {
  id: 'P3',
  title: 'judgements/s with 1,000 overlapping / one after the other; wrong ones among 1 M',
  run: async (_stage, options) => [await speed(options), await wrong(options)],
};

async function speed({ quick, say }: RowOptions): Promise<Measure> {
  const policy = defaultPolicy();
  const random = seededRandom(SEED);
  const questions = Array.from({ length: 500 }, () => randomQuestion(random));
  const judgements = PER_ROUND / (quick ? 10 : 1);
  const perSecond = async (inFlight: number): Promise<number> => {
    const { seconds } = await closedLoop(judgements, inFlight, (n) => judge(policy, at(questions, n)));
    return judgements / seconds;
  };
  await perSecond(OVERLAPPING);
  await perSecond(1);
  const result = await compare(ROUNDS, { ours: () => perSecond(OVERLAPPING), reference: () => perSecond(1) });
  say(`P3a: ${rounded(result.ours)}/s overlapping, ${rounded(result.reference)}/s alone`);
  return {
    id: 'P3a',
    ours: rounded(result.ours),
    reference: rounded(result.reference),
    ratio: rounded(result.ratio),
    floor: 0.95,
    aim: 0.99,
    unit: 'judgements/s',
    better: 'higher',
    notes: [
      `the default policy, ${policy.checks.length} checks, evidence included; ${ROUNDS} rounds of ${judgements} a side`,
      `rounds: ${result.rounds.map((round) => (round.ours / round.reference).toFixed(3)).join(', ')}`,
    ],
  };
}

async function wrong({ quick }: RowOptions): Promise<Measure> {
  const policy = defaultPolicy();
  const random = seededRandom(SEED);
  const judgements = JUDGED / (quick ? 10 : 1);
  const outcomes = new Map<string, number>();
  let ours = 0;
  const { seconds } = await closedLoop(judgements, OVERLAPPING, async () => {
    const question = randomQuestion(random);
    const byHand = judgeByHand(question.facts, question.action, question.holdable);
    outcomes.set(byHand.outcome, (outcomes.get(byHand.outcome) ?? 0) + 1);
    if (!isRight(await judge(policy, question), byHand)) ours += 1;
  });
  const shares = [...outcomes].map(([name, count]) => `${name} ${((100 * count) / judgements).toFixed(0)} %`);
  return {
    id: 'P3b',
    ours,
    reference: null,
    ratio: null,
    floor: 0,
    aim: 0,
    unit: `wrong of ${judgements}`,
    better: 'lower',
    notes: [
      `outcome and each check's result, against plain code; seed "${SEED}"; ${seconds.toFixed(0)} s; ${shares.join(', ')}`,
    ],
  };
}

/** A question with facts around the bounds of the default policy. */
export function randomQuestion(random: Random): Question {
  const action = random.chance(0.3) ? 'save' : 'receipt';
  return { facts: randomReadings(random), action, holdable: random.chance(0.8) };
}

/** Whether a judgement says what plain code says: the outcome, and every check's own result. */
export function isRight(judgement: Judgement, byHand: ByHand): boolean {
  return (
    judgement.outcome === byHand.outcome &&
    judgement.checks.length === Object.keys(byHand.checks).length &&
    judgement.checks.every(({ check, result }) => byHand.checks[check] === result)
  );
}

function judge(policy: Policy, { facts, action, holdable }: Question): Promise<Judgement> {
  return judgePolicy(policy, facts, { branch: '01', actions: [action], holdable });
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
