/** Owns the guarantees on flips: what counts as one, how an order ended, and that a count goes on where it was left. */
import { Outcome } from '../../domain/outcome';
import { endingOf, flipCounter, flipDirection, NO_FLIPS, type CountedCase } from '../../domain/policy-flips';

test('a flip is what people would see, in one of four directions; to hold or to be undetermined is the same', () => {
  const { clear, indicated, undetermined, blocked } = Outcome;
  expect([clear, indicated].map((before) => flipDirection(before, undetermined))).toEqual(['held', 'held']);
  expect([blocked, undetermined].map((before) => flipDirection(before, indicated))).toEqual(['freed', 'freed']);
  expect([flipDirection(clear, indicated), flipDirection(indicated, clear)]).toEqual(['indicated', 'cleared']);
  expect([flipDirection(blocked, undetermined), flipDirection(clear, clear)]).toEqual([null, null]);
});

test.each([
  ['settled 15 days late is in time', '2026-10-01', '2026-10-16', 'inTime'],
  ['settled 16 days late is late', '2026-10-01', '2026-10-17', 'late'],
  ['open for 16 days is late', '2026-10-31', null, 'late'],
  ['open for 15 days is not known', '2026-11-01', null, null],
  ['not due is not known', '2026-12-01', null, null],
])('an order whose title was %s', (_name, dueOn, settledOn, ending) => {
  expect(endingOf([{ dueOn, settledOn }], '2026-11-16')).toBe(ending);
});

test('one late title is enough, one open title leaves it unknown, and without titles nothing is known', () => {
  const paid = { dueOn: '2026-10-01', settledOn: '2026-10-01' };
  const open = { dueOn: '2026-12-01', settledOn: null };
  expect(endingOf([paid, open], '2026-11-16')).toBeNull();
  expect(endingOf([open, { dueOn: '2026-01-02', settledOn: '2026-02-02' }], '2026-11-16')).toBe('late');
  expect(endingOf([], '2026-11-16')).toBeNull();
});

test('counted in two goes is counted in one', () => {
  const held: CountedCase = {
    reasons: { live: ['a'], draft: ['a', 'b'] },
    flip: { direction: 'held', checks: ['b'], valueCents: 900, ending: 'late' },
  };
  const quiet: CountedCase = { reasons: { live: [], draft: [] }, flip: null };
  const whole = flipCounter(NO_FLIPS);
  expect([held, quiet, held].map((one) => whole.add(one))).toEqual([1, 0, 2]);
  const first = flipCounter(NO_FLIPS);
  [held, quiet].forEach((one) => first.add(one));
  const second = flipCounter(JSON.parse(JSON.stringify(first.so())) as typeof NO_FLIPS);
  second.add(held);
  expect(second.so()).toEqual(whole.so());
  expect(whole.so()).toEqual({
    judged: 3,
    flips: { held: { count: 2, valueCents: 1_800, endings: { known: 2, late: 2 } } },
    checks: {
      a: { restricted: { live: 2, draft: 2 }, flips: {} },
      b: {
        restricted: { live: 0, draft: 2 },
        flips: { held: { count: 2, valueCents: 1_800, endings: { known: 2, late: 2 } } },
      },
    },
  });
});
