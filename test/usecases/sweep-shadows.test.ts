/** Owns the guarantee that a shadow that can't go on keeps no other waiting. */
import type { ShadowRecord } from '../../contracts/policy-backtest';
import type { JudgedFacts } from '../../adapters/mongo/judged-facts-store';
import { CrivoError } from '../../domain/errors';
import { defaultPolicy } from '../../rules/default-policy';
import { sweepShadows, type ShadowDeps } from '../../usecases/sweep-shadows';
import { readings } from '../rules/builders';
import { aShadow } from '../support/backtests';

const of = (policy: string): ShadowRecord => {
  const shadow = aShadow();
  return { ...shadow, compared: { ...shadow.compared, policy } };
};
const never = () => Promise.reject(new Error('not part of this suite'));
const JUDGED: JudgedFacts = {
  decision: 'dec_1',
  kind: 'order',
  branch: '02',
  id: 'one',
  customerKey: null,
  policyVersion: 2,
  actions: ['save'],
  holdable: true,
  facts: readings({}),
  at: '2026-03-10T00:00:00.000Z',
};

test('one whose decisions were judged by a version that cannot be read stands still, and the next goes on', async () => {
  const advanced: string[] = [];
  const load: ShadowDeps['policies']['load'] = ({ id, version }) =>
    id === 'unreadable'
      ? Promise.reject(new CrivoError('PolicyInvalid'))
      : Promise.resolve({ id, version, hash: '', policy: defaultPolicy() });
  const deps = {
    policyShadows: {
      running: () => Promise.resolve([of('unreadable'), of('default')]),
      advance: ({ compared }: ShadowRecord) => Promise.resolve(advanced.push(compared.policy) > 0),
      countedOf: () => Promise.resolve(new Set<string>()),
      end: () => Promise.resolve(null),
    },
    judgedFacts: {
      between: async function* () {
        yield await Promise.resolve([JUDGED]);
      },
    },
    policies: { load, inForce: never, refused: () => [] },
    policyFlips: { keep: () => Promise.resolve() },
    ledgers: { findMany: () => Promise.resolve(new Map()) },
    movements: { ofCustomers: () => Promise.resolve([]) },
    now: () => new Date('2026-03-12T00:00:00.000Z'),
    branches: { find: () => Promise.resolve(null) },
    calendarOf: () => {
      throw new Error('not part of this suite');
    },
  } as unknown as ShadowDeps;
  await expect(sweepShadows(deps)).rejects.toThrow('1 shadows could not be judged');
  expect(advanced).toEqual(['default']);
});
