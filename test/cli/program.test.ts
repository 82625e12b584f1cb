/** Owns the proof that the program itself, as a process, tells how it ended and needs no more memory for a longer file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateInvoices } from '../../dev/generator/invoices';
import { fakeReceivables, type FakeReceivables } from '../support/fake-receivables';
import { temporaryFolder } from '../support/temporary-folder';

const PROGRAM = join(__dirname, '../../cli/crivo.mjs');
const IBM = join(__dirname, '../../cli/mappings/ibm-accounts-receivable.json');
const folder = temporaryFolder('cli-program');
let api: FakeReceivables;

beforeAll(async () => {
  api = await fakeReceivables({ keepsPieces: false });
});
afterAll(() => api.stop());

interface Ended {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], CRIVO_URL: api.url, CRIVO_API_KEY: 'crv_test', ...env },
  });
  const [out, err]: Buffer[][] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out?.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err?.push(chunk));
  const [exit] = (await once(child, 'close')) as [number | null];
  return { exit, out: Buffer.concat(out ?? []).toString(), err: Buffer.concat(err ?? []).toString() };
}

const importing = (file: string, ...more: string[]): string[] => [
  ...['receivables', 'import', file, '--mapping', IBM, '--branch', '02'],
  ...more,
];

/** Invoices of a public sample's columns, kept in a file of their own. */
async function invoices(name: string, change: (csv: string) => string = (csv) => csv): Promise<string> {
  const file = join(folder, name);
  const csv = generateInvoices({ seed: 'cli', customers: 4, firstDay: '2024-01-02', days: 200 });
  await writeFile(file, change(csv));
  return file;
}

test('a whole file ends with 0, its counts, and a word on documents that are made up', async () => {
  const { exit, out, err } = await run(importing(await invoices('good.csv')));
  expect({ exit, err }).toEqual({ exit: 0, err: expect.stringContaining('for tests only') });
  expect(out).toMatch(/^(\d+) rows, (\d+) movements: \2 stored, 0 known before, 0 rejected\n$/);
});

test('rejected lines end with 1, each with line, reason and fix, at most a thousand of them', async () => {
  const broken = await invoices('broken.csv', (csv) => {
    const [header = '', row = ''] = csv.split('\n');
    return [header, ...Array.from({ length: 600 }, () => row.replace(/\d+\/\d+\/\d{4}/g, '31/31/2024'))].join('\n');
  });
  const { exit, out, err } = await run(importing(broken));
  expect(exit).toBe(1);
  const lines = err.split('\n').filter((line) => line.startsWith('line '));
  expect(lines).toHaveLength(1_000);
  expect(lines[0]).toMatch(
    /^line 2, issued \d+\/issued: issuedOn \(column InvoiceDate\) must be a date that exists.* \(/,
  );
  expect(err).toContain('and 200 more');
  expect(out).toContain('1200 rejected');
});

test('a file with a header and no rows says that nothing was sent', async () => {
  const empty = await invoices('empty.csv', (csv) => `${csv.split('\n')[0]}\n`);
  const { exit, out, err } = await run(importing(empty));
  expect({ exit, out }).toEqual({ exit: 0, out: expect.stringMatching(/^0 rows, 0 movements/) });
  expect(err).toContain('has no rows: nothing was sent');
});

test('the last line adds up: rows that make no movement are counted by themselves', async () => {
  const file = await invoices('sums.csv', (csv) => `${csv.split('\n').slice(0, 4).join('\n')}\na,b\n`);
  const { exit, out, err } = await run(importing(file));
  expect([exit, err]).toEqual([1, expect.stringContaining('line 5: has 2 cells')]);
  const sums =
    /^4 rows \(1 that make no movement .*\), 6 movements: (\d+) stored, (\d+) known before, 0 rejected\n$/.exec(out);
  expect(Number(sums?.[1]) + Number(sums?.[2])).toBe(6);
});

test('--json tells the same to programs', async () => {
  const { exit, out } = await run(importing(await invoices('json.csv'), '--json'));
  expect({ exit, counts: JSON.parse(out) }).toMatchObject({ exit: 0, counts: { rejected: 0, rejections: [] } });
});

test.each<[string, readonly string[], Readonly<Record<string, string>>, number, string]>([
  ['no command', [], {}, 0, 'npx crivo receivables import'],
  ['an unknown command', ['receivables', 'export'], {}, 2, 'there is no command'],
  ['no mapping', ['receivables', 'import', 'x.csv', '--branch', '02'], {}, 2, '--mapping is missing'],
  ['an option that there is not', importing('x.csv', '--brnch'), {}, 2, '--brnch'],
  ['a file that is not there', importing('nowhere.csv'), {}, 2, "nowhere.csv can't be read"],
  ['an address without TLS', importing('x.csv'), { CRIVO_URL: 'http://example.test' }, 2, 'https://'],
  ['an address without a key', importing('x.csv'), { CRIVO_API_KEY: '' }, 2, 'CRIVO_API_KEY'],
])('%s says what to do', async (_, args, env, exit, text) => {
  const ended = await run(args, env);
  expect(ended.exit).toBe(exit);
  expect(ended.out + ended.err).toContain(text);
});

test('a file twenty times as long as a piece is taken in a heap that could not hold it', async () => {
  const file = join(folder, 'long.csv');
  const stream = createWriteStream(file);
  const [header = '', row = ''] = (await generated()).split('\n');
  stream.write(`${header}\n`);
  const cells = row.split(',');
  for (let index = 0; index < 200_000; index += 1) {
    const own = [...cells.slice(0, 3), `N${index}`, ...cells.slice(4)].join(',');
    if (!stream.write(`${own}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  const { exit, out } = await run(importing(file), { NODE_OPTIONS: '--max-old-space-size=48' });
  expect({ exit, out }).toEqual({
    exit: 0,
    out: '200000 rows, 400000 movements: 400000 stored, 0 known before, 0 rejected\n',
  });
});

const generated = async (): Promise<string> =>
  generateInvoices({ seed: 'long', customers: 1, firstDay: '2024-01-02', days: 60 });
