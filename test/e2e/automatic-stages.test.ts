/** Owns the proof that automatic stages pass by themselves. */
import { BRANCH, quietTemporal, startCrivo, until, type Crivo } from '../support/crivo';
import { aCustomer, anOrder } from '../support/orders';

let crivo: Crivo;
const AUTOMATIC = { by: 'automatic' };

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({
    name: 'automatic',
    parameters: {
      stages: {
        commercialApproval: AUTOMATIC,
        financialApproval: AUTOMATIC,
        stockSeparation: { by: 'automatic', demandsClear: true },
      },
    },
  });
});
afterAll(() => crivo.stop());

it('automatic stages are passed by themselves, up to one that demands clear and then waits for a person', async () => {
  const customer = aCustomer(500_000);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const order = anOrder({ document: customer.document });
  expect(await crivo.call('POST', `/branches/${BRANCH}/orders`, order)).toMatchObject({ status: 200 });
  const read = async () => (await crivo.call('GET', `/branches/${BRANCH}/orders/${order.id}`)).body;
  await until(async () => Object.keys((await read())['passedBy'] as object).length === 3, 'three stages to pass');
  expect(await read()).toMatchObject({ status: 'waiting', stage: 'stockSeparation', outcome: 'indicated' });
  const asked = await crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/actions/stockSeparation`);
  expect(asked.body).toMatchObject({ status: 'waiting', stage: 'invoicing' });
});
