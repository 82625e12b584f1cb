/** Owns the guarantees of the receivables lines' schema. */
import fc from 'fast-check';
import { findingsOf } from '../../contracts/findings';
import { receivablesLineSchema, toMovement } from '../../contracts/receivables';
import { MOVEMENT_TYPES } from '../../domain/movements';
import { testCnpj } from '../support/documents';

const document = testCnpj(1);
const common = { movement: 'mv-1', title: 'T-77/1', document };
const dated = { ...common, effectiveOn: '2026-11-20' };
const issued = { ...common, type: 'issued', amountCents: 45_000, issuedOn: '2026-10-01', dueOn: '2026-11-03' };
const collected = { ...dated, type: 'collected', amountCents: 45_000, method: 'money' };
const reversed = { ...dated, type: 'reversed', collection: 'mv-0', reason: 'returnedCheque' };

const LINES: Record<(typeof MOVEMENT_TYPES)[number], Record<string, unknown>> = {
  issued,
  collected,
  reversed,
  cancelled: { ...dated, type: 'cancelled' },
  dueDateChanged: { ...dated, type: 'dueDateChanged', dueOn: '2026-12-03' },
  cleared: { ...dated, type: 'cleared', collection: 'mv-0' },
  carrierChanged: { ...dated, type: 'carrierChanged', carrier: 'notary' },
};

function findings(line: unknown) {
  const parsed = receivablesLineSchema.safeParse(line);
  return parsed.success ? [] : findingsOf(parsed.error);
}

describe('a receivables line', () => {
  test.each(MOVEMENT_TYPES)('of the type %s becomes a movement without the document', (type) => {
    const movement = toMovement(receivablesLineSchema.parse(LINES[type]), '02', 'key');
    expect(movement).toMatchObject({ type, movement: 'mv-1', title: 'T-77/1', branch: '02', customerKey: 'key' });
    expect(JSON.stringify(movement)).not.toContain(document);
  });

  test('as an ERP sends it keeps what it says, its instant in UTC', () => {
    const line = { ...issued, order: '10482', carrier: 'bank', recordedAt: '2026-10-01T01:10:00-03:00' };
    expect(toMovement(receivablesLineSchema.parse(line), '02', 'key')).toEqual({
      ...{ type: 'issued', movement: 'mv-1', title: 'T-77/1', branch: '02', customerKey: 'key' },
      ...{ amountCents: 45_000, issuedOn: '2026-10-01', dueOn: '2026-11-03', effectiveOn: '2026-10-01' },
      ...{ order: '10482', sale: null, carrier: 'bank', modality: null, renegotiates: [] },
      recordedAt: '2026-10-01T04:10:00.000Z',
    });
  });

  test('says nothing of recourse: the amount stays exposed; no amount reversed: all that is left', () => {
    expect(toMovement(receivablesLineSchema.parse(collected), '02', 'key')).toMatchObject({ recourse: true });
    const assigned = { ...collected, method: 'assigned', recourse: false };
    expect(toMovement(receivablesLineSchema.parse(assigned), '02', 'key')).toMatchObject({ recourse: false });
    expect(toMovement(receivablesLineSchema.parse(reversed), '02', 'key')).toMatchObject({ amountCents: null });
  });

  test.each(MOVEMENT_TYPES)('of the type %s refuses a field it does not know, and every field left out', (type) => {
    expect(findings({ ...LINES[type], outcome: 'clear' })).toMatchObject([{ fix: 'remove outcome' }]);
    for (const field of Object.keys(LINES[type])) {
      const { [field]: _, ...rest } = LINES[type];
      expect(findings(rest).map((finding) => finding.at)).toEqual([field]);
    }
  });

  test.each([
    ['amountCents', 10.5, /integer number of cents, got 10\.5/, /send 1050/],
    ['amountCents', '100', /integer number of cents/, /./],
    ['amountCents', '1.000,00', /integer number of cents/, /./],
    ['amountCents', 0, /above zero/, /leave the line out/],
    ['amountCents', -1, /negative/, /./],
    ['amountCents', 2 ** 53 + 2, /./, /./],
    ['amountCents', 1e400, /integer number of cents/, /./],
    ['method', 'barter', /./, /money/],
    ['effectiveOn', '2026-02-29', /date that exists/, /./],
    ['effectiveOn', '2026-04-31', /date that exists/, /./],
    ['effectiveOn', '9999-12-31', /between/, /./],
    ['effectiveOn', '2026-11-20T00:00:00Z', /date that exists/, /./],
    ['recordedAt', '2026-11-21T04:10:00', /instant/, /send it like/],
    ['recordedAt', '2026-11-21', /instant/, /send it like/],
    ['movement', '', /./, /./],
    ['movement', 'x'.repeat(101), /./, /at most 100/],
    ['movement', 'a\0b', /control characters/, /remove/],
    ['title', '\ud800', /broken Unicode/, /remove/],
    ['title', { $gt: '' }, /./, /./],
    ['type', 'deleted', /./, /./],
    ['recourse', true, /assigned only/, /remove recourse/],
  ])('with %s %j is refused with the place and a fix', (field, value, message, fix) => {
    const [finding] = findings({ ...collected, [field]: value });
    expect(finding?.at).toBe(field);
    expect(finding?.message).toMatch(message);
    expect(finding?.fix).toMatch(fix);
  });

  test('due before it was issued, or billing an order and a sale, is refused', () => {
    expect(findings({ ...issued, dueOn: '2026-09-30' })).toMatchObject([{ at: 'dueOn', fix: 'correct the dates' }]);
    expect(findings({ ...issued, order: '1', sale: '2' })).toMatchObject([{ at: 'sale' }]);
  });

  test.each([null, [], '', 7, true, {}, [collected]])('%j is refused', (value) => {
    expect(findings(value).length).toBeGreaterThan(0);
  });

  test('whatever is sent is parsed or refused, never thrown', () => {
    const anyLine = fc.record(
      Object.fromEntries(
        [...Object.keys(issued), ...Object.keys(reversed), '__proto__'].map((key) => [key, fc.anything()]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anyLine, fc.anything()), fc.constantFrom(...MOVEMENT_TYPES), (value, type) => {
        const typed = typeof value === 'object' && value !== null ? { ...value, type } : value;
        expect(typeof receivablesLineSchema.safeParse(typed).success).toBe('boolean');
      }),
    );
  });
});
