/** Owns the proof that an imported file is in the ledger as it says, however often the import was cut short before. */
import { serve } from '@hono/node-server';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CliError, EXIT } from '../../cli/exit';
import { importReceivables, type Import, type ImportCounts, type Rejection } from '../../cli/import-receivables';
import ibm from '../../cli/mappings/ibm-accounts-receivable.json';
import { parseMapping } from '../../cli/mapping';
import { testCnpjs } from '../../cli/test-cnpj';
import { generateInvoices } from '../../dev/generator/invoices';
import { readInvoices } from '../../dev/replay-history/read-invoices';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder('cli-real-api');
const csv = generateInvoices({ seed: 'import', customers: 12, firstDay: '2024-01-02', days: 300 });
const invoices = readInvoices(csv);
const file = join(folder, 'invoices.csv');

let api: TestApi;
let server: ReturnType<typeof serve>;
let url: string;
beforeAll(async () => {
  await writeFile(file, csv);
  api = await startApi({ name: 'cli' });
  server = serve({ fetch: api.app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await api.stop();
});

const rejections: Rejection[] = [];
async function importing(given: Partial<Import> & { readonly key?: string; readonly branch?: string } = {}) {
  const parsed = parseMapping(ibm);
  if (!parsed.ok) throw new Error('the mapping is wrong');
  const key = given.key ?? (await api.keyOf({ role: 'integrator' }));
  return importReceivables({
    file,
    mapping: parsed.mapping,
    connection: { url, key, branch: given.branch ?? OWN_BRANCH },
    onProgress: () => undefined,
    onRejected: (rejection) => rejections.push(rejection),
    pieceLines: 100,
    ...given,
  });
}

/** The import ends by Ctrl-C when it has read so many rows. */
async function cutAfter(rows: number): Promise<unknown> {
  const controller = new AbortController();
  const onProgress = (counts: Readonly<ImportCounts>) => {
    if (counts.rows === rows) controller.abort(new CliError(EXIT.interrupted, 'interrupted'));
  };
  return importing({ onProgress, options: { signal: controller.signal } }).catch((error: unknown) => error);
}

test('cut short at several places and started again, every invoice is there once, with what was paid of it', async () => {
  for (const rows of [30, 70, invoices.length - 1])
    expect(await cutAfter(rows)).toMatchObject({ exit: EXIT.interrupted });
  const counts = await importing();
  expect(counts).toMatchObject({ rows: invoices.length, movements: 2 * invoices.length, rejected: 0 });
  expect(counts.stored + counts.repeated).toBe(2 * invoices.length);
  expect(counts.repeated).toBeGreaterThanOrEqual(100);
  expect(await importing()).toMatchObject({ stored: 0, repeated: 2 * invoices.length, rejected: 0 });

  const documentOf = testCnpjs();
  for (const customer of new Set(invoices.map((invoice) => invoice.customer))) {
    const own = invoices.filter((invoice) => invoice.customer === customer);
    const { body } = await api.call('POST', '/customers/search', { document: documentOf(customer) });
    const key = (body['customers'] as { customerKey: string }[])[0]?.customerKey ?? '';
    const day = own.at(-1)?.invoicedOn ?? '';
    const asOf = (await api.call('GET', `/branches/${OWN_BRANCH}/customers/${key}/receivables?asOf=${day}`)).body;
    const known = own.filter((invoice) => invoice.invoicedOn <= day);
    const open = known.filter((invoice) => invoice.settledOn > day).reduce((sum, one) => sum + one.amountCents, 0);
    expect(asOf['figures']).toMatchObject({
      openCents: open,
      settledCount: known.filter((invoice) => invoice.settledOn <= day).length,
    });
  }
});

test('what the API refuses is told by the line of the file, and the rest is taken', async () => {
  const [header = '', ...rows] = csv.split('\n');
  const changed = rows.map((row, index) => (index === 4 ? row.replace(/,[\d.]+,(No|Yes),/, ',999999.99,$1,') : row));
  const other = join(folder, 'changed.csv');
  await writeFile(other, [header, ...changed].join('\n'));
  rejections.length = 0;
  const counts = await importing({ file: other });
  expect(counts).toMatchObject({ stored: 0, rejected: 2 });
  expect(rejections.map(({ line, type }) => [line, type])).toEqual([
    [6, 'issued'],
    [6, 'collected'],
  ]);
  expect(rejections[0]?.errors[0]).toMatchObject({ at: 'movement', columns: ['invoiceNumber'] });
});

test.each([
  ['a key that nobody has', { key: 'crv_nobody' }, 'Unauthenticated'],
  ['a branch that there is not', { branch: 'nowhere' }, 'BranchNotFound'],
])('%s ends the import', async (_, given, code) => {
  await expect(importing(given)).rejects.toMatchObject({ exit: EXIT.refused, message: expect.stringContaining(code) });
});

test('a role that may not send receivables ends the import', async () => {
  const key = await api.keyOf({ role: 'seller' });
  const message = expect.stringContaining('PermissionDenied');
  await expect(importing({ key })).rejects.toMatchObject({ exit: EXIT.refused, message });
});
