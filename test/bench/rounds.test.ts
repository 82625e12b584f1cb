/** Owns the proof that two sides are compared fairly: in turns, and by the ratios of each round. */
import { compare, median, quantile } from '../../bench/rounds';

it('rounds are interleaved, and the side that goes first changes', async () => {
  const seen: string[] = [];
  const side = (name: string) => async (round: number) => {
    seen.push(`${name}${round}`);
    return 1;
  };
  await compare(3, { ours: side('ours'), reference: side('reference') });
  expect(seen).toEqual(['ours0', 'reference0', 'reference1', 'ours1', 'ours2', 'reference2']);
});

it('the ratio is the median of the ratios of the rounds, so that a slow round weighs on both of its sides', async () => {
  const ours = [20, 200, 30];
  const reference = [10, 100, 10];
  const result = await compare(3, {
    ours: async (round) => ours[round] ?? 0,
    reference: async (round) => reference[round] ?? 0,
  });
  expect(result).toMatchObject({ ours: 30, reference: 10, ratio: 2 });
});

it.each([
  [[3], 3],
  [[1, 9, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

it('a quantile is one of the values, and none of nothing', () => {
  const values = Array.from({ length: 101 }, (_, index) => 100 - index);
  expect(quantile(values, 0.99)).toBe(99);
  expect(quantile(values, 1)).toBe(100);
  expect(() => quantile([], 0.5)).toThrow('no values');
});
