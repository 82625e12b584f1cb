/** Owns what holds of every page: it opens under the strict policy, says who may see it, and can be used by everybody. */
import { accessibilityProblems, complaintsOf, takePicture } from '../support/browser';
import { openDesk, type Desk } from '../support/desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk('shell');
});
afterAll(() => desk.stop());

test('the analyst begins at the queue of blocked orders, with nothing refused and nothing in the way of anybody', async () => {
  const page = await desk.open('analyst', '/');
  await page.getByRole('table', { name: 'Pedidos bloqueados' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/pedidos-bloqueados');
  const complaints = complaintsOf(page);
  await page.reload();
  await page.getByRole('table', { name: 'Pedidos bloqueados' }).waitFor();
  await takePicture(page, 'shell');
  expect(complaints).toEqual([]);
  expect(await accessibilityProblems(page)).toEqual([]);
});
