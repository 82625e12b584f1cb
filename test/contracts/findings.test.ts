/** Owns the guarantee that what a schema refuses is told in sentences of ours, with the values that would do. */
import type { z } from 'zod';
import { exceptionBodySchema } from '../../contracts/exception';
import { findingsOf } from '../../contracts/findings';
import { bulkHoldsSchema, holdsQuerySchema } from '../../contracts/hold-queue';
import { directReleaseSchema } from '../../contracts/release';

const told = (schema: z.ZodType, value: unknown) => {
  const { error } = schema.safeParse(value);
  return error === undefined ? [] : findingsOf(error);
};
const body = { branch: '02', reasonCode: 'GOOD_HISTORY', checks: 'all' };

test('a scope of no kind there is names all kinds, one that is missing says so', () => {
  expect(told(directReleaseSchema, { ...body, scope: { kind: 'pedido' } })).toEqual([
    { at: 'scope.kind', message: 'must be one of order, sale, customer', fix: 'send one of them' },
  ]);
  const exception = { branch: '02', check: 'overdue-titles', to: '2026-12-01', reasonCode: 'GOOD_HISTORY' };
  expect(told(exceptionBodySchema, { ...exception, scope: { kind: 'cliente' } })).toEqual([
    { at: 'scope.kind', message: 'must be one of customer, group, all', fix: 'send one of them' },
  ]);
  expect(told(exceptionBodySchema, exception)).toEqual([{ at: 'scope', message: 'is missing', fix: 'send it' }]);
});

test('an empty text, an empty list and a value that is none of those there are say what would do', () => {
  const [assignee, by] = told(holdsQuerySchema, { assignee: '', by: 'foo' });
  expect(assignee).toMatchObject({
    at: 'assignee',
    message: 'must have at least 1 character',
    fix: 'send at least 1 character',
  });
  expect(by).toMatchObject({ at: 'by', fix: 'send one of age, value, risk, deadline' });
  const [orders] = told(bulkHoldsSchema, { action: 'release', reasonCode: 'GOOD_HISTORY', orders: [] });
  expect(orders).toMatchObject({ at: 'orders', message: 'must have at least 1 item' });
});

test('no sentence is the library’s own', () => {
  const values = [{ limit: 0, deadline: 'x', dueWithinHours: 'x' }, { branch: 1, minCents: 'x', order: 'x' }, 7, null];
  const sentences = values.flatMap((value) => told(holdsQuerySchema, value)).map(({ message }) => message);
  expect(sentences.length).toBeGreaterThan(6);
  for (const sentence of sentences) expect(sentence).not.toMatch(/^(Invalid|Too) /);
});
