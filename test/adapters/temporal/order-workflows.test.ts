/** Owns the proof that a Temporal that is away is said to be unavailable, soon, and loses nothing. */
import type { Client } from '@temporalio/client';
import { openTemporal } from '../../../adapters/temporal/connection';
import { orderOfWorkflow, orderWorkflowId, orderWorkflows } from '../../../adapters/temporal/order-workflows';
import { payloadCodec } from '../../../platform/payload-codec';
import { BRANCH, quietTemporal, startCrivo, startWorker, testKeyring, type Crivo } from '../../support/crivo';
import { anOrder } from '../../support/orders';
import { temporalAddress } from '../../support/servers';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy';

const DEADLINE_MS = 1_000;
let crivo: Crivo;
let proxy: TcpProxy;
let client: Client;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'temporal-away', worker: false });
  proxy = await startTcpProxy(temporalAddress());
  client = await openTemporal({ address: proxy.address, namespace: 'default', codec: payloadCodec(testKeyring()) });
});
afterAll(async () => {
  await client.connection.close();
  await proxy.close();
  await crivo.stop();
});

function submission() {
  const { id, document, ...rest } = anOrder();
  const customer = identified(document);
  const content = { customerKey: customer.customerKey, seller: null, origin: null, items: null, note: null, ...rest };
  return {
    at: { branch: BRANCH, order: id },
    input: { submission: { content, contentHash: id, customer }, subject: 'erp' },
  };
}

function identified(document: string) {
  const customerKey = `cus_${document}`;
  return {
    customerKey,
    groupKey: customerKey,
    personType: 'J' as const,
    maskedDocument: '***',
    sealedDocument: 'sealed',
    sealedName: null,
    situation: 'cleared' as const,
    limit: { kind: 'none' as const },
    maxTermDays: null,
    temporaryLimit: null,
    guarantees: [],
    masteredAt: { situation: null, limit: null },
    updatedAt: '2026-11-22T00:00:00.000Z',
  };
}

it('a server that is away is unavailable within the deadline; the order goes on when it is back', async () => {
  const orders = orderWorkflows(client, { taskQueue: crivo.taskQueue, deadlineMs: DEADLINE_MS });
  const { at, input } = submission();
  await proxy.cut();
  const askedAt = performance.now();
  const away = orders.submit(at, 0, input);
  await expect(away).rejects.toMatchObject({ code: 'Unavailable', details: { retryAfterSeconds: expect.any(Number) } });
  expect(performance.now() - askedAt).toBeLessThan(5 * DEADLINE_MS);

  await proxy.mend();
  const worker = await startWorker(crivo);
  const patient = orderWorkflows(client, { taskQueue: crivo.taskQueue, deadlineMs: 20_000 });
  expect((await patient.submit(at, 0, input)).state.status).toBe('waiting');
  await worker.stop();
  expect(await crivo.stores.decisions.ofOrder(BRANCH, at.order, 10)).toHaveLength(1);
});

it('a worker that is away makes the call unavailable, and the same call later finds the same one order', async () => {
  const orders = orderWorkflows(client, { taskQueue: crivo.taskQueue, deadlineMs: DEADLINE_MS });
  const { at, input } = submission();
  await expect(orders.submit(at, 0, input)).rejects.toMatchObject({ code: 'Unavailable' });
  const worker = await startWorker(crivo);
  const patient = orderWorkflows(client, { taskQueue: crivo.taskQueue, deadlineMs: 20_000 });
  const answers = await Promise.all([patient.submit(at, 0, input), patient.submit(at, 0, input)]);
  await worker.stop();
  expect(answers[1]).toEqual(answers[0]);
  expect(await crivo.stores.decisions.ofOrder(BRANCH, at.order, 10)).toHaveLength(1);
});

it('a workflow id names its order, and only an order', () => {
  const at = { branch: '02', order: 'A.10:7' };
  expect(orderOfWorkflow(orderWorkflowId(at))).toEqual(at);
  expect(orderOfWorkflow('report/02/x')).toBeNull();
});
