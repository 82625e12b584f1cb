/** Owns the real browser of a suite: one of this machine, else one from npm; and what a page is held to. */
import axe from 'axe-core';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { onPath } from '../../dev/servers/find-program';

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SCREENS = join(__dirname, '../../.crivo/screens');

/** The browser of the PATH, else the one that npm brought, else the one that Playwright has downloaded. */
export async function openBrowser(): Promise<Browser> {
  const found = await onPath(ON_PATH, process.env);
  if (found !== null) return chromium.launch({ executablePath: found, args: ['--no-sandbox'] });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
  } catch {
    return chromium.launch();
  }
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

/** A picture of what is there now, in `.crivo/screens`, for a person to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await mkdir(SCREENS, { recursive: true });
  await page.screenshot({ path: join(SCREENS, `${name}.png`) });
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
