/** Owns the guarantees of payment modalities. */
import fc from 'fast-check';
import { exposedCents, MODALITIES, modalityTraits, termCents, unknownModalities } from '../../domain/modalities';

const anyPayments = fc.array(
  fc.record({
    modality: fc.oneof(fc.constantFrom(...Object.keys(MODALITIES)), fc.string()),
    amountCents: fc.nat({ max: 1_000_000_00 }),
  }),
);

describe('modalities', () => {
  test.each([
    ...['cash', 'pix', 'bankDeposit', 'bankTransfer', 'debitCard', 'advance', 'customerCredit', 'pixFinanced'].map(
      (name) => [name, false, false] as const,
    ),
    ['creditCard', true, false] as const,
    ...['pixOnTerm', 'bankSlipAtSight', 'bankSlip', 'storeCredit'].map((name) => [name, true, true] as const),
    ...['chequeAtSight', 'chequePostDated', 'chequeThirdParty'].map((name) => [name, true, true] as const),
  ])('%s: term %s, exposure %s', (name, term, exposes) => {
    expect(modalityTraits(name)).toEqual({ term, exposes });
  });

  test.each(['barter', '', 'CASH', 'constructor', '__proto__', 'toString'])(
    'unknown %j is term and exposes',
    (name) => {
      expect(modalityTraits(name)).toEqual({ term: true, exposes: true });
    },
  );

  test('a policy changes one column and leaves the other', () => {
    expect(modalityTraits('debitCard', { debitCard: { term: true } })).toEqual({ term: true, exposes: false });
    expect(modalityTraits('barter', { barter: { exposes: false } })).toEqual({ term: true, exposes: false });
    expect(modalityTraits('toString', {})).toEqual({ term: true, exposes: true });
  });

  test('names that neither the table nor the policy has are told, each once', () => {
    const payments = ['bankslip', 'cash', 'barter', 'bankslip', 'toString'].map((modality) => ({
      modality,
      amountCents: 1,
    }));
    expect(unknownModalities(payments)).toEqual(['bankslip', 'barter', 'toString']);
    expect(unknownModalities(payments, { barter: { term: false } })).toEqual(['bankslip', 'toString']);
  });

  test('a mixed order is judged for its term lines and exposes without its card lines', () => {
    const payments = [
      { modality: 'cash', amountCents: 100 },
      { modality: 'creditCard', amountCents: 20 },
      { modality: 'bankSlip', amountCents: 3, dueOn: ['2026-12-20'] },
    ];
    expect(termCents(payments)).toBe(23);
    expect(exposedCents(payments)).toBe(3);
    expect(termCents([])).toBe(0);
  });

  test('the exposed share is part of the term share, and that of the whole', () => {
    fc.assert(
      fc.property(anyPayments, (payments) => {
        const total = payments.reduce((sum, line) => sum + line.amountCents, 0);
        expect(exposedCents(payments)).toBeLessThanOrEqual(termCents(payments));
        expect(termCents(payments)).toBeLessThanOrEqual(total);
      }),
    );
  });
});
