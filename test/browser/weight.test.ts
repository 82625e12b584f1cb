/** Owns how light the pages are: what the first look at the queue loads, and that 5,000 rows scroll. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openDesk, type Desk } from '../support/desk';

const FIRST_LOAD_BYTES = 250_000;
const ROWS = 5_000;
const PAGE_ROWS = 200;
/** As `web/src/holds/hold-row.tsx` has it. */
const ROW_HEIGHT = 52;
const MOST_STEPS = 2_000;
/** Beyond plain text; of all steps but the slowest tenth, where a busy machine tells of itself. */
const LONGEST_MS = 100;
const SLOW_SHARE = 0.1;

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

test('no component of a screen goes without its styles, which are imported one by one', async () => {
  const assets = join(__dirname, '../../web/dist/assets');
  const read = async (ending: string) => {
    const names = (await readdir(assets)).filter((name) => name.endsWith(ending));
    return (await Promise.all(names.map((name) => readFile(join(assets, name), 'utf8')))).join('\n');
  };
  const [scripts, styles] = await Promise.all([read('.js'), read('.css')]);
  const all = await readFile(join(__dirname, '../../node_modules/@mantine/core/styles.css'), 'utf8');
  const classes = new Set(scripts.match(/\bm_[0-9a-f]{6,10}\b/g));
  expect(classes.size).toBeGreaterThan(50);
  const bare = [...classes].filter((name) => all.includes(`.${name}`) && !styles.includes(`.${name}`));
  expect(bare).toEqual([]);
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

const STEP = 2_000;
const WATCH =
  'globalThis.tasks = []; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) tasks.push(duration); }).observe({ type: "longtask" })';

/** Rows of plain text by the same number at each step: what scrolling costs this machine as busy as it is now. */
const REFERENCE = `document.body.innerHTML = '<div class="hold-scroll" style="height: 700px; overflow: auto"><div style="height: ${ROWS * ROW_HEIGHT}px; position: relative"></div></div>';
const box = document.querySelector('.hold-scroll');
box.onscroll = () => {
  const first = Math.floor(box.scrollTop / ${ROW_HEIGHT});
  const row = (_, index) => '<p style="position: absolute; margin: 0; top: ' + (first + index) * ${ROW_HEIGHT} + 'px">' + '<span>text</span>'.repeat(30) + '</p>';
  box.firstChild.innerHTML = Array.from({ length: 30 }, row).join('');
};`;

/** `slow`: milliseconds that only a tenth of the steps exceeds; 0 stands for less than 50. */
async function scrollThrough(page: Page): Promise<{ slow: number; longest: number }> {
  await page.evaluate(WATCH);
  const scroll = `(() => { const box = document.querySelector('.hold-scroll'); box.scrollTop += ${STEP}; return box.scrollTop + box.clientHeight; })()`;
  const end = ROWS * ROW_HEIGHT - 1;
  let reached = 0;
  let steps = 0;
  for (; steps < MOST_STEPS && reached < end; steps += 1) {
    reached = await page.evaluate<number>(`new Promise((done) => requestAnimationFrame(() => done(${scroll})))`);
  }
  expect(reached).toBeGreaterThanOrEqual(end);
  const tasks = (await page.evaluate<number[]>('tasks')).sort((one, other) => other - one);
  return { slow: tasks[Math.floor(steps * SLOW_SHARE)] ?? 0, longest: tasks[0] ?? 0 };
}

test('5,000 rows are scrolled through, nine of ten steps less than 100 ms slower than plain text, with only those on the screen drawn', async () => {
  const page = await desk.open('analyst', '/clientes');
  await page.goto('about:blank');
  await page.evaluate(REFERENCE);
  const plain = await scrollThrough(page);
  await serveRows(page);
  await page.goto('/pedidos-bloqueados');
  const table = page.getByRole('table', { name: 'Pedidos bloqueados' });
  await table.getByText('PED-0', { exact: true }).waitFor();
  const queue = await scrollThrough(page);
  await table.getByText(`PED-${ROWS - 1}`, { exact: true }).waitFor();
  const told = [queue, plain].map(({ slow, longest }) => `${slow} ms, longest ${longest} ms`);
  process.stderr.write(`[weight] slow task while ${ROWS} rows were scrolled: ${told.join('; of plain text: ')}\n`);
  expect(queue.slow - plain.slow).toBeLessThan(LONGEST_MS);
  expect(await table.getByRole('row').count()).toBeLessThan(60);
});
