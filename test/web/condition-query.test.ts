/** Owns that a rule shown as a form and read back is the same rule, and that what the form can't show is left alone. */
import fc from 'fast-check';
import { catalogue } from '../../rules/catalogue';
import { defaultPolicy } from '../../rules/default-policy';
import { indexOf } from '../../web/src/policies/catalogue-index';
import { conditionOf, queryOf } from '../../web/src/policies/condition-query';
import { condition } from '../rules/arbitraries';

const index = indexOf({ ...JSON.parse(JSON.stringify(catalogue())), schema: {} } as never);
const shownAndRead = (when: unknown) => {
  const query = queryOf(when, index);
  return query === null ? 'not shown' : conditionOf(query);
};

test('every rule of the default policy is shown, and read back as it was', () => {
  for (const { when } of defaultPolicy().checks.flatMap(({ rules }) => rules)) {
    expect(shownAndRead(when)).toEqual(when);
  }
});

test('so is every condition that a policy may have', () => {
  fc.assert(fc.property(condition, (when) => expect(shownAndRead(when)).toEqual(when)));
});

const late = { fact: 'averageDelayDays', operator: 'greaterThan', value: 10 };

test.each([
  ['a negated comparison', { not: late }],
  ['a negation negated', { not: { not: { any: [late] } } }],
  ['a group of nothing', { all: [] }],
  ['a value that is not typed yet', { all: [{ ...late, value: null }] }],
])('%s is shown, and read back as it was', (_what, when) => {
  expect(shownAndRead(when)).toEqual(when);
});

test.each([
  ['an unknown fact', { ...late, fact: 'shoeSize' }],
  ['an operator that does not fit', { ...late, operator: 'in', value: [10] }],
  ['a value of another type', { ...late, value: '10' }],
  ['a list where one value belongs', { ...late, value: [10] }],
  ['a key that no condition has', { ...late, note: 'até 10' }],
  ['two groups in one', { all: [late], any: [late] }],
  ['no condition at all', 'averageDelayDays > 10'],
  ['something unshown deep inside', { all: [late, { any: [{ not: { ...late, path: '$.a' } }] }] }],
])('%s is left to the JSON', (_what, when) => {
  expect(queryOf(when, index)).toBeNull();
});
