/** Owns the guarantees of judging: modes, actions judged together, what can't be held, and that it is a pure function. */
import * as fc from 'fast-check';
import type { Condition } from '../../contracts/condition';
import { judgementSchema } from '../../contracts/judgement';
import { checkReading, FACT_NAMES, type FactReading, type FactReadings } from '../../domain/facts';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';
import { factReadings } from './arbitraries';
import { aCheck, aPolicy, readings } from './builders';

const AT = { branch: '01', actions: ['save'], holdable: true } as const;
const stale: FactReading = { known: false, why: 'stale' };
const firing: Condition = { fact: 'situation', operator: 'equal', value: 'blocked' };
const blocked = readings({ situation: 'blocked' });
const unreadable = readings({ situation: stale });

describe('modes', () => {
  test('a check that is off is not judged', async () => {
    const policy = aPolicy([aCheck(firing, { modes: { save: 'off' } })]);
    expect(await judgePolicy(policy, blocked, AT)).toEqual({
      outcome: 'clear',
      indicator: 'clear',
      checks: [],
      restrictions: [],
    });
  });

  test("a branch's override is stronger than the check's own mode, at that branch and action only", async () => {
    const policy = aPolicy([aCheck(firing, { modes: { save: 'indicate' } })], {
      overrides: [{ branch: '02', check: 'a-check', action: 'save', mode: 'block' }],
    });
    expect((await judgePolicy(policy, blocked, AT)).outcome).toBe('indicated');
    expect((await judgePolicy(policy, blocked, { ...AT, branch: '02' })).outcome).toBe('blocked');
    const invoicing = { ...AT, branch: '02', actions: ['invoicing'] } as const;
    expect((await judgePolicy(policy, blocked, invoicing)).outcome).toBe('indicated');
  });

  test('actions judged together take the strictest mode and name the first action that gives it', async () => {
    const modes = { save: 'indicate', commercialApproval: 'block', financialApproval: 'block' } as const;
    const actions = ['save', 'commercialApproval', 'financialApproval'] as const;
    const { checks, restrictions, outcome } = await judgePolicy(aPolicy([aCheck(firing, { modes })]), blocked, {
      ...AT,
      actions,
    });
    expect(outcome).toBe('blocked');
    expect(checks[0]).toMatchObject({ mode: 'block', action: 'commercialApproval', outcome: 'blocked' });
    expect(restrictions[0]).toMatchObject({ mode: 'block', action: 'commercialApproval' });
  });

  test('judging no action at all is refused rather than clear', async () => {
    await expect(judgePolicy(aPolicy([aCheck(firing)]), blocked, { ...AT, actions: [] })).rejects.toThrow('action');
  });
});

describe('unknown', () => {
  test.each([
    ['indicate', undefined, 'indicated', true],
    ['indicate', 'block', 'undetermined', false],
    ['block', undefined, 'undetermined', false],
    ['block', 'indicate', 'indicated', true],
  ] as const)('mode %s, whenUnknown %s: %s', async (mode, whenUnknown, outcome, unverified) => {
    const check = aCheck(firing, { modes: { save: mode }, ...(whenUnknown === undefined ? {} : { whenUnknown }) });
    const judged = await judgePolicy(aPolicy([check]), unreadable, AT);
    expect(judged.outcome).toBe(outcome);
    expect(judged.restrictions).toMatchObject([{ result: 'unknown', mode, unverified }]);
  });

  test('the indicator is grey when nothing fired but something is unknown, yellow as soon as something fired', async () => {
    const second: Condition = { fact: 'hasTermPart', operator: 'equal', value: true };
    const calm = aPolicy([aCheck(firing)]);
    const both = aPolicy([aCheck(firing), aCheck(second, { id: 'second' })]);
    expect((await judgePolicy(calm, readings(), AT)).indicator).toBe('clear');
    expect((await judgePolicy(calm, unreadable, AT)).indicator).toBe('unknown');
    expect((await judgePolicy(both, unreadable, AT)).indicator).toBe('restricted');
  });

  test('a check with one rule that fires and one that is unknown fires', async () => {
    const rules = [
      { id: 'one', when: firing },
      { id: 'two', when: { fact: 'hasTermPart', operator: 'equal', value: true } as const },
    ];
    const { checks } = await judgePolicy(aPolicy([aCheck(firing, { rules })]), unreadable, AT);
    expect(checks[0]).toMatchObject({ result: 'hit', rules: [{ result: 'unknown' }, { result: 'hit' }] });
  });
});

describe('an order without a term part', () => {
  const blocking = aCheck(firing, { modes: { save: 'block' }, whenUnknown: 'block' });

  test.each(['asWritten', 'indicateAsBlock'] as const)('is never held, read %s', async (reading) => {
    const at = { ...AT, holdable: false, reading };
    expect((await judgePolicy(aPolicy([blocking]), blocked, at)).outcome).toBe('indicated');
    const unknown = await judgePolicy(aPolicy([blocking]), unreadable, at);
    expect(unknown).toMatchObject({ outcome: 'indicated', restrictions: [{ mode: 'indicate', unverified: true }] });
  });
});

describe('reading every indicate as block', () => {
  const at = { ...AT, reading: 'indicateAsBlock' } as const;

  test('blocks what only indicates and leaves alone what is off', async () => {
    const indicate = aPolicy([aCheck(firing, { modes: { save: 'indicate' } })]);
    const off = aPolicy([aCheck(firing, { modes: { save: 'off' } })]);
    expect((await judgePolicy(indicate, blocked, at)).outcome).toBe('blocked');
    expect((await judgePolicy(indicate, unreadable, at)).outcome).toBe('undetermined');
    expect((await judgePolicy(off, blocked, at)).outcome).toBe('clear');
  });
});

describe('the switch of an action', () => {
  const blocking = aCheck(firing, { modes: { save: 'block', commercialApproval: 'block' } });
  const off = { save: { block: false } } as const;
  const at02 = { ...AT, branch: '02' } as const;

  test('switched off, what blocks only indicates there, says so, and blocks elsewhere as before', async () => {
    const policy = aPolicy([blocking], { actions: off });
    const judged = await judgePolicy(policy, blocked, AT);
    expect(judged).toMatchObject({ outcome: 'indicated', restrictions: [{ mode: 'indicate' }] });
    expect(judged.checks[0]).toMatchObject({ mode: 'indicate', switchedToIndicate: true });
    expect(judgementSchema.parse(judged)).toEqual(judged);
    const later = await judgePolicy(policy, blocked, { ...AT, actions: ['commercialApproval'] });
    expect(later.outcome).toBe('blocked');
    expect(later.checks[0]).not.toHaveProperty('switchedToIndicate');
  });

  test('switched off, what is unknown holds nobody, whatever the check says of it', async () => {
    for (const whenUnknown of ['block', 'indicate'] as const) {
      const policy = aPolicy([{ ...blocking, whenUnknown }], { actions: off });
      const judged = await judgePolicy(policy, unreadable, AT);
      expect(judged).toMatchObject({ outcome: 'indicated', restrictions: [{ unverified: true }] });
    }
  });

  test("a branch's own switch is stronger, both ways", async () => {
    const on = aPolicy([blocking], { actions: off, actionOverrides: [{ branch: '02', action: 'save', block: true }] });
    expect((await judgePolicy(on, blocked, AT)).outcome).toBe('indicated');
    expect((await judgePolicy(on, blocked, at02)).outcome).toBe('blocked');
    const offThere = aPolicy([blocking], { actionOverrides: [{ branch: '02', action: 'save', block: false }] });
    expect((await judgePolicy(offThere, blocked, AT)).outcome).toBe('blocked');
    expect((await judgePolicy(offThere, blocked, at02)).outcome).toBe('indicated');
  });

  test('an order that answers for several actions is held where one of them may be', async () => {
    const policy = aPolicy([{ ...blocking, whenUnknown: 'block' }], { actions: off });
    const both = { ...AT, actions: ['save', 'commercialApproval'] } as const;
    const judged = await judgePolicy(policy, blocked, both);
    expect(judged).toMatchObject({ outcome: 'blocked', checks: [{ action: 'commercialApproval' }] });
    expect((await judgePolicy(policy, unreadable, both)).outcome).toBe('undetermined');
    const offLater = aCheck(firing, { modes: { save: 'block', commercialApproval: 'off' }, whenUnknown: 'block' });
    expect((await judgePolicy(aPolicy([offLater], { actions: off }), unreadable, both)).outcome).toBe('indicated');
  });

  test('a check that only indicates or is off is judged as without a switch', async () => {
    const policy = aPolicy([aCheck(firing, { modes: { save: 'indicate' } })]);
    const plain = await judgePolicy(policy, blocked, AT);
    expect(await judgePolicy({ ...policy, actions: off }, blocked, AT)).toEqual(plain);
  });
});

describe('a pure function of policy, facts and what is asked', () => {
  const at = { ...AT, actions: ['save', 'receipt'] } as const;

  test('facts that went through JSON give the same judgement, byte for byte, and it fits its schema', async () => {
    await fc.assert(
      fc.asyncProperty(factReadings, async (facts) => {
        const stored = JSON.parse(JSON.stringify(usable(facts))) as FactReadings;
        const first = await judgePolicy(defaultPolicy(), usable(facts), at);
        const again = await judgePolicy(defaultPolicy(), stored, at);
        expect(JSON.stringify(again)).toBe(JSON.stringify(first));
        expect(judgementSchema.parse(JSON.parse(JSON.stringify(first)))).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });

  test('a thousand overlapping evaluations each give what they give alone', async () => {
    const policy = defaultPolicy();
    const facts = fc.sample(factReadings, { numRuns: 1_000, seed: 7 });
    const alone: string[] = [];
    for (const one of facts) alone.push(JSON.stringify(await judgePolicy(policy, one, at)));
    const together = await Promise.all(facts.map((one) => judgePolicy(policy, one, at)));
    expect(together.map((one) => JSON.stringify(one))).toEqual(alone);
    expect(new Set(alone).size).toBeGreaterThan(100);
  });

  test('neither the policy nor the facts are changed', async () => {
    const policy = defaultPolicy();
    const facts = unreadable;
    const before = JSON.stringify([policy, facts]);
    await judgePolicy(policy, facts, at);
    expect(JSON.stringify([policy, facts])).toBe(before);
  });
});

/** Readings as gathering leaves them for a decision to store: what JSON can't carry has become unknown. */
function usable(facts: FactReadings): FactReadings {
  return Object.fromEntries(FACT_NAMES.map((name) => [name, checkReading(name, facts[name])])) as FactReadings;
}
