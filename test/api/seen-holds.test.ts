/** Owns the guarantee that an analyst decides on what they have seen: judged again alike it is the same, else refused. */
import { OWN_BRANCH, type TestApi } from '../support/api';
import { anAmendment, ndjson, uniqueId } from '../support/orders';
import { openReleaseDesk, type HeldOrder, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('seen-holds');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

const release = (order: string, seen: unknown) => {
  const body = { action: 'release', orders: [{ branch: OWN_BRANCH, order, seen }], reasonCode: 'GOOD_HISTORY' };
  return api.call('POST', '/holds/bulk', body, { key: keys.manager });
};
const resultOf = async ({ order }: HeldOrder, seen: string) => {
  const { results } = (await release(order, seen)).body as { results: readonly Record<string, unknown>[] };
  return results[0];
};
const shown = async ({ customerKey }: HeldOrder) => {
  const { body } = await api.call('GET', `/holds?customer=${customerKey}`, undefined, { key: keys.manager });
  const [hold] = body['holds'] as readonly Record<string, unknown>[];
  return { seen: String(hold?.['seen']), revision: Number(hold?.['revision']) };
};
const reevaluate = ({ order }: HeldOrder) =>
  api.call('POST', `/branches/${OWN_BRANCH}/orders/${order}/reevaluate`, undefined, { key: keys.manager });

test('an order is decided on after it was judged again with the same result', async () => {
  const held = await desk.held();
  const { seen, revision } = await shown(held);
  await reevaluate(held);
  expect(await shown(held)).toEqual({ seen, revision: revision + 1 });
  expect(await resultOf(held, seen)).toMatchObject({ status: 'done' });
});

const book = (document: string, amountCents: number) =>
  api.call(
    'POST',
    `/branches/${OWN_BRANCH}/receivables`,
    ndjson([
      {
        ...{ movement: uniqueId('mv'), type: 'issued', title: uniqueId('T'), document, amountCents },
        ...{ issuedOn: '2026-10-01', dueOn: '2026-12-20' },
      },
    ]),
  );
const amend = (order: string, amountCents: number) =>
  api.call('PATCH', `/branches/${OWN_BRANCH}/orders/${order}`, anAmendment(amountCents));
const changes: readonly (readonly [string, (held: HeldOrder) => Promise<unknown>])[] = [
  ['another amount', ({ order }) => amend(order, 12_345_00)],
  ['another number behind a reason', async (held) => [await book(held.document, 77_00), await reevaluate(held)]],
  [
    'another reason',
    async (held) => [
      await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document: held.document, situation: 'blocked' }),
      await reevaluate(held),
    ],
  ],
  [
    'a hold by hand',
    ({ order }) => api.call('POST', `/branches/${OWN_BRANCH}/orders/${order}/hold`, { reason: 'Aguardar contrato' }),
  ],
];

test.each(changes)(
  'an order is refused with %s since, told with the state, and decided on as it is now',
  async (_what, change) => {
    const held = await desk.held();
    const { seen } = await shown(held);
    await change(held);
    expect(await resultOf(held, seen)).toMatchObject({
      status: 'refused',
      problem: {
        ...{ code: 'HoldChanged', status: 409, state: { status: 'held' } },
        detail: expect.stringContaining('mudou') as string,
      },
    });
    const fresh = (await shown(held)).seen;
    expect(fresh).not.toBe(seen);
    expect(await resultOf(held, fresh)).not.toMatchObject({ problem: { code: 'HoldChanged' } });
  },
);

test.each(['', 'x', '0'.repeat(23), 5])('what was seen is refused as %j', async (seen) => {
  const answer = await release('any', seen);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ at: 'orders[0].seen' }] } });
});
