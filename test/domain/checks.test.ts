/** Owns the guarantee that a policy's silence means what the manual says: orders indicate, receipts block. */
import { ACTIONS } from '../../domain/actions';
import { DefaultCheck, defaultMode } from '../../domain/checks';

test('a check indicates at every action of an order and blocks at the receipt of a sale', () => {
  expect(Object.fromEntries(ACTIONS.map((action) => [action, defaultMode(action)]))).toEqual({
    save: 'indicate',
    commercialApproval: 'indicate',
    financialApproval: 'indicate',
    stockSeparation: 'indicate',
    invoicing: 'indicate',
    receipt: 'block',
  });
});

test('ids are distinct, lower-case words', () => {
  const ids = Object.values(DefaultCheck);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});
