/** Owns the real browser of a suite: one of this machine, else one from npm; and what a page is held to. */
import axe from 'axe-core';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { onPath } from '../../dev/servers/find-program';
import { runNodeTool } from '../../dev/test/tools';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Within what a suite waits for its servers and its browser. */
const DOWNLOAD_LIMIT_MS = 80_000;
const SCREENS = join(__dirname, '../../.crivo/screens');

/** The browser of the PATH, else the one that npm brought, else the one that Playwright has or downloads. */
export async function openBrowser(): Promise<Browser> {
  const found = await onPath(ON_PATH, process.env);
  if (found !== null) return launch(found);
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    // Not by its own arguments: they put all into one process, which dies with the second window.
    return await launch(await packed.executablePath());
  } catch {
    return chromium.launch().catch(downloadAndLaunch);
  }
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

async function downloadAndLaunch(): Promise<Browser> {
  const args = ['install', 'chromium-headless-shell'];
  await runNodeTool({ program: 'playwright-core/cli.js', args, limitMs: DOWNLOAD_LIMIT_MS, output: 'shown' });
  return chromium.launch();
}

interface AxeWindow {
  readonly axe: typeof axe;
}

/** Everything that axe finds wrong, one line each, with no rule switched off. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as AxeWindow).axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

/** A picture of what is there now, in `.crivo/screens`, for a person to look at; `fullPage` for what lies below as well. */
export async function takePicture(page: Page, name: string, { fullPage = false } = {}): Promise<void> {
  await mkdir(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage });
}

/** What the page says went wrong: refused by its content policy, thrown, or logged as an error. */
export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}
