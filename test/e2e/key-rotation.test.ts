/** Owns the proof that keys are rotated without a loss: histories, sealed documents and kept answers, before and after. */
import { temporal as protos } from '@temporalio/proto';
import { Keyring } from '../../platform/keyring';
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { aCustomer, anOrder, uniqueId } from '../support/orders';

const key = (id: string, fill: number) => ({ id, bytes: Buffer.alloc(32, fill) });
const [ROOT, K1, K2] = [key('root', 1), key('k1', 2), key('k2', 3)];
const BEFORE = new Keyring([K1, ROOT]);
/** Known everywhere, used nowhere yet: what a rolling restart goes through. */
const KNOWN = new Keyring([K2, K1, ROOT], 'k1');
const AFTER = new Keyring([K2, K1, ROOT]);
const LOST = new Keyring([K2, ROOT]);

/** Owns the database; it has no worker and its calls are not used. */
let ground: Crivo;
beforeAll(async () => {
  quietTemporal();
  ground = await startCrivo({ name: 'key-rotation', worker: false });
});
afterAll(() => ground.stop());

/** Work under other keys: a worker and an API of their own, both gone afterwards. */
async function under<T>(keyring: Keyring, work: (crivo: Crivo) => Promise<T>, deadlineMs = 20_000): Promise<T> {
  const crivo = await startCrivo({ name: 'key-rotation', keyring, beside: ground, deadlineMs });
  try {
    return await work(crivo);
  } finally {
    await crivo.stop();
  }
}

/** The ids of the keys that sealed an order's history, as the server has it. */
async function sealedWith(order: string): Promise<string[]> {
  const { history } = await ground.temporal.workflowService.getWorkflowExecutionHistory({
    namespace: 'default',
    execution: { workflowId: `order/${BRANCH}/${order}` },
  });
  const raw = Buffer.from(protos.api.history.v1.History.encode(history ?? {}).finish()).toString('latin1');
  return ['root', 'k1', 'k2'].filter((id) => raw.includes(`crivo-key-id\x12${String.fromCharCode(id.length)}${id}`));
}

const at = `/branches/${BRANCH}`;
const ask = (crivo: Crivo, order: string, action: string) =>
  crivo.call('POST', `${at}/orders/${order}/actions/${action}`);

/** A named customer and its order, submitted under the key from before the rotation. */
async function begun() {
  const customer = aCustomer(500_000, { name: 'Mercearia Chave Velha' });
  const order = anOrder({ document: customer.document });
  const headers = { 'idempotency-key': uniqueId('rotation') };
  const first = await under(BEFORE, async (crivo) => {
    await crivo.call('PUT', `${at}/customers`, customer);
    return crivo.call('POST', `${at}/orders`, order, { headers });
  });
  expect(first).toMatchObject({ status: 200, body: { stage: 'commercialApproval' } });
  return { customer, order, headers, first };
}

test('an order goes on across a rotation, and everything sealed before and after it can be read', async () => {
  const { customer, order, headers, first } = await begun();
  await under(KNOWN, async (crivo) => {
    expect((await ask(crivo, order.id, 'commercialApproval')).body['stage']).toBe('financialApproval');
  });
  expect(await sealedWith(order.id)).toEqual(['k1']);

  await under(AFTER, async (crivo) => {
    const again = await crivo.call('POST', `${at}/orders`, order, { headers });
    expect(again.text).toBe(first.text);
    const found = await crivo.call('POST', '/customers/search', { document: customer.document });
    expect(found.body['customers']).toEqual([
      expect.objectContaining({ customerKey: first.body['customerKey'], name: 'Mercearia Chave Velha' }),
    ]);
    expect((await ask(crivo, order.id, 'financialApproval')).body['stage']).toBe('stockSeparation');
    expect((await ask(crivo, order.id, 'stockSeparation')).body['stage']).toBe('invoicing');
  });
  expect(await sealedWith(order.id)).toEqual(['k1', 'k2']);
});

test('a process that waits for the others still reads what they seal with the new key', async () => {
  const customer = aCustomer(500_000, { name: 'Mercearia Chave Nova' });
  await under(AFTER, (crivo) => crivo.call('PUT', `${at}/customers`, customer));
  const found = await under(KNOWN, (crivo) => crivo.call('POST', '/customers/search', { document: customer.document }));
  expect(found.body['customers']).toEqual([expect.objectContaining({ name: 'Mercearia Chave Nova' })]);
});

test('codec key missing: calls of what it sealed become Unavailable, nothing is lost, and all resumes with the key', async () => {
  const { customer, order, headers, first } = await begun();
  const decisions = await ground.stores.decisions.ofOrder(BRANCH, order.id, 10);
  await under(
    LOST,
    async (crivo) => {
      const asked = await ask(crivo, order.id, 'commercialApproval');
      expect(asked).toMatchObject({ status: 503, body: { code: 'Unavailable' } });
      const kept = await crivo.call('POST', `${at}/orders`, order, { headers });
      expect(kept).toMatchObject({ status: 503, body: { code: 'Unavailable' } });
      const found = await crivo.call('POST', '/customers/search', { document: customer.document });
      expect(found).toMatchObject({ status: 503, body: { code: 'Unavailable' } });
      const other = await crivo.call('POST', `${at}/orders`, anOrder());
      expect(other).toMatchObject({ status: 200, body: { stage: 'commercialApproval' } });
    },
    3_000,
  );
  const execution = await ground.temporal.workflow.getHandle(`order/${BRANCH}/${order.id}`).describe();
  expect(execution.status.name).toBe('RUNNING');
  expect(await ground.stores.decisions.ofOrder(BRANCH, order.id, 10)).toEqual(decisions);

  await under(AFTER, async (crivo) => {
    expect((await crivo.call('POST', `${at}/orders`, order, { headers })).text).toBe(first.text);
    expect((await ask(crivo, order.id, 'commercialApproval')).body['stage']).toBe('financialApproval');
  });
});
