/** Owns the turnstile: one at a time, in order, bounded, and never locked by a failure. */
import { turnstile } from '../../rules/turnstile';

const bounds = { waiting: 1_000, inARow: 8 };

test('work that overlaps is done one at a time, in the order it came', async () => {
  const inTurn = turnstile(bounds);
  const done: number[] = [];
  let atWork = 0;
  let most = 0;
  const work = (n: number) => async () => {
    atWork += 1;
    most = Math.max(most, atWork);
    for (let hop = 0; hop < n % 5; hop += 1) await Promise.resolve();
    atWork -= 1;
    done.push(n);
    return n;
  };
  const numbers = Array.from({ length: 700 }, (_, n) => n);
  await expect(Promise.all(numbers.map((n) => inTurn(work(n))))).resolves.toEqual(numbers);
  expect(done).toEqual(numbers);
  expect(most).toBe(1);
});

test('a failure reaches its own caller only, also one that comes before any promise', async () => {
  const inTurn = turnstile(bounds);
  const fail = () => Promise.reject(new Error('mine'));
  const throwAtOnce = () => {
    throw new Error('at once');
  };
  const all = [inTurn(fail), inTurn(throwAtOnce), inTurn(() => Promise.resolve('well')), inTurn(fail)];
  const settled = await Promise.allSettled(all);
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected']);
  await expect(inTurn(throwAtOnce)).rejects.toThrow('at once');
  await expect(inTurn(() => Promise.resolve('after'))).resolves.toBe('after');
});

test('more than may wait are told to come back, and those before them are served', async () => {
  const inTurn = turnstile({ waiting: 3, inARow: 8 });
  const all = Array.from({ length: 6 }, (_, n) => inTurn(() => Promise.resolve(n)));
  const settled = await Promise.allSettled(all);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  await expect(all[5]).rejects.toMatchObject({ code: 'Unavailable', details: { retryAfterSeconds: 1 } });
  await expect(inTurn(() => Promise.resolve('free again'))).resolves.toBe('free again');
});

test('a long row of work lets the rest of the process have its turn in between', async () => {
  const inTurn = turnstile(bounds);
  let isOver = false;
  const all = Promise.all(Array.from({ length: 100 }, () => inTurn(() => Promise.resolve())));
  const wasOver = await new Promise<boolean>((resolve) => {
    setImmediate(() => setImmediate(() => resolve(isOver)));
    void all.then(() => (isOver = true));
  });
  expect(wasOver).toBe(false);
  await all;
});
