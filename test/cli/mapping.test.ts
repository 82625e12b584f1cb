/** Owns the proof that a mapping which can't be right is refused before anything is sent. */
import ibm from '../../cli/mappings/ibm-accounts-receivable.json';
import { parseMapping } from '../../cli/mapping';

const collected = {
  type: 'collected',
  fields: {
    movement: '{id}',
    title: '{t}',
    document: '{d}',
    amountCents: '{v}',
    method: 'money',
    effectiveOn: '{on}',
  },
};
const mapping = (change: object): unknown => ({ name: 'test', movements: [{ ...collected, ...change }] });

test('the mapping that is kept for the public sample is one', () => {
  expect(parseMapping(ibm)).toMatchObject({ ok: true });
});

test('defaults are filled in', () => {
  expect(parseMapping(mapping({}))).toMatchObject({
    ok: true,
    mapping: { dates: 'YYYY-MM-DD', money: '1234.56', csv: { delimiter: ',', encoding: 'utf-8' }, ignore: [] },
  });
});

test.each([
  ['a field that the type does not have', mapping({ fields: { ...collected.fields, dueOn: '{x}' } }), 'dueOn'],
  ['a field that is missing', mapping({ fields: { movement: '{id}' } }), 'fields.document'],
  ['a made-up document elsewhere', mapping({ fields: { ...collected.fields, title: { testCnpjOf: '{x}' } } }), 'title'],
  ['a type that there is not', mapping({ type: 'paid' }), 'movements[0].type'],
  ['no movement', { name: 'test', movements: [] }, 'movements'],
  ['a date format that tells no year', { ...Object(mapping({})), dates: 'DD/MM' }, 'dates'],
  ['an unknown key', { ...Object(mapping({})), date: 'DD/MM/YYYY' }, ''],
  ['an offset that is none', { ...Object(mapping({})), instants: { dates: 'DD/MM/YYYY', offset: 'BRT' } }, 'offset'],
  ['a list', [], ''],
  ['nothing', null, ''],
])('%s is refused, with its place', (_, value, at) => {
  const parsed = parseMapping(value);
  expect(parsed.ok ? [] : parsed.findings.map((finding) => finding.at)).toEqual(
    expect.arrayContaining([expect.stringContaining(at)]),
  );
});
