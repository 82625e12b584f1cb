/** Owns the guarantee that a JSON pointer of a finding leads to the line a person has to correct. */
import { lineOf, repeatedKey } from '../../cli/policy/line-of';

const TEXT = `{
  "id": "default", "name": "with [brackets], \\"quotes\\" and: colons",
  "checks": [
    { "id": "a", "rules": [1, 2] },
    {
      "id": "b",
      "rules": [
        { "when": { "all": [
          { "fact": "x" },
          { "fact": "y",
            "value": -1.5e3 }
        ] } }
      ]
    }
  ],
  "a/b": { "c~d": null }
}`;

test.each([
  ['', 1],
  ['/id', 2],
  ['/name', 2],
  ['/checks', 3],
  ['/checks/0/rules/1', 4],
  ['/checks/1', 5],
  ['/checks/1/id', 6],
  ['/checks/1/rules/0/when/all/0', 9],
  ['/checks/1/rules/0/when/all/1/value', 11],
  ['/a~1b/c~0d', 16],
])('%s is on line %d', (pointer, line) => {
  expect(lineOf(TEXT, pointer)).toBe(line);
});

test('what is not there is told at the nearest value around it', () => {
  expect(lineOf(TEXT, '/checks/1/modes')).toBe(5);
  expect(lineOf(TEXT, '/checks/9')).toBe(3);
  expect(lineOf(TEXT, '/bands')).toBe(1);
});

test('a document on one line, of 10,000 levels, or of 100,000 values is walked once', () => {
  expect(lineOf(JSON.stringify({ a: [{ b: 1 }] }), '/a/0/b')).toBe(1);
  expect(lineOf(`${'[\n'.repeat(10_000)}${']'.repeat(10_000)}`, '/0/0')).toBe(3);
  const many = `[\n${Array.from({ length: 100_000 }, (_, index) => String(index)).join(',\n')}\n]`;
  expect(lineOf(many, '/99999')).toBe(100_001);
});

test.each([
  ['{ "a": 1,\n "b": { "a": 2 },\n "a": 3 }', { key: 'a', line: 3 }],
  ['[{ "x": "x" },\n { "x": { "y": 1, "\\u0079": 2 } }]', { key: 'y', line: 2 }],
  [TEXT, null],
  ['[[1, 1], "a", "a"]', null],
])('a key that stands twice in one object is found (%#)', (text, found) => {
  expect(repeatedKey(text)).toEqual(found);
});
