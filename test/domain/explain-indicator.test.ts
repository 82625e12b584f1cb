/** Owns the guarantees of the explained "I": what stands, since when without a break, and grey for what nobody knows. */
import { explainIndicator } from '../../domain/explain-indicator';

const entry = (at: string, ...checks: string[]) => ({
  at,
  restrictions: checks.map((check) => ({ check, result: 'hit' as const })),
});
const WHOLE = { isWhole: true, wasJudged: true };

test('a check stands since the entry from which on it was never missing', () => {
  const entries = [entry('5', 'a', 'b'), entry('4', 'a'), entry('3', 'a', 'b'), entry('2'), entry('1', 'a')];
  const { indicator, last, standing } = explainIndicator(entries, WHOLE);
  expect([indicator, last?.at]).toEqual(['restricted', '5']);
  expect(standing.map(({ check, first, isKnown }) => [check, first.at, isKnown])).toEqual([
    ['a', '3', true],
    ['b', '5', true],
  ]);
});

test('where older entries were not read, since when is told as not known', () => {
  const [standing] = explainIndicator([entry('2', 'a'), entry('1', 'a')], { ...WHOLE, isWhole: false }).standing;
  expect([standing?.first.at, standing?.isKnown]).toEqual(['1', false]);
});

test('checks that could only not be verified are grey, not yellow', () => {
  const unknown = { at: '1', restrictions: [{ check: 'a', result: 'unknown' as const }] };
  expect(explainIndicator([unknown], WHOLE).indicator).toBe('unknown');
});

test('no restriction is green only for who was judged: unknown is never clear', () => {
  expect(explainIndicator([entry('1')], WHOLE).indicator).toBe('clear');
  expect(explainIndicator([], WHOLE).indicator).toBe('clear');
  expect(explainIndicator([], { ...WHOLE, wasJudged: false }).indicator).toBe('unknown');
});
