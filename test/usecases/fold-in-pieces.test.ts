/** Owns the check that a customer who is folded in pieces has the same ledger as one who is folded at once. */
import { foldLedger, MAX_MOVEMENTS } from '../../domain/ledger';
import type { Movement } from '../../domain/movements';
import { foldInPieces } from '../../usecases/fold-in-pieces';
import { aCollection, anIssue } from '../support/movements';

const TODAY = '2026-04-10';

/** Titles of two branches whose movements come in the wrong order, some of them twice. */
function shuffled(titles: number): Movement[] {
  return Array.from({ length: titles }, (_, n) => n).flatMap((n): Movement[] => {
    const of = { title: `T-${n % 7}-${n}`, branch: n % 3 === 0 ? '02' : '01' };
    const paid = aCollection({ ...of, movement: `c-${n}`, effectiveOn: '2026-04-06' });
    const issued = anIssue({ ...of, movement: `i-${n}` });
    return n % 2 === 0 ? [paid, issued, paid] : [issued, issued];
  });
}

test('many movements folded in pieces make the ledger that they make at once', async () => {
  const movements = shuffled(2_000);
  const inPieces = foldInPieces('customer-a', movements, TODAY);
  expect(inPieces).toBeInstanceOf(Promise);
  const ledger = await inPieces;
  expect(ledger).toEqual(foldLedger('customer-a', movements, TODAY));
  expect(ledger.titles).toHaveLength(2_000);
});

test('few movements are folded at once, and too many of one customer are unknown without being folded', () => {
  const few = shuffled(10);
  expect(foldInPieces('customer-a', few, TODAY)).toEqual(foldLedger('customer-a', few, TODAY));
  const tooMany = Array.from({ length: MAX_MOVEMENTS + 1 }, (_, n) => anIssue({ movement: `i-${n}`, title: `T-${n}` }));
  expect(foldInPieces('customer-a', tooMany, TODAY)).toMatchObject({ titles: null, count: MAX_MOVEMENTS + 1 });
});
