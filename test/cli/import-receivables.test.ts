/** Owns the proof that an import takes a file as it is, tells each bad row by its line, and can be repeated. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, EXIT } from '../../cli/exit';
import { importReceivables, type ImportCounts, type Rejection } from '../../cli/import-receivables';
import { parseMapping, type Mapping } from '../../cli/mapping';
import { overpaidLines } from '../../cli/report';
import type { SendOptions } from '../../cli/send-piece';
import { fakeReceivables, type FakeReceivables } from '../support/fake-receivables';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder('cli-import');
let api: FakeReceivables;

beforeEach(async () => {
  api = await fakeReceivables();
});
afterEach(() => api.stop());

/** An ERP's file of movements, one a row, with words, dates and amounts of its own. */
const ERP = {
  name: 'test',
  csv: { delimiter: ';' },
  dates: 'DD/MM/YYYY',
  money: '1.234,56',
  ignore: [{ column: 'tipo', in: ['OBS'] }],
  movements: [
    {
      type: 'issued',
      when: [{ column: 'tipo', in: ['LAN'] }],
      fields: {
        movement: '{id}',
        title: '{titulo}',
        document: '{cnpj}',
        amountCents: '{valor}',
        issuedOn: '{data}',
        dueOn: '{vencimento}',
        order: '{pedido}',
      },
    },
    {
      type: 'collected',
      when: [{ column: 'tipo', in: ['BX'] }],
      fields: {
        movement: '{id}',
        title: '{titulo}',
        document: '{cnpj}',
        amountCents: '{valor}',
        effectiveOn: '{data}',
        method: { from: '{forma}', words: { DIN: 'money', CHQ: 'cheque' } },
      },
    },
  ],
};
const HEADER = 'id;tipo;titulo;cnpj;valor;data;vencimento;pedido;forma';
const ISSUED = '1;LAN;T-1;12ABC34501DE35;1.234,56;01/10/2026;03/11/2026;10482;';
const COLLECTED = '2;BX;T-1;12ABC34501DE35;1.234,56;02/11/2026;;;DIN';

function mappingOf(value: unknown): Mapping {
  const parsed = parseMapping(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return parsed.mapping;
}

interface Told {
  readonly counts: ImportCounts;
  readonly rejections: readonly Rejection[];
}

interface Setting {
  readonly mapping?: unknown;
  readonly pieceLines?: number;
  readonly options?: SendOptions;
  readonly onRejected?: (rejection: Rejection) => void;
}

async function importing(
  content: string | Uint8Array,
  { mapping = ERP, pieceLines = 20_000, options = {}, onRejected }: Setting = {},
): Promise<Told> {
  const file = join(folder, 'titles.csv');
  await writeFile(file, content);
  const rejections: Rejection[] = [];
  const counts = await importReceivables({
    file,
    mapping: mappingOf(mapping),
    connection: { url: api.url, key: 'crv_test', branch: '02' },
    onProgress: () => undefined,
    onRejected: onRejected ?? ((rejection) => rejections.push(rejection)),
    pieceLines,
    options: { waitsMs: [1, 1, 1], ...options },
  });
  return { counts, rejections };
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test('rows become the movements that the mapping says, in the ledger’s words', async () => {
  const { counts } = await importing(`${HEADER}\n${ISSUED}\n${COLLECTED}\n`);
  const none = { ignored: 0, unread: 0, repeated: 0, rejected: 0, overpaid: [] };
  expect(counts).toEqual({ rows: 2, movements: 2, stored: 2, ...none });
  expect(api.asked).toEqual([{ path: '/v1/branches/02/receivables', authorization: 'Bearer crv_test' }]);
  const both = { title: 'T-1', document: '12ABC34501DE35', amountCents: 123456 };
  expect(api.pieces).toEqual([
    [
      { ...both, type: 'issued', movement: '1', issuedOn: '2026-10-01', dueOn: '2026-11-03', order: '10482' },
      { ...both, type: 'collected', movement: '2', effectiveOn: '2026-11-02', method: 'money' },
    ],
  ]);
});

test('a field whose column is empty is left out, not sent empty', async () => {
  await importing(`${HEADER}\n${ISSUED.replace('10482', ' ')}\n`);
  expect(api.pieces[0]?.[0]).not.toHaveProperty('order');
});

test('a file with a mark of its encoding, Windows line ends and no last line end is read', async () => {
  const { counts } = await importing(`\uFEFF${HEADER}\r\n${ISSUED}\r\n${COLLECTED}`);
  expect(counts.stored).toBe(2);
});

test('a file in windows-1252 is read where the mapping says so, and refused where it does not', async () => {
  const bytes = Buffer.from(`${HEADER}\n${ISSUED.replace('T-1', 'Título')}\n`, 'latin1');
  await importing(bytes, { mapping: { ...ERP, csv: { delimiter: ';', encoding: 'windows-1252' } } });
  expect(api.pieces[0]?.[0]?.['title']).toBe('Título');
  const error = await failure(importing(bytes));
  expect(error).toMatchObject({ exit: EXIT.wrongInput, message: expect.stringContaining('windows-1252') });
});

test('a file without a header is read by the header of the mapping', async () => {
  const csv = { delimiter: ';', header: HEADER.split(';') };
  const { counts } = await importing(`${ISSUED}\n`, { mapping: { ...ERP, csv } });
  expect(counts).toMatchObject({ rows: 1, stored: 1 });
});

test('pieces are as long as told, and the whole file is in them once', async () => {
  const rows = Array.from({ length: 25 }, (_, index) => ISSUED.replace('1;', `m${index};`));
  const { counts } = await importing([HEADER, ...rows, ''].join('\n'), { pieceLines: 10 });
  expect(api.pieces.map((piece) => piece.length)).toEqual([10, 10, 5]);
  expect(new Set(api.pieces.flat().map(({ movement }) => movement)).size).toBe(25);
  expect(counts.stored).toBe(25);
});

test('an import that was cut short is started again: what is known changes nothing', async () => {
  const rows = Array.from({ length: 25 }, (_, index) => ISSUED.replace('1;', `m${index};`));
  const content = [HEADER, ...rows, ''].join('\n');
  const controller = new AbortController();
  api.judgeBy(({ movement }) => {
    if (movement === 'm12') controller.abort(new CliError(EXIT.interrupted, 'interrupted'));
    return null;
  });
  const cut = await failure(importing(content, { pieceLines: 10, options: { signal: controller.signal } }));
  expect(cut).toMatchObject({ exit: EXIT.interrupted });
  expect(api.pieces).toHaveLength(2);
  const { counts } = await importing(content, { pieceLines: 10 });
  expect(counts).toMatchObject({ stored: 5, repeated: 20, rejected: 0 });
});

describe('what is wrong is told by its line of the file', () => {
  test('also after blank lines and cells of several lines', async () => {
    const long = COLLECTED.replace('T-1', '"T\n1"');
    const wrong = ISSUED.replace('01/10/2026', '31/04/2026');
    const { rejections } = await importing(`${HEADER}\n\n${long}\n${long.replace('2;', '3;')}\n\n${wrong}\n`);
    expect(rejections.map(({ line }) => line)).toEqual([8]);
    expect(rejections[0]?.errors).toEqual([
      {
        at: 'issuedOn',
        columns: ['data'],
        message: 'must be a date that exists, written like DD/MM/YYYY, got "31/04/2026"',
        fix: 'correct the cell, or the format in the mapping',
      },
    ]);
  });

  test('what the API refuses, too, with the columns it was read from, in whichever piece', async () => {
    api.judgeBy(({ movement }) =>
      movement === '2' ? { at: 'document', message: 'is a CNPJ with wrong check digits', fix: 'check it' } : null,
    );
    const { counts, rejections } = await importing(`${HEADER}\n${ISSUED}\n${COLLECTED}\n`, { pieceLines: 1 });
    const errors = [
      { at: 'document', columns: ['cnpj'], message: 'is a CNPJ with wrong check digits', fix: 'check it' },
    ];
    expect(rejections).toEqual([{ line: 3, type: 'collected', movement: '2', errors }]);
    expect(counts).toMatchObject({ movements: 2, stored: 1, rejected: 1 });
  });

  test.each([
    ['an amount in another format', ISSUED.replace('1.234,56', '1234.56'), 'amountCents', ['valor']],
    ['a word without a translation', COLLECTED.replace('DIN', 'PIX'), 'method', ['forma']],
    ['a row of no kind', ISSUED.replace('LAN', 'XYZ'), '', []],
    ['a cell too many', `${ISSUED};`, '', []],
    ['a cell too few', 'x;y', '', []],
  ])('%s', async (_, row, at, columns) => {
    const { counts, rejections } = await importing(`${HEADER}\n${row}\n${COLLECTED.replace('2;', '9;')}\n`);
    expect(rejections).toEqual([
      expect.objectContaining({ line: 2, errors: [expect.objectContaining({ at, columns })] }),
    ]);
    const isRow = columns.length === 0;
    expect(counts).toMatchObject({ stored: 1, rejected: isRow ? 0 : 1, unread: isRow ? 1 : 0 });
  });

  test('in the order of the file, whoever rejects it', async () => {
    api.judgeBy(({ movement }) => (movement === '1' ? { at: 'title', message: 'is wrong', fix: 'mend it' } : null));
    const wrong = ISSUED.replace('01/10/2026', '31/04/2026');
    const { rejections } = await importing(`${HEADER}\n${ISSUED}\n${wrong}\n${ISSUED}\nx;y\n${ISSUED}\n`);
    expect(rejections.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });

  test('also where the API is lost before it has answered', async () => {
    for (let times = 0; times < 4; times += 1) api.next((response) => response.writeHead(503).end('{}'));
    const rejections: Rejection[] = [];
    const work = importing(`${HEADER}\nx;y\n${ISSUED}\n`, { onRejected: (one) => rejections.push(one) });
    expect(await failure(work)).toMatchObject({ exit: EXIT.unavailable });
    expect(rejections.map(({ line }) => line)).toEqual([2]);
  });

  test('titles of which more was collected than they had are told, each once', async () => {
    const summary = { lines: 1, stored: 1, repeated: 0, rejected: 0, overpaid: { count: 1, titles: ['T-1'] } };
    for (let times = 0; times < 2; times += 1) {
      api.next((response) => response.end(`${JSON.stringify({ summary })}\n`));
    }
    const { counts } = await importing(`${HEADER}\n${ISSUED}\n${COLLECTED}\n`, { pieceLines: 1 });
    expect(counts.overpaid).toEqual(['T-1']);
    expect(overpaidLines(counts)).toEqual([expect.stringContaining('T-1')]);
  });

  test('rows that the mapping ignores are counted and make nothing', async () => {
    const { counts } = await importing(`${HEADER}\n${ISSUED.replace('LAN', 'OBS')}\n${COLLECTED}\n`);
    expect(counts).toMatchObject({ rows: 2, ignored: 1, movements: 1, rejected: 0 });
  });

  test('a document in a column of dates is not told back', async () => {
    const { rejections } = await importing(`${HEADER}\n${ISSUED.replace('01/10/2026', '52998224725')}\n`);
    expect(JSON.stringify(rejections)).not.toContain('52998224725');
  });
});

describe('a piece is sent again', () => {
  const cut = `{"line":1,"movement":"1","code":"InvalidRequest","errors":[]}\n`;
  test.each<[string, Parameters<FakeReceivables['next']>[0]]>([
    ['after a 503', (response) => response.writeHead(503, { 'retry-after': '0' }).end('{}')],
    ['after a 429', (response) => response.writeHead(429).end('{}')],
    ['after a connection that was lost', (response) => response.destroy()],
    ['after an answer that ends in the middle', (response) => response.end(cut)],
    ['after an answer that is no answer', (response) => response.end('<html></html>')],
  ])('%s', async (_, answer) => {
    api.next(answer);
    const { counts } = await importing(`${HEADER}\n${ISSUED}\n`);
    expect(counts).toMatchObject({ stored: 1, rejected: 0 });
    expect(api.asked).toHaveLength(2);
  });

  test('and given up after a bounded number of times', async () => {
    for (let times = 0; times < 10; times += 1) api.next((response) => response.writeHead(503).end('{}'));
    expect(await failure(importing(`${HEADER}\n${ISSUED}\n`))).toMatchObject({ exit: EXIT.unavailable });
    expect(api.asked).toHaveLength(4);
  });

  test('but not when the API refuses it, whose words are told', async () => {
    const problem = { title: 'The permission receivables:write is missing.', status: 403, code: 'PermissionDenied' };
    api.next((response) => response.writeHead(403).end(JSON.stringify(problem)));
    const message = 'PermissionDenied: The permission receivables:write is missing.';
    expect(await failure(importing(`${HEADER}\n${ISSUED}\n`))).toMatchObject({ exit: EXIT.refused, message });
    expect(api.asked).toHaveLength(1);
  });
});

describe('nothing is sent', () => {
  test.each([
    ['of an empty file', '', 'is empty'],
    ['of a file that lacks a column', 'id;tipo\n1;LAN\n', 'no column titulo'],
    ['of a file with another delimiter', HEADER.replaceAll(';', ','), '"csv": { "delimiter": "," }'],
    ['of a file with tabs', HEADER.replaceAll(';', '\t'), '"delimiter": "\\t"'],
    ['of a file that has a column twice', `${HEADER};cnpj\n`, 'column cnpj twice'],
    ['of a file whose quote is never closed', `"${HEADER}\n${'x'.repeat(300_000)}`, 'line'],
  ])('%s', async (_, content, message) => {
    expect(await failure(importing(content))).toMatchObject({
      exit: EXIT.wrongInput,
      message: expect.stringContaining(message),
    });
    expect(api.asked).toEqual([]);
  });
});
