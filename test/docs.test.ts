/** Owns the proof that what README, ARCHITECTURE and CONTRIBUTING name is there, and that their tables are the code's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROBLEM_STATUS } from '../api/problem';
import { parseMapping } from '../cli/mapping';
import fences from '../dev/fences.json';
import manifest from '../package.json';

const ROOT = join(__dirname, '..');
const DECISIONS = 'docs/decisions';
const OUTSIDE = new Set(['dist', 'coverage', 'docs']);
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'docs/operations.md',
  'docs/deps-simulator.md',
  'docs/receivables-import.md',
  'docs/analistas/README.md',
  'docs/analistas/fatos.md',
  'docs/analistas/operadores.md',
  ...readdirSync(join(ROOT, DECISIONS)).map((name) => `${DECISIONS}/${name}`),
].map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));

function textOf(name: string): string {
  return documents.find((document) => document.name === name)?.text ?? '';
}

/** The rows below a table's head, cell by cell. */
function rowsOf(text: string, head: string): string[][] {
  const [, table = ''] = text.split(`${head}\n`);
  const lines = table.split('\n').slice(1);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

test('the table of fences is the list that lint enforces', () => {
  const rows = rowsOf(textOf('ARCHITECTURE.md'), '| folder | may import values from | and types from |');
  const told = rows.map(([folder = '', values = '', types = '']) => [
    ...quoted(folder),
    { values: quoted(values), types: quoted(types) },
  ]);
  expect(told).toEqual(Object.entries(fences.folders));
});

test('the table of errors has every code with its status, and no other', () => {
  const rows = rowsOf(textOf('ARCHITECTURE.md'), '| code | status | when |');
  const told = rows.map(([code = '', status]) => [quoted(code)[0], Number(status)]);
  expect(told).toEqual(Object.entries(PROBLEM_STATUS));
});

test.each(documents.map(({ name }) => name))('in %s every link leads to a file', (name) => {
  const links = [...textOf(name).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
  expect(links.filter((target) => !existsSync(join(ROOT, dirname(name), target)))).toEqual([]);
});

test('every npm script that is named exists', () => {
  const named = documents.flatMap(({ text }) =>
    [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
});

test('every source file that is named exists, by its path or by its name alone', () => {
  const sources = ['.', ...readdirSync(ROOT).filter((name) => /^[a-z]+$/.test(name) && !OUTSIDE.has(name))].flatMap(
    (folder) =>
      readdirSync(join(ROOT, folder), { recursive: folder !== '.', encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
  );
  const named = documents.flatMap(({ text }) =>
    [...text.matchAll(/`([a-z][\w/-]*\.(?:ts|json))`/g)].map(([, path = '']) => path),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !sources.some((source) => source === path || source.endsWith(`/${path}`)))).toEqual([]);
});

test('decisions are numbered without a gap', () => {
  const numbers = readdirSync(join(ROOT, DECISIONS)).map((name) => Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test('the mapping that the import is explained with is one', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(textOf('docs/receivables-import.md')) ?? [];
  expect(parseMapping(JSON.parse(example))).toMatchObject({ ok: true });
});
