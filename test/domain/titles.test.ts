/** Owns the guarantees of the fold of movements into titles. */
import fc from 'fast-check';
import { addDays } from '../../domain/calendar';
import type { CollectionMethod, Movement } from '../../domain/movements';
import { foldTitles, isIssued, seenBy, type IssuedTitle } from '../../domain/titles';
import {
  aCancellation,
  aCarrierChange,
  aClearing,
  aCollection,
  aDueDateChange,
  anIssue,
  anyLedger,
  aReversal,
} from '../support/movements';

const ZONE = 'America/Sao_Paulo';
const fold = (movements: readonly Movement[]) => foldTitles(movements);

function onlyTitle(...movements: readonly Movement[]): IssuedTitle {
  const [title, ...others] = fold(movements);
  if (title === undefined || !isIssued(title) || others.length > 0) throw new Error('expected one issued title');
  return seenBy(title);
}

describe('a title', () => {
  test('is open by its principal until it is paid, then settled on the payer’s date', () => {
    expect(onlyTitle(anIssue())).toMatchObject({
      state: 'open',
      openCents: 100_00,
      exposedCents: 100_00,
      settledOn: null,
    });
    const paid = onlyTitle(anIssue(), aCollection({ effectiveOn: '2026-04-03' }));
    expect(paid).toMatchObject({ state: 'settled', openCents: 0, exposedCents: 0, settledOn: '2026-04-03' });
  });

  test('paid in parts is settled on the day of the last one', () => {
    const half = { amountCents: 50_00 };
    const parts = [
      aCollection({ ...half, movement: 'a', effectiveOn: '2026-04-10' }),
      aCollection({ ...half, movement: 'b', effectiveOn: '2026-03-10' }),
    ];
    expect(onlyTitle(anIssue(), parts[1]!)).toMatchObject({ state: 'open', openCents: 50_00 });
    expect(onlyTitle(anIssue(), ...parts)).toMatchObject({ state: 'settled', settledOn: '2026-04-10' });
  });

  test('paid before its issue arrives waits apart, and is settled once it arrives', () => {
    const [waiting] = fold([aCollection()]);
    expect(waiting).toMatchObject({ state: 'awaitingIssue', collections: [{ netCents: 100_00 }] });
    expect(onlyTitle(aCollection(), anIssue())).toMatchObject({ state: 'settled', settledOn: '2026-04-01' });
  });

  test('opens again with its due date when its collection is reversed, whole or in part', () => {
    const back = onlyTitle(anIssue(), aCollection(), aReversal({ reason: 'chargeback' }));
    expect(back).toMatchObject({ state: 'open', openCents: 100_00, dueOn: '2026-04-01', settledOn: null });
    expect(onlyTitle(anIssue(), aCollection(), aReversal({ amountCents: 30_00 })).openCents).toBe(30_00);
  });

  test('paid again after a reversal is settled on the second day, not the first', () => {
    const again = aCollection({ movement: 'again', effectiveOn: '2026-05-04' });
    expect(onlyTitle(anIssue(), aCollection(), aReversal(), again).settledOn).toBe('2026-05-04');
  });

  test('paid, reversed and paid within one day is settled that day', () => {
    const day = { effectiveOn: '2026-04-01' };
    const again = aCollection({ movement: 'again', ...day });
    expect(onlyTitle(anIssue(), aCollection(day), aReversal(day), again).settledOn).toBe('2026-04-01');
  });

  test('keeps a reversal for the collection that comes after it', () => {
    expect(onlyTitle(anIssue(), aReversal())).toMatchObject({ state: 'open', openCents: 100_00 });
    const dated = aReversal({ effectiveOn: '2026-03-20' });
    expect(onlyTitle(anIssue(), dated, aCollection())).toMatchObject({ openCents: 100_00, settledOn: null });
  });

  test('is never opened further than it was by reversals that exceed their collection', () => {
    const twice = [aReversal(), aReversal({ movement: 'reversal-2', amountCents: 100_00 })];
    expect(onlyTitle(anIssue(), aCollection(), ...twice).openCents).toBe(100_00);
  });

  test('stays settled on its first day whatever is collected beyond it or taken back of that', () => {
    const beyond = aCollection({ movement: 'beyond', effectiveOn: '2026-04-10' });
    const takenBack = aReversal({ collection: 'beyond', effectiveOn: '2026-04-20' });
    const early = aReversal({ collection: 'beyond', effectiveOn: '2026-04-02' });
    const firstBack = aReversal({ effectiveOn: '2026-04-20' });
    for (const more of [[beyond], [beyond, takenBack], [beyond, early], [beyond, firstBack]]) {
      expect(onlyTitle(anIssue(), aCollection(), ...more).settledOn).toBe('2026-04-01');
    }
  });

  test('overpaid is not open, and the rest is the customer’s credit', () => {
    const title = onlyTitle(anIssue(), aCollection({ amountCents: 103_50 }));
    expect(title).toMatchObject({ openCents: 0, exposedCents: 0, creditCents: 3_50 });
  });

  test('cancelled owes nothing, is not settled, and what was paid becomes credit', () => {
    const title = onlyTitle(anIssue(), aCollection({ amountCents: 40_00 }), aCancellation());
    const nothing = { openCents: 0, exposedCents: 0, settledOn: null };
    expect(title).toMatchObject({ state: 'cancelled', ...nothing, creditCents: 40_00 });
  });

  test('of a card is owed by the acquirer and exposes nothing', () => {
    expect(onlyTitle(anIssue({ modality: 'creditCard' }))).toMatchObject({ owedByCustomer: false, exposedCents: 0 });
    expect(onlyTitle(anIssue({ modality: 'bankSlip' }))).toMatchObject({ owedByCustomer: true, exposedCents: 100_00 });
  });

  test('is where its last change of carrier put it', () => {
    const moves = [
      aCarrierChange({ movement: 'm2', carrier: 'own', effectiveOn: '2026-05-10' }),
      aCarrierChange({ movement: 'm1', carrier: 'notary', effectiveOn: '2026-04-20' }),
    ];
    expect(onlyTitle(anIssue({ carrier: 'bank' })).carrier).toBe('bank');
    expect(onlyTitle(anIssue(), moves[1]!).carrier).toBe('notary');
    expect(onlyTitle(anIssue(), ...moves).carrier).toBe('own');
  });

  test('moved twice in a day is where the later record, or else the greater id, put it', () => {
    const day = { effectiveOn: '2026-05-10' };
    const legal = aCarrierChange({ ...day, movement: 'm2', carrier: 'legal' });
    const notary = aCarrierChange({ ...day, movement: 'm1', carrier: 'notary' });
    expect(onlyTitle(legal, anIssue(), notary).carrier).toBe('legal');
    expect(onlyTitle(notary, anIssue(), legal).carrier).toBe('legal');
    const recorded = { ...notary, recordedAt: '2026-05-10T12:00:00.000Z' };
    expect(onlyTitle(recorded, anIssue(), legal).carrier).toBe('notary');
  });

  test('remembers each change of its due date by the day it was agreed', () => {
    const late = aDueDateChange({ movement: 'change-2', effectiveOn: '2026-04-20', dueOn: '2026-05-20' });
    const title = onlyTitle(anIssue(), late, aDueDateChange());
    expect(title).toMatchObject({ originalDueOn: '2026-04-01', dueOn: '2026-05-20' });
    expect(title.dueDateChanges.map((change) => change.agreedOn)).toEqual(['2026-03-20', '2026-04-20']);
  });

  test('of one branch or customer is not paid by a movement of another', () => {
    expect(fold([anIssue(), aCollection({ branch: '02' })]).map((title) => title.state)).toEqual([
      'open',
      'awaitingIssue',
    ]);
    expect(fold([anIssue(), aCollection({ customerKey: 'other' })])[0]).toMatchObject({ openCents: 100_00 });
  });
});

describe('what is collected without money', () => {
  test.each<[CollectionMethod, boolean, number]>([
    ['money', true, 0],
    ['card', true, 0],
    ['customerCredit', true, 0],
    ['creditNote', true, 0],
    ['renegotiation', true, 0],
    ['cheque', true, 100_00],
    ['writeOff', true, 100_00],
    ['assigned', true, 100_00],
    ['assigned', false, 0],
  ])('%s (recourse %s) closes the title and leaves %i cents exposed', (method, recourse, exposedCents) => {
    const title = onlyTitle(anIssue(), aCollection({ method, recourse }));
    expect(title).toMatchObject({ state: 'settled', openCents: 0, exposedCents });
  });

  test('a cheque leaves exposure when it clears, and is received that day', () => {
    const title = onlyTitle(anIssue(), aClearing(), aCollection({ method: 'cheque' }));
    expect(title).toMatchObject({ exposedCents: 0, settledOn: '2026-04-01' });
    expect(title.collections[0]).toMatchObject({ receivedOn: '2026-04-06', atRisk: false });
  });

  test('a returned cheque opens the title again, cleared before or not', () => {
    const returned = aReversal({ reason: 'returnedCheque' });
    const cheque = aCollection({ method: 'cheque' });
    expect(onlyTitle(anIssue(), cheque, returned)).toMatchObject({ openCents: 100_00, exposedCents: 100_00 });
    const after = onlyTitle(anIssue(), cheque, aClearing(), returned);
    expect(after).toMatchObject({ state: 'open', openCents: 100_00, exposedCents: 100_00, creditCents: 0 });
  });
});

describe('as of a day', () => {
  const movements = [
    anIssue({ recordedAt: '2026-03-02T12:00:00.000Z' }),
    aCollection({ recordedAt: '2026-04-04T02:30:00.000Z' }),
  ];
  const openOn = (knownThrough: string) => foldTitles(movements, { zone: ZONE, day: knownThrough }).map((t) => t.state);

  test('only what was recorded by its end, in the branch’s zone, is known', () => {
    expect(openOn('2026-03-01')).toEqual([]);
    expect(openOn('2026-04-02')).toEqual(['open']);
    expect(openOn('2026-04-03')).toEqual(['settled']);
  });

  test('an import without the instant is known on its business date', () => {
    const states = (knownThrough: string) =>
      foldTitles([anIssue(), aCollection()], { zone: ZONE, day: knownThrough }).map((title) => title.state);
    expect(states('2026-03-31')).toEqual(['open']);
    expect(states('2026-04-01')).toEqual(['settled']);
  });
});

describe('any ledger', () => {
  test('gives the same titles whatever the order and repetition of its movements', () => {
    fc.assert(
      fc.property(anyLedger, fc.infiniteStream(fc.nat()), (movements, random) => {
        const keyed = [...movements, ...movements].map((movement) => ({ movement, at: random.next().value as number }));
        const shuffled = keyed.sort((a, b) => a.at - b.at).map(({ movement }) => movement);
        expect(fold(shuffled)).toEqual(fold(movements));
      }),
      { numRuns: 300 },
    );
  });

  test('is the ledgers of its customers side by side', () => {
    fc.assert(
      fc.property(anyLedger, (movements) => {
        const of = (key: string) => fold(movements.filter((movement) => movement.customerKey === key));
        const together = fold(movements);
        expect(together.filter((title) => title.customerKey === 'customer-a')).toEqual(of('customer-a'));
        expect(together.filter((title) => title.customerKey === 'customer-b')).toEqual(of('customer-b'));
      }),
    );
  });

  test('keeps 0 ≤ open ≤ exposed ≤ principal, and is settled exactly when nothing is open', () => {
    fc.assert(
      fc.property(anyLedger, (movements) => {
        for (const title of fold(movements).filter(isIssued)) {
          expect(title.openCents).toBeGreaterThanOrEqual(0);
          expect(title.exposedCents).toBeGreaterThanOrEqual(title.openCents);
          expect(title.exposedCents).toBeLessThanOrEqual(title.principalCents);
          expect(title.creditCents).toBeGreaterThanOrEqual(0);
          expect(title.settledOn !== null).toBe(title.state === 'settled');
          expect(title.openCents > 0).toBe(title.state === 'open');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is settled on the first day from which every later day ends with nothing open', () => {
    const lastDay = addDays('2026-01-01', 130);
    fc.assert(
      fc.property(anyLedger, (given) => {
        const movements = given
          .filter((movement) => movement.type !== 'cancelled' && movement.customerKey === 'customer-a')
          .map((movement): Movement =>
            movement.type === 'issued' ? { ...movement, effectiveOn: '2026-01-01' } : movement,
          )
          .map((movement): Movement => ({ ...movement, recordedAt: null, branch: '01', title: 'T-1' }));
        const openAtEndOf = (day: string): number | undefined =>
          foldTitles(movements, { zone: ZONE, day }).find(isIssued)?.openCents;
        let expected: string | null = null;
        for (let day = lastDay; day >= '2026-01-01' && openAtEndOf(day) === 0; day = addDays(day, -1)) expected = day;
        const title = fold(movements).find(isIssued);
        if (title !== undefined) expect(title.settledOn).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
