/** Owns that form and JSON are one document: typing, changing by the form, broken text, and places in it. */
import { defaultPolicy } from '../../rules/default-policy';
import { isSame, placeOf, typedFrom, withEdits, withText } from '../../web/src/policies/typed-document';

const policy = JSON.parse(JSON.stringify(defaultPolicy())) as Record<string, unknown>;
const start = typedFrom(policy);
const VALUE = ['checks', 5, 'rules', 0, 'when', 'all', 1, 'value'];

test('a change by the form is a change of that place in the text alone', () => {
  const after = withEdits(start, [{ path: VALUE, value: 15 }]);
  const lines = (text: string) => text.split('\n');
  const differing = lines(after.text).filter((line, index) => line !== lines(start.text)[index]);
  expect(differing.map((line) => line.trim())).toEqual(['"value": 15']);
  expect(after.document).toEqual(JSON.parse(after.text));
  expect(isSame(after.document, start.document)).toBe(false);
});

test('a whole condition that differs in one value leaves the rest of the text as it was typed', () => {
  const typed = withText(start, '{"checks":[{"id":"a",   "when":{"all":[{"value":10, "fact":"x"},{"fact":"y"}]}}]}');
  const when = { all: [{ fact: 'x', value: 11 }, { fact: 'y' }] };
  expect(withEdits(typed, [{ path: ['checks', 0, 'when'], value: when }]).text).toBe(
    '{"checks":[{"id":"a",   "when":{"all":[{"value":11, "fact":"x"},{"fact":"y"}]}}]}',
  );
});

test('what is removed by the form leaves good JSON', () => {
  const after = withEdits(start, [{ path: ['checks', 0], value: undefined }]);
  expect(after.fault).toBeNull();
  expect((after.document['checks'] as unknown[]).length).toBe((policy['checks'] as unknown[]).length - 1);
});

test.each([
  ['a comma too many', '{"a": 1,}', 'syntax', 1],
  ['a bracket that is missing', '{\n"a": [1\n}', 'syntax', 3],
  ['nothing', '', 'syntax', 1],
  ['a list', '[]', 'notObject', 1],
  ['a key that stands twice', '{"a": 1,\n"a": 2}', 'repeated', 2],
] as const)('broken text, such as %s, keeps the last good form, and what was typed', (_what, text, kind, line) => {
  const broken = withText(start, text);
  expect(broken).toMatchObject({ text, document: policy, fault: { kind, line } });
  expect(withEdits(broken, [{ path: ['name'], value: 'Outra' }])).toBe(broken);
  expect(withText(broken, start.text)).toEqual(start);
});

test('a JSON pointer leads to its place in the text, or to the nearest thing around it', () => {
  const text = '{"a": {"b/c": [10, {"1": true}]}}';
  const at = (pointer: string) => {
    const place = placeOf(text, pointer);
    return place && text.slice(place.from, place.to);
  };
  expect(at('/a/b~1c/0')).toBe('10');
  expect(at('/a/b~1c/1/1')).toBe('true');
  expect(at('/a/gone/2')).toBe('{"b/c": [10, {"1": true}]}');
  expect(at('')).toBe('{');
  expect(placeOf('{', '/a')).not.toBeUndefined();
});
