/** Owns P19: how often a page of the screens turns to Temporal, whose visibility store is not made for it. Never. */
import type { Page } from 'playwright-core';
import { openBrowser } from '../../test/support/browser';
import { until } from '../../test/support/until';
import type { Row } from '../row';
import { countingTemporal } from '../stage/counting-temporal';
import { orderOf, seedCustomers } from '../stage/orders';
import { startProduct, type Product } from '../stage/product';

const CUSTOMERS = 20;
const PERSON = { user: 'p19', name: 'Ana', email: 'p19@example.com', userGroups: ['administrator'], branches: '*' };
const PASSWORD = 'correta bateria cavalo grampo';
const READY_MS = 30_000;
/** Something is told, and nothing stands in for what is still on its way. */
const IS_LOADED = `(document.querySelector('main')?.innerText.trim().length ?? 0) > 0 &&
  document.querySelector('main .mantine-Skeleton-root, main .mantine-Loader-root') === null`;

export const pagesWithoutTemporal: Row = {
  id: 'P19',
  title: 'calls of Temporal made by opening every page of the screens',
  run: async (stage) => {
    const counter = await countingTemporal();
    const product = await startProduct(stage, { name: 'p19', temporalAddress: counter.address });
    const browser = await openBrowser();
    try {
      await seedCustomers(product, 0, CUSTOMERS);
      const context = await browser.newContext({ baseURL: product.baseUrl, locale: 'pt-BR' });
      await signIn(product, context.request);
      const page = await context.newPage();
      const before = counter.calls();
      const pages = await openAll(page);
      const ours = counter.calls() - before;
      // A counter that nothing reaches would count nothing either.
      await product.http.call('POST', '/v1/branches/01/orders', orderOf('counted', 0));
      if (counter.calls() === before + ours) throw new Error('an order made no call either: the counter does not work');
      return [
        {
          id: 'P19',
          ours,
          reference: null,
          ratio: null,
          floor: 0,
          aim: 0,
          unit: 'calls of Temporal',
          better: 'lower',
          notes: [`${pages.length} pages opened and loaded to their end by an administrator: ${pages.join(', ')}`],
        },
      ];
    } finally {
      await browser.close();
      await product.stop();
      await counter.close();
    }
  },
};

/** As a person does it for the first time: the password that was handed over is changed before anything else. */
async function signIn(product: Product, request: Page['request']): Promise<void> {
  const { password } = (await product.http.done('POST', '/v1/users', PERSON)) as { readonly password: string };
  const headers = { origin: product.baseUrl };
  const answers = [
    await request.post('/v1/session', { headers, data: { email: PERSON.email, password } }),
    await request.put('/v1/session/password', { headers, data: { currentPassword: password, newPassword: PASSWORD } }),
  ];
  for (const answer of answers)
    if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
}

/** Every page that the navigation leads to, each until nothing of it is on its way. Answers their addresses. */
async function openAll(page: Page): Promise<readonly string[]> {
  await page.goto('/');
  await page.locator('nav a.page-link').first().waitFor({ timeout: READY_MS });
  const links = await page.locator('nav a.page-link').all();
  const addresses = await Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
  for (const address of addresses) {
    await page.goto(address);
    await until(() => page.evaluate<boolean>(IS_LOADED), address, READY_MS);
  }
  return addresses;
}
