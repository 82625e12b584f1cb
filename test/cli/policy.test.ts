/** Owns the guarantee that a policy can live in a file: pulled, checked, tried and pushed without writing over anybody. */
import { serve } from '@hono/node-server';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CliError, EXIT } from '../../cli/exit';
import { runPolicy } from '../../cli/policy/run';
import type { Policy } from '../../contracts/policy';
import { startApi, type TestApi } from '../support/api';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder('cli-policy');
const inFolder = (name: string) => join(folder, name);

let api: TestApi;
let server: ReturnType<typeof serve>;
let url: string;
let key: string;
beforeAll(async () => {
  api = await startApi({ name: 'cli-policy' });
  server = serve({ fetch: api.app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  key = await api.keyOf({ role: 'analyst', subject: 'ana' });
});
afterAll(async () => {
  server.close();
  await api.stop();
});

/** As the program would: what it prints, and how it ends. */
async function policy(...args: readonly string[]) {
  return policyAs(key, ...args);
}
async function policyAs(as: string, ...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const output = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
  const exit = await runPolicy(args, () => Promise.resolve({ url, key: as }), output).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
    err.push(error.message);
    return error.exit;
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

async function pulled(name: string, change: (document: Policy) => unknown = (same) => same): Promise<string> {
  const file = inFolder(name);
  expect(await policy('pull', 'default', '-o', file)).toMatchObject({ exit: EXIT.done });
  const document = JSON.parse(await readFile(file, 'utf8')) as Policy;
  await writeFile(file, JSON.stringify(change(document), null, 2));
  return file;
}

/** The threshold of the average delay, from 10 days to so many. */
const delayOf = (days: number) => (document: Policy) =>
  JSON.parse(
    JSON.stringify(document).replace('"operator":"greaterThan","value":10', `"operator":"greaterThan","value":${days}`),
  ) as unknown;

test('what is pulled is what is in force, and has no findings that keep it from being published', async () => {
  const file = await pulled('live.json');
  const { body } = await api.call('GET', '/policies/default/versions/1');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(body['document']);
  expect(await policy('lint', file)).toMatchObject({ exit: EXIT.done });
});

test('a finding is told with file, line, pointer and fix, and ends with 1', async () => {
  const file = await pulled('wrong.json', (document) => {
    const [first, ...others] = document.checks;
    return { ...document, checks: [{ ...first, name: '' }, ...others] };
  });
  const lines = (await readFile(file, 'utf8')).split('\n');
  const line = lines.findIndex((one) => one.includes('"name": ""')) + 1;
  const { exit, out } = await policy('lint', file);
  expect(exit).toBe(EXIT.rejected);
  expect(out).toContain(`${file}:${line}: error: /checks/0/name `);
  expect(out).toContain('\n    É curto demais: no mínimo 1.');
});

test('its tests are run, and one that fails says what differs and ends with 1', async () => {
  const one = (id: string, outcome: string) => ({
    id,
    name: 'sem parte a prazo',
    action: 'save',
    facts: {},
    expect: { outcome, restrictions: [] },
  });
  const file = await pulled('tests.json', (document) => ({ ...document, tests: [one('never', 'clear')] }));
  const { exit, out } = await policy('test', file);
  expect({ exit, last: out.split('\n').at(-1) }).toEqual({ exit: EXIT.rejected, last: '0 passed, 1 failed' });
  expect(out).toMatch(/FAILED {2}never: sem parte a prazo\n.*tests\.json:\d+: Esperado: sem restrição/);
});

test('facts typed on the command line are tried on a file', async () => {
  const file = await pulled('tried.json', delayOf(15));
  const facts = ['hasTermPart=true', 'hasPaymentHistory=true', 'averageDelayDays=12.5'].flatMap((one) => [
    '--fact',
    one,
  ]);
  const { exit, out } = await policy('simulate', file, ...facts);
  expect(exit).toBe(EXIT.done);
  expect(out).toContain('Atraso médio: 12,5 dias; maior que 15 dias? não');
});

test('a file is pushed again and again into one draft, and never over what somebody else has saved', async () => {
  const file = await pulled('pushed.json', delayOf(15));
  const first = await policy('push', 'default', file);
  const [, draft = ''] = /draft (drf_[0-9a-f]+), revision 1, editing/.exec(first.out) ?? [];
  await writeFile(
    file,
    JSON.stringify(delayOf(15)({ ...(JSON.parse(await readFile(file, 'utf8')) as Policy), name: 'Outra' })),
  );
  expect((await policy('push', 'default', file)).out).toContain(`${draft}, revision 2`);
  const path = `/policies/default/drafts/${draft}`;
  const { document } = (await api.call('GET', path)).body as { document: object };
  await api.call('PUT', path, { revision: 2, document: { ...document, name: 'De outra pessoa' } });
  await writeFile(file, JSON.stringify({ ...document, name: 'Minha' }));
  const third = await policy('push', 'default', file);
  expect(third.exit).toBe(EXIT.rejected);
  expect(third.err).toContain('PolicyDraftConflict');
  expect(third.err).toContain('now: status editing, revision 3');
  expect(third.err).toContain('“De outra pessoa”');
  expect((await api.call('GET', path)).body).toMatchObject({ revision: 3, document: { name: 'De outra pessoa' } });
  expect((await policy('list', 'default')).out).toContain(`${draft}  editing, revision 3 on version 1`);
});

test('a file with changes that were not pushed is not pulled over, unless that is said', async () => {
  const file = await pulled('kept.json', delayOf(15));
  const mine = await readFile(file, 'utf8');
  const refused = await policy('pull', 'default', '-o', file);
  expect(refused).toMatchObject({ exit: EXIT.rejected, err: expect.stringContaining('were not pushed') });
  expect(await readFile(file, 'utf8')).toBe(mine);
  expect(await policy('pull', 'default', '-o', file, '--force')).toMatchObject({ exit: EXIT.done });
  expect(await policy('pull', 'default', '-o', file)).toMatchObject({ exit: EXIT.done });
});

test('a file is read as editors leave it, and what can’t be read names its line', async () => {
  const file = await pulled('edited.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, `\uFEFF${text}`);
  expect(await policy('lint', file)).toMatchObject({ exit: EXIT.done });
  await writeFile(file, Buffer.from(text, 'latin1'));
  expect((await policy('lint', file)).err).toContain('is not UTF-8');
  await writeFile(file, '{\n  "id": "default",\n  "value": 12,5\n}');
  expect((await policy('lint', file)).err).toContain(`${file}:3 is not JSON`);
  await writeFile(file, `{"id":${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
  expect(await policy('lint', file)).toMatchObject({
    exit: EXIT.rejected,
    err: expect.stringContaining('is nested too deeply'),
  });
});

test.each([
  [['frobnicate'], 'there is no command policy frobnicate'],
  [['pull', 'default'], 'needs --output'],
  [['lint'], 'takes FILE'],
  [['lint', inFolder('nowhere.json')], "can't be read"],
  [['simulate', __filename], 'is not JSON'],
  [['lint', '--unknown'], 'Unknown option'],
])('%j can’t be used, and says why', async (args, why) => {
  const { exit, err } = await policy(...args);
  expect({ exit, err }).toEqual({ exit: EXIT.wrongInput, err: expect.stringContaining(why) });
});

test('what isn’t there or isn’t allowed ends with 3, and an API that isn’t there with 4', async () => {
  expect(await policy('pull', 'nobody', '-o', inFolder('none.json'), '--version', '1')).toMatchObject({
    exit: EXIT.refused,
  });
  expect(await policyAs('crv_nobody', 'list')).toMatchObject({ exit: EXIT.refused });
  const connect = () => Promise.resolve({ url: 'http://127.0.0.1:9', key });
  const output = { out: () => undefined, err: () => undefined };
  await expect(runPolicy(['list'], connect, output)).rejects.toMatchObject({ exit: EXIT.unavailable });
});

test('a key that stands twice in a file is told with its line, and nothing is sent', async () => {
  const file = await pulled('twice.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"name":', '"name": "Primeiro nome",\n  "name":'));
  for (const args of [
    ['lint', file],
    ['push', 'default', file],
  ])
    expect(await policy(...args)).toMatchObject({
      exit: EXIT.rejected,
      err: expect.stringMatching(/twice\.json:\d+: the key "name" stands here a second time/) as string,
    });
});

test('who approves names the revision they looked at: what was saved since is refused, returned with a reason, and can be discarded', async () => {
  const file = await pulled('seen.json', delayOf(11));
  expect((await policy('push', 'default', file, '--name', 'onze')).exit).toBe(EXIT.done);
  const { draft } = JSON.parse(await readFile(`${file}.origin`, 'utf8')) as { draft: string };
  const of = ['default', '--draft', draft];
  expect((await policy('diff', ...of)).out).toMatch(/revision 1 on version 1[^]*Atraso médio/);
  await writeFile(file, JSON.stringify(delayOf(12)(JSON.parse(await readFile(file, 'utf8')) as Policy)));
  expect((await policy('push', 'default', file)).exit).toBe(EXIT.done);
  expect((await policy('submit', ...of)).out).toContain('submitted');
  const manager = await api.keyOf({ role: 'manager', subject: 'marta' });
  const seen = await policyAs(manager, 'approve', ...of, '--revision', '1');
  expect(seen).toMatchObject({ exit: EXIT.rejected, err: expect.stringContaining('revision 2') });
  expect((await policyAs(manager, 'return', ...of)).err).toContain('needs --reason');
  expect((await policyAs(manager, 'return', ...of, '--reason', 'falta um teste')).out).toContain('editing');
  expect((await policy('discard', ...of)).out).toContain('discarded');
  expect((await policy('list', 'default')).out).not.toContain(draft);
});
