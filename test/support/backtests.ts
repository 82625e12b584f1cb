/** Owns the builders of back-tests and shadows, and what suites on other workflows give in place of their activities. */
import { randomUUID } from 'node:crypto';
import type { BacktestRecord, ShadowRecord } from '../../contracts/policy-backtest';
import type { Policy } from '../../contracts/policy';
import { NO_FLIPS } from '../../domain/policy-flips';
import { defaultPolicy } from '../../rules/default-policy';

const never = () => Promise.reject(new Error('not part of this suite'));

export const noBacktestActivities = { backtestSlice: never, failBacktest: never };

const [FROM, TO] = ['2026-03-10T00:00:00.000Z', '2026-03-20T00:00:00.000Z'];
const COMPARED = { policy: 'default', draft: null, revision: null, version: null, hash: 'hash' };

/** An id as ours are. */
export function anId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll('-', '')}`;
}

/** One that has just begun, over the decisions of ten days. */
export function aBacktest(given: Partial<BacktestRecord> = {}): BacktestRecord {
  return {
    backtest: anId('bkt'),
    compared: COMPARED,
    live: { version: 1, hash: 'hash' },
    document: defaultPolicy(),
    over: 'decisions',
    from: FROM,
    to: TO,
    branches: ['02'],
    gathersAlike: true,
    status: 'running',
    progress: { step: 0, at: FROM, share: 0, tally: NO_FLIPS, leftOut: { withoutFacts: 0, withoutOrder: 0 } },
    startedAt: new Date().toISOString(),
    startedBy: 'test',
    endedAt: null,
    ...given,
  };
}

/** One that has just begun, for thirty days. */
export function aShadow(given: Partial<ShadowRecord> = {}): ShadowRecord {
  return {
    shadow: anId('shw'),
    compared: { ...COMPARED, draft: anId('drf'), revision: 1 },
    document: defaultPolicy(),
    branches: ['02'],
    startedAt: FROM,
    startedBy: 'test',
    until: TO,
    countedUntil: FROM,
    lookedTwiceUntil: FROM,
    step: 0,
    tally: NO_FLIPS,
    status: 'running',
    endedAt: null,
    ...given,
  };
}

/** The default policy, the average delay blocking at save beyond so many days. */
export function withDelay(days: number): Policy {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => {
    if (check.id !== 'average-delay') return { ...check, modes: { ...check.modes, save: 'off' as const } };
    const text = JSON.stringify(check.rules).replaceAll('"value":10', `"value":${days}`);
    return {
      ...check,
      modes: { ...check.modes, save: 'block' as const },
      rules: JSON.parse(text) as typeof check.rules,
    };
  });
  return { ...policy, checks };
}
