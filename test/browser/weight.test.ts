/** Owns how light the pages are: what the first look at the queue loads, and that 5,000 rows scroll. */
import type { Page } from 'playwright-core';
import { openDesk, type Desk } from '../support/desk';

const FIRST_LOAD_BYTES = 250 * 1024;
const ROWS = 5_000;
const PAGE_ROWS = 200;
/** As `web/src/holds/hold-row.tsx` has it. */
const ROW_HEIGHT = 52;
const MOST_STEPS = 2_000;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('weight');
});
afterAll(() => desk.stop());

test('the first load of the queue weighs less than 250 KB, pressed by gzip', async () => {
  const page = await desk.open('analyst', '/pedidos-bloqueados');
  await page.getByRole('heading', { name: 'Nenhum pedido bloqueado' }).waitFor();
  const names = await page.evaluate<string[]>(
    "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/assets/'))",
  );
  const sizes = await Promise.all(
    [`${desk.baseUrl}/`, ...names].map(async (url) => {
      const { statusText, bytes } = await pressedSize(url);
      return [url.slice(desk.baseUrl.length), statusText, bytes] as const;
    }),
  );
  const total = sizes.reduce((sum, [, , bytes]) => sum + bytes, 0);
  process.stderr.write(`[weight] first load of the queue: ${total} bytes by gzip in ${sizes.length} files\n`);
  expect(names.length).toBeGreaterThan(2);
  expect(total).toBeLessThan(FIRST_LOAD_BYTES);
});

/** As it crosses the wire to a browser that knows gzip and no more. */
async function pressedSize(url: string) {
  const { get } = await import('node:http');
  return new Promise<{ statusText: string; bytes: number }>((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip', accept: '*/*' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => resolve({ statusText: String(answer.statusCode), bytes }));
    }).once('error', reject);
  });
}

const aRow = (index: number) => ({
  ...{ order: `PED-${index}`, branch: '02', customerKey: `cus_${index}`, status: 'held', stage: 'save' },
  hold: { action: 'save', since: '2026-11-20T12:00:00.000Z', deadline: '2027-01-20T12:00:00.000Z', escalations: 0 },
  ...{
    forcedHold: null,
    indicator: 'restricted',
    outcome: 'blocked',
    waitsForReport: null,
    totalCents: 100_000 + index,
  },
  ...{ termCents: 100_000 + index, seller: null, note: null, items: 3, origin: null, payments: [], decision: 'dec_1' },
  ...{ passedBy: {}, policy: { id: 'default', version: 1 }, parts: [], closedBy: null, generation: 0, reopened: null },
  ...{ createdAt: '2026-11-20T12:00:00.000Z', updatedAt: '2026-11-20T12:00:00.000Z', revision: 1, groupKey: 'grp_1' },
  restrictions: ['limit-exceeded', 'overdue-titles', 'average-delay'].map((check) => ({
    ...{
      check,
      mode: 'block',
      result: 'hit',
      seller: 'Peça liberação.',
      analyst: `Verificação ${check} do pedido ${index}`,
    },
  })),
  ...{ customer: { document: '12.345.***/****-**', name: `Cliente ${index} Comércio Ltda` }, kind: 'check', risk: 100 },
  ...{ heldSince: '2026-11-20T12:00:00.000Z', heldSeconds: 7_200, deadline: '2027-01-20T12:00:00.000Z' },
  ...{ assignee: null, promise: null, promises: [] },
});

async function serveRows(page: Page): Promise<void> {
  await page.route('**/v1/holds?*', (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const holds = Array.from({ length: PAGE_ROWS }, (_, index) => aRow(from + index));
    const next = from + PAGE_ROWS;
    return route.fulfill({ json: { holds, nextCursor: next < ROWS ? String(next) : null } });
  });
}

test('5,000 rows are scrolled through to the last one, with only those on the screen drawn', async () => {
  const page = await desk.open('analyst', '/clientes');
  await serveRows(page);
  await page.goto('/pedidos-bloqueados');
  const table = page.getByRole('table', { name: 'Pedidos bloqueados' });
  await table.getByText('PED-0', { exact: true }).waitFor();
  await page.evaluate(
    'globalThis.longest = 0; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); }).observe({ type: "longtask" })',
  );
  const scroll =
    "(() => { const box = document.querySelector('.hold-scroll'); box.scrollTop += 2000; return box.scrollTop + box.clientHeight; })()";
  const end = ROWS * ROW_HEIGHT - 1;
  let reached = 0;
  for (let step = 0; step < MOST_STEPS && reached < end; step += 1) {
    reached = await page.evaluate<number>(`new Promise((done) => requestAnimationFrame(() => done(${scroll})))`);
  }
  expect(reached).toBeGreaterThanOrEqual(end);
  await table.getByText(`PED-${ROWS - 1}`, { exact: true }).waitFor();
  const longest = await page.evaluate<number>('longest');
  process.stderr.write(`[weight] longest task while ${ROWS} rows were scrolled: ${longest} ms\n`);
  expect(await table.getByRole('row').count()).toBeLessThan(60);
});
