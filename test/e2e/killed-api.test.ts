/** Owns the proof that an API killed at any point loses no order and makes none twice. */
import { freePort } from '../../dev/servers/ports';
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { startKillable } from '../support/kill';
import { anOrder } from '../support/orders';

let crivo: Crivo;
beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'killed-api' });
});
afterAll(() => crivo.stop());

const POINTS = [
  'orders.submit:before',
  'orders.submit:after',
  'idempotency.claim:after',
  'idempotency.answer:before',
  'idempotency.answer:after',
];

it.each(POINTS)(
  'R4: an API killed at %s has lost nothing: sent again, the order is one, with one decision',
  async (point) => {
    const { databaseName: database, taskQueue } = crivo;
    const port = await freePort();
    const api = await startKillable('api', { database, taskQueue, point, port });
    const order = anOrder();
    const send = () =>
      fetch(`http://127.0.0.1:${port}/v1/branches/${BRANCH}/orders`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${crivo.keys.integrator}`,
          'content-type': 'application/json',
          'idempotency-key': order.id,
        },
        body: JSON.stringify(order),
      });
    const cut = send().then(
      () => 'answered',
      () => 'cut',
    );
    await api.reached();
    await api.kill();
    expect(await cut).toBe('cut');
    console.info(`killed API ${api.pid} at ${point}`);

    const again = await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
    expect(again).toMatchObject({ status: 200, body: { order: order.id, status: 'waiting' } });
    expect(await crivo.stores.decisions.ofOrder(BRANCH, order.id, 10)).toHaveLength(1);
  },
);
