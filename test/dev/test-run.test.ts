/** Owns the guarantees of `npm test` itself: it counts what ran, and can't pass by running nothing. */
import { tallyOfJest } from '../../dev/test/jest-report';
import { closingLines, runStep } from '../../dev/test/step';

const report = { numPassedTests: 5, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

test('a run in which all passed has no failure', () => {
  expect(tallyOfJest(report, 0)).toEqual({ passed: 5, failed: 0 });
});

test.each([
  ['a failed test', { ...report, numFailedTests: 2 }, 1, { passed: 5, failed: 2 }],
  ['a suite that could not be loaded', { ...report, numRuntimeErrorTestSuites: 1 }, 1, { passed: 5, failed: 1 }],
  ['no test at all', { ...report, numPassedTests: 0 }, 0, { passed: 0, failed: 1 }],
  ['a bad end that no test shows', report, 1, { passed: 5, failed: 1 }],
  ['a runner that was killed', report, null, { passed: 5, failed: 1 }],
  ['no report', null, 0, { passed: 0, failed: 1 }],
])('%s is a failure', (_, given, code, expected) => {
  expect(tallyOfJest(given, code)).toEqual(expected);
});

test('the last line sums all steps, and has exactly this form', () => {
  const results = [
    { name: 'types', seconds: 12.34, passed: 1, failed: 0 },
    { name: 'tests', seconds: 100, passed: 41, failed: 2 },
  ];
  expect(closingLines(results)).toEqual([
    '',
    'types     12.3 s  1 passed, 0 failed',
    'tests    100.0 s  41 passed, 2 failed',
    '42 passed, 2 failed',
  ]);
});

test('a step that throws counts as one failure and does not end the run', async () => {
  const silenced = [jest.spyOn(console, 'error'), jest.spyOn(console, 'log')].map((spy) => spy.mockImplementation());
  const result = await runStep('build', () => Promise.reject(new Error('on purpose')));
  expect(result).toMatchObject({ name: 'build', passed: 0, failed: 1 });
  for (const spy of silenced) spy.mockRestore();
});
