/** Owns the guarantee that results combine by severity, and that what is unknown never approves. */
import {
  checkOutcome,
  type CheckResult,
  Mode,
  Outcome,
  strictestMode,
  verdict,
  worstOutcome,
  type AskedBy,
} from '../../domain/outcome';

const OUTCOMES = Object.values(Outcome);
const MODES = Object.values(Mode);

test('the worst of two outcomes is the later one of clear, indicated, undetermined, blocked', () => {
  OUTCOMES.forEach((a, i) => OUTCOMES.forEach((b, j) => expect(worstOutcome([a, b])).toBe(OUTCOMES[Math.max(i, j)])));
  expect(OUTCOMES).toEqual(['clear', 'indicated', 'undetermined', 'blocked']);
  expect(worstOutcome([])).toBe('clear');
});

test('the strictest of two modes is the later one of off, indicate, block', () => {
  MODES.forEach((a, i) => MODES.forEach((b, j) => expect(strictestMode([a, b])).toBe(MODES[Math.max(i, j)])));
  expect(MODES).toEqual(['off', 'indicate', 'block']);
  expect(strictestMode([])).toBe('off');
});

test.each<readonly [CheckResult, Mode, Mode | undefined, Outcome]>([
  ['noHit', 'off', undefined, 'clear'],
  ['noHit', 'indicate', undefined, 'clear'],
  ['noHit', 'block', undefined, 'clear'],
  ['hit', 'off', undefined, 'clear'],
  ['hit', 'indicate', undefined, 'indicated'],
  ['hit', 'block', undefined, 'blocked'],
  ['hit', 'block', 'indicate', 'blocked'],
  ['hit', 'indicate', 'block', 'indicated'],
  ['unknown', 'off', undefined, 'clear'],
  ['unknown', 'off', 'block', 'clear'],
  ['unknown', 'indicate', undefined, 'indicated'],
  ['unknown', 'indicate', 'block', 'undetermined'],
  ['unknown', 'block', undefined, 'undetermined'],
  ['unknown', 'block', 'indicate', 'indicated'],
])('%s at %s, when unknown %s, is %s', (result, mode, whenUnknown, outcome) => {
  expect(checkOutcome(result, mode, whenUnknown)).toBe(outcome);
});

test('an unknown check that is on is never clear', () => {
  for (const mode of MODES.filter((one) => one !== 'off')) {
    for (const whenUnknown of MODES) expect(checkOutcome('unknown', mode, whenUnknown)).not.toBe('clear');
  }
});

test.each<readonly [Outcome, AskedBy, boolean, string]>([
  ['clear', 'person', false, 'pass'],
  ['clear', 'automatic', true, 'pass'],
  ['indicated', 'person', true, 'pass'],
  ['indicated', 'automatic', false, 'pass'],
  ['indicated', 'automatic', true, 'wait'],
  ['undetermined', 'person', false, 'hold'],
  ['undetermined', 'automatic', true, 'hold'],
  ['blocked', 'person', false, 'hold'],
  ['blocked', 'automatic', true, 'hold'],
])('%s, asked by %s, demanding clear %s: %s', (outcome, by, demandsClear, expected) => {
  expect(verdict(outcome, by, demandsClear)).toBe(expected);
});
