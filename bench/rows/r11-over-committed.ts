/** Owns R11: limit over-committed by a hundred concurrent orders of one customer or group, where the limit check blocks. */
import { setTimeout as wait } from 'node:timers/promises';
import { randomBytes, randomUUID } from 'node:crypto';
import { seededRandom, type Random } from '../../dev/generator/random';
import { closedLoop } from '../load';
import type { Row } from '../row';
import { addRelease, blockOverLimit, committedBy, LIMIT_CENTS, seedBuyers } from '../stage/limited-buyers';
import { orderOf, settle } from '../stage/orders';
import { BRANCH, startProduct, type Product } from '../stage/product';

const AT_ONCE = 100;
const ROUNDS = 5;
const SHOWN = 5;
const WAYS = ['plain', 'released', 'tolerated'] as const;
type Way = (typeof WAYS)[number];

export const overCommitted: Row = {
  id: 'R11',
  title: 'limit over-committed by 100 concurrent orders of one customer or group, where the limit check blocks',
  run: async (stage, { quick, say }) => {
    const seed = process.env['CRIVO_LIMIT_SEED'] ?? randomBytes(6).toString('hex');
    say(`CRIVO_LIMIT_SEED=${seed} repeats these orders`);
    const random = seededRandom(seed);
    const product = await startProduct(stage, { name: 'r11' });
    const failures: string[] = [];
    const notes: string[] = [];
    let cases = 0;
    try {
      await blockOverLimit(product);
      for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
        for (const members of [1, 5]) {
          for (const way of WAYS) {
            const told = await tryRound(product, random, cases * 10, members, way);
            if (told.overCents > 0) failures.push(`${told.text}: ${told.overCents} cents too much`);
            if (round === 0) notes.push(told.text);
            cases += 1;
          }
        }
        say(`R11: ${cases} rounds, ${failures.length} failures`);
      }
    } finally {
      await product.stop();
    }
    for (const failure of failures.slice(0, SHOWN)) say(failure);
    const unit = `failures of ${cases} rounds of ${AT_ONCE} orders`;
    const bounds = { reference: null, ratio: null, floor: 0, aim: 0, better: 'lower' } as const;
    return [{ id: 'R11', ours: failures.length, ...bounds, unit, counted: { cases, seed }, notes }];
  },
};

/** @throws where none passed or none was held: nothing was tried then */
async function tryRound(product: Product, random: Random, first: number, members: number, way: Way) {
  const buyers = await seedBuyers(product, first, members);
  if (way === 'released') await addRelease(product, buyers);
  const amounts = Array.from({ length: AT_ONCE }, () => random.between(100_00, 900_00));
  const order = (n: number) => ({ ...orderOf(randomUUID(), first + (n % members)), ...priced(amounts[n] ?? 0) });
  const passed: { id: string; totalCents: number }[] = [];
  let held = 0;
  await closedLoop(AT_ONCE, AT_ONCE, async (n) => {
    const sent = order(n);
    if ((await statusOf(product, 'POST', `/v1/branches/${BRANCH}/orders`, sent)) === 'held') held += 1;
    else passed.push({ id: sent.id, totalCents: sent.totalCents });
  });
  if (passed.length === 0 || held === 0) throw new Error(`R11: ${passed.length} passed, ${held} were held`);
  const grownCents = way === 'tolerated' ? await grow(product, passed, order) : 0;
  const { takenCents, releasedCents, overCeilingCents } = await committedBy(product, buyers);
  if (way === 'released' && releasedCents === 0) throw new Error('R11: nothing passed by the release');
  const overCents = Math.max(0, takenCents - LIMIT_CENTS - releasedCents - grownCents) + overCeilingCents;
  const who = members === 1 ? 'one customer' : `a group of ${members}`;
  return { overCents, text: `${who}, ${way}: ${passed.length} passed, ${held} held, ${takenCents} cents taken` };
}

/** Every order that passed grows by 5 %, while others of the same buyers come. Answers what tolerance may have let pass. */
async function grow(
  product: Product,
  passed: readonly { readonly id: string; readonly totalCents: number }[],
  order: (n: number) => { readonly id: string },
): Promise<number> {
  const grown = passed.map(({ totalCents }) => Math.floor(totalCents * 1.05));
  await closedLoop(2 * passed.length, AT_ONCE, async (n) => {
    const at = `/v1/branches/${BRANCH}/orders`;
    const one = passed[Math.floor(n / 2)];
    if (n % 2 === 1 || one === undefined) await statusOf(product, 'POST', at, order(n));
    else await statusOf(product, 'PATCH', `${at}/${one.id}`, priced(grown[n / 2] ?? 0));
  });
  await settle();
  return grown.reduce((sum, cents, n) => sum + cents - (passed[n]?.totalCents ?? 0), 0);
}

function priced(totalCents: number) {
  const { payments } = orderOf('', 0);
  return { totalCents, payments: payments.map((payment) => ({ ...payment, amountCents: totalCents })) };
}

const REPEATS = 20;
const COMES_BACK_AFTER_MS = 1_000;

/** Sends again what is to come back later, as an ERP does. */
async function statusOf(product: Product, method: 'POST' | 'PATCH', path: string, body: object): Promise<string> {
  for (let repeat = 0; ; repeat += 1) {
    const answer = await product.http.call(method, path, body);
    if (answer.status === 200) return (answer.body as { status: string }).status;
    if (answer.status !== 503 || repeat === REPEATS) throw new Error(`${path} gave ${JSON.stringify(answer)}`);
    await wait(COMES_BACK_AFTER_MS);
  }
}
