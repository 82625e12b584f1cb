/** Owns the guarantee that the closed list of operators is one the engine knows, and fits types as comparisons need. */
import { Engine } from 'json-rules-engine';
import { OPERATOR_NAMES, operatorDefinition, operatorsFor } from '../../domain/operators';

test.each(OPERATOR_NAMES)('the engine knows %s by this name', async (operator) => {
  const value = operatorDefinition(operator).takes === 'many' ? [1] : 1;
  const rule = { conditions: { all: [{ fact: 'one', operator, value }] }, event: { type: 'fired' } };
  await expect(new Engine([rule]).run({ one: 1 })).resolves.toBeDefined();
});

test('order is asked of quantities only, lists of texts only, equality of everything', () => {
  const order = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'];
  for (const type of ['cents', 'days', 'count'] as const) {
    expect(operatorsFor(type)).toEqual(['equal', 'notEqual', ...order]);
  }
  expect(operatorsFor('boolean')).toEqual(['equal', 'notEqual']);
  expect(operatorsFor('text')).toEqual(['equal', 'notEqual', 'in', 'notIn']);
});
