/** Owns the guarantee that JSON is either read as it was written or refused, with the place and the fix. */
import fc from 'fast-check';
import { parseStrictly } from '../../api/strict-json';
import { CrivoError, type Finding } from '../../domain/errors';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { anOrder } from '../support/orders';

function findingFor(text: string): Finding {
  try {
    parseStrictly(text);
  } catch (error) {
    if (error instanceof CrivoError && error.code === 'InvalidJson' && error.details.errors?.length === 1) {
      return error.details.errors[0] as Finding;
    }
    throw error;
  }
  throw new Error(`${text.slice(0, 80)} was read`);
}

const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);

const REFUSED: readonly [what: string, text: string, at: string, message: RegExp][] = [
  ['nothing', '', '', /empty/],
  ['blanks', ' \n\t', '', /empty/],
  ['a byte order mark', '\uFEFF{}', '', /byte order mark/],
  ['a cut object', '{"a": 1', '', /JSON/],
  ['a comment', '{"a": 1 /* one */}', '', /JSON/],
  ['a trailing comma', '[1,]', '', /JSON/],
  ['single quotes', "{'a': 1}", '', /JSON/],
  ['NaN', '{"a": NaN}', '', /JSON/],
  ['two values', '{} {}', '', /JSON/],
  ['65 levels', deep(65, '[', ']'), '[0]'.repeat(8), /deep/],
  ['10,000 levels of lists', deep(10_000, '[', ']'), '', /deep/],
  ['10,000 levels of objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, '', /deep/],
  ['half a million levels, unclosed', '['.repeat(500_000), '', /JSON|deep/],
  ['a million keys', `{${Array.from({ length: 1_000_000 }, (_, n) => `"${n}":1`).join()}}`, '', /keys/],
  ['a key twice', '{"id": "a", "id": "b"}', '', /id twice/],
  ['a key twice by escapes', '{"id": "a", "\\u0069d": "b"}', '', /id twice/],
  ['a key twice inside', '{"payments": [{}, {"modality": "cash", "modality": "bankSlip"}]}', 'payments[1]', /twice/],
  ['__proto__', '{"__proto__": {"role": "administrator"}}', '', /__proto__/],
  ['__proto__ by escapes, inside', '{"a": [{"\\u005f_proto__": 1}]}', 'a[0]', /__proto__/],
  ['constructor', '{"a": {"constructor": {"prototype": {}}}}', 'a', /constructor/],
  ['prototype', '{"prototype": 1}', '', /prototype/],
  ['a number beyond all', '{"totalCents": 1e400}', 'totalCents', /too large/],
  ['a number beyond all, negative', '[-1e400]', '[0]', /too large/],
  ['2^53', '{"totalCents": 9007199254740992}', 'totalCents', /too large/],
  ['2^53 + 1', '{"payments": [{"amountCents": 9007199254740993}]}', 'payments[0].amountCents', /too large/],
  ['-0', '{"totalCents": -0}', 'totalCents', /negative zero/],
  ['-0.0', '{"totalCents": -0.0}', 'totalCents', /negative zero/],
  ['a number that would become 0', '{"totalCents": 1e-400}', 'totalCents', /zero/],
];

test.each(REFUSED)('%s is refused', (_what, text, at, message) => {
  const finding = findingFor(text);
  expect(finding).toMatchObject({ at, message: expect.stringMatching(message) as string });
  expect(finding.fix).not.toBe('');
  expect(JSON.stringify(finding).length).toBeLessThan(400);
});

test.each(['{}', '[]', 'null', '1', '"a"', 'true', '0', '0.0', '0e5', '9007199254740991', '-9007199254740991', '0.1'])(
  '%s is read',
  (text) => {
    expect(parseStrictly(text)).toEqual(JSON.parse(text));
  },
);

test('64 levels and 20,000 keys are read', () => {
  expect(() => parseStrictly(deep(64, '[', ']'))).not.toThrow();
  const keys = Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n]);
  expect(parseStrictly(JSON.stringify(Object.fromEntries(keys)))).toEqual(Object.fromEntries(keys));
});

test('a syntax error tells its position and none of the text around it', () => {
  const { message } = findingFor('{"document": "52998224725", "name": "Fulano" oops');
  expect(message).toMatch(/character \d+/);
  expect(message).not.toContain('Fulano');
});

test('a long or document-like key is not repeated in the answer', () => {
  expect(findingFor('{"52998224725": 1, "52998224725": 2}').message).toBe('has the key a key of 11 characters twice');
  expect(JSON.stringify(findingFor(`{"${'k'.repeat(9_000)}": 1, "${'k'.repeat(9_000)}": 2}`)).length).toBeLessThan(200);
});

test('whatever can be written as JSON is read as it was meant, or refused by name', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      const text = JSON.stringify(value);
      let read: unknown;
      try {
        read = parseStrictly(text);
      } catch (error) {
        expect(error).toBeInstanceOf(CrivoError);
        return;
      }
      expect(read).toEqual(JSON.parse(text));
    }),
    { numRuns: 500, seed: 20_261_122 },
  );
});

test('any text at all is read or refused, and never breaks the parser', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      try {
        parseStrictly(text);
      } catch (error) {
        expect(error).toBeInstanceOf(CrivoError);
      }
    }),
    { numRuns: 1_000, seed: 20_261_122 },
  );
});

describe('over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ name: 'strict-json' });
  });
  afterAll(() => api.stop());
  const orders = `/branches/${OWN_BRANCH}/orders`;
  const withMark = (text: string) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);

  test.each([
    ['a byte order mark', withMark(JSON.stringify(anOrder()))],
    ['Latin-1', Buffer.from(JSON.stringify(anOrder({ note: 'Não' })), 'latin1')],
    ['UTF-16', Buffer.from(JSON.stringify(anOrder()), 'utf16le')],
    ['10,000 levels', Buffer.from(deep(10_000, '[', ']'))],
    ['80,000 keys', Buffer.from(`{${Array.from({ length: 80_000 }, (_, n) => `"k${n}":1`).join()}}`)],
  ])('%s is InvalidJson, and nothing is stored', async (_what, bytes) => {
    const before = await api.storedDigests();
    const answer = await api.call('POST', orders, new Uint8Array(bytes));
    expect([answer.status, answer.body['code']]).toEqual([400, 'InvalidJson']);
    expect(await api.storedDigests()).toEqual(before);
  });

  test.each(['null', '[]', '1', '"text"', 'true', '[{}]'])('%s as the whole body is told so', async (text) => {
    const { status, body } = await api.call('POST', orders, text);
    expect([status, body['code']]).toEqual([400, 'InvalidRequest']);
    expect(body['errors']).toEqual([expect.objectContaining({ at: '' })]);
  });

  test('of lines, only those that are broken are refused', async () => {
    const line = {
      type: 'issued',
      document: '52998224725',
      amountCents: 1,
      issuedOn: '2026-01-01',
      dueOn: '2026-02-01',
    };
    const good = (id: string) => Buffer.from(JSON.stringify({ ...line, movement: id, title: id }));
    const bad = [
      withMark(good('with a mark').toString()),
      Buffer.from('{"movement": "cut'),
      Buffer.concat([Buffer.from('{"movement": "'), Buffer.from([0xff]), Buffer.from('"}')]),
      Buffer.from(deep(10_000, '[', ']')),
      Buffer.from(`{"movement": "${'x'.repeat(70_000)}"}`),
      Buffer.from('{"movement": "a", "movement": "b"}'),
    ];
    const lines = [...bad, good('mv-1'), Buffer.from(''), good('mv-2')];
    const body = Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from('\r\n')]));
    const answer = await api.call('POST', `/branches/${OWN_BRANCH}/receivables`, new Uint8Array(body));
    expect(answer.body).toMatchObject({ lines: 8, stored: 2, repeated: 0, rejected: 6 });
    const rejected = answer.body['rejectedLines'] as { line: number; errors: Finding[] }[];
    expect(rejected.map((one) => one.line)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { errors } of rejected) expect(errors[0]?.fix).toEqual(expect.stringMatching(/.+/));
  });
});
