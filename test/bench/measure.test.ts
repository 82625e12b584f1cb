/** Owns the proof that a measure is graded by the right side of its bounds and printed whole. */
import { gradeOf, jsonLine, table, type Measure } from '../../bench/measure';

const aMeasure = (changes: Partial<Measure>): Measure => ({
  id: 'P0',
  ours: 10,
  reference: 5,
  ratio: 2,
  floor: 3,
  aim: 1.5,
  unit: 'ms',
  better: 'lower',
  notes: [],
  ...changes,
});

it.each([
  ['lower', 1.5, 'aim'],
  ['lower', 1.501, 'floor'],
  ['lower', 3, 'floor'],
  ['lower', 3.001, 'missed'],
] as const)('where %s is better, a ratio of %d is graded %s', (better, ratio, grade) => {
  expect(gradeOf(aMeasure({ better, ratio }))).toBe(grade);
});

it.each([
  [0.8, 'aim'],
  [0.799, 'floor'],
  [0.55, 'floor'],
  [0.549, 'missed'],
] as const)('where higher is better, a ratio of %d is graded %s', (ratio, grade) => {
  expect(gradeOf(aMeasure({ better: 'higher', ratio, floor: 0.55, aim: 0.8 }))).toBe(grade);
});

it('without a reference, what was measured is held against the bounds', () => {
  const alone = { reference: null, ratio: null, floor: 12, aim: 8 };
  expect(gradeOf(aMeasure({ ...alone, ours: 8 }))).toBe('aim');
  expect(gradeOf(aMeasure({ ...alone, ours: 13 }))).toBe('missed');
});

it('the JSON line has the seven agreed fields and no other', () => {
  const line = JSON.parse(jsonLine(aMeasure({ notes: ['a note'] }))) as object;
  expect(line).toEqual({ id: 'P0', ours: 10, reference: 5, ratio: 2, floor: 3, aim: 1.5, unit: 'ms' });
});

it('the table shows every measure with its grade, and every note', () => {
  const text = table([aMeasure({}), aMeasure({ id: 'M0', ratio: null, reference: null, notes: ['how it was done'] })]);
  expect(text).toMatch(/^P0 .* floor /m);
  expect(text).toMatch(/^M0 .* – .* missed /m);
  expect(text).toContain('M0: how it was done');
});

it('a count of failures is printed with its cases and the seed that draws them again', () => {
  const counted = { cases: 1_000, seed: 'abc' };
  expect(jsonLine(aMeasure({ id: 'R0', ours: 0, counted }))).toBe('{"id":"R0","cases":1000,"failures":0,"seed":"abc"}');
});
