/** Owns the proof that CPU time and memory are read from the right places. */
import { cpuDuring, cpuMs, cpuTicks, memoryOf, statusBytes } from '../../bench/process-usage';

it('CPU ticks are found behind a program name with spaces and parentheses', () => {
  const before = '42 (a) strange) name) S 1 42 42 0 -1 4194304 100 200 0 0';
  expect(cpuTicks(`${before} 1234 567 1 2 20 0 11 0 99`)).toEqual([1234, 567]);
});

it('work is charged to the process that did it, and a process that is not known is left out', async () => {
  const { result, cpuMs: used } = await cpuDuring({ self: process.pid, unknown: null }, async () => {
    const until = (await cpuMs(process.pid)) + 60;
    while ((await cpuMs(process.pid)) < until);
    return 'done';
  });
  expect(result).toBe('done');
  expect(Object.keys(used)).toEqual(['self']);
  expect(used['self']).toBeGreaterThanOrEqual(50);
});

it('peak memory is at least what is resident now', async () => {
  const { residentBytes, peakBytes } = await memoryOf(process.pid);
  expect(residentBytes).toBeGreaterThan(10 * 1_024 * 1_024);
  expect(peakBytes).toBeGreaterThanOrEqual(residentBytes);
});

it('sizes are told in kB by the kernel, and a missing one is an error and not zero', () => {
  expect(statusBytes('VmPeak:\t 9 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1024 kB\n', 'VmHWM')).toBe(2_097_152);
  expect(() => statusBytes('Name:\tkthreadd\n', 'VmRSS')).toThrow('VmRSS');
});
