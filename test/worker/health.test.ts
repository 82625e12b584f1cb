/** Owns the guarantees of the worker's endpoints, and that its metrics tell backlogs and Temporal's own figures. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHolds, outboxBacklog } from '../../adapters/mongo/backlog';
import { openMetrics } from '../../platform/metrics';
import { serveHealth, type HealthInputs } from '../../worker/health';
import { allMetrics, measureBacklogs } from '../../worker/metrics';
import { anOrderRecord, heldAt, WAITING } from '../support/builders';
import { openStores } from '../support/stores';

const TOKEN = 'metrics-token-0123456789';
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function served(inputs: Partial<HealthInputs>): Promise<(path: string, token?: string) => Promise<Response>> {
  const parts = () => Promise.resolve({ mongodb: true, temporal: true });
  const server = await serveHealth({ host: '127.0.0.1', port: 0, parts, refusedPolicies: () => [], ...inputs });
  servers.push(server);
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return (path, token) =>
    fetch(base + path, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
}

test('alive is always told; ready only while every part answers, and which one does not', async () => {
  const up = await served({});
  expect([(await up('/healthz')).status, (await up('/readyz')).status]).toEqual([200, 200]);
  const down = await served({ parts: () => Promise.resolve({ mongodb: false, temporal: true }) });
  const ready = await down('/readyz');
  expect([(await down('/healthz')).status, ready.status, await ready.json()]).toEqual([
    200,
    503,
    { mongodb: false, temporal: true },
  ]);
  const failing = await served({ parts: () => Promise.reject(new Error('x')) });
  expect((await failing('/readyz')).status).toBe(503);
});

test('metrics are there where a token is configured, for who has it', async () => {
  const off = await served({});
  expect((await off('/metrics', TOKEN)).status).toBe(404);
  const on = await served({ metrics: { token: TOKEN, text: () => Promise.resolve('up 1\n') } });
  expect([(await on('/metrics')).status, (await on('/metrics', 'wrong')).status]).toEqual([401, 401]);
  expect(await (await on('/metrics', TOKEN)).text()).toBe('up 1\n');
});

test('holds that are open and outboxes that wait are counted; Temporal’s own figures follow, or are missing', async () => {
  const stores = await openStores('worker-metrics');
  const sdk = createServer((_, response) => response.end('temporal_worker_task_slots_used 1\n')).listen(0, '127.0.0.1');
  servers.push(sdk);
  try {
    const entry = { id: 'e', event: 'creditChanged', customerKey: 'cus_x' } as const;
    await stores.orders.write(anOrderRecord({ state: heldAt('save') }), [entry]);
    await stores.orders.write(anOrderRecord({ state: heldAt('financialApproval') }), []);
    await stores.orders.write(anOrderRecord({ state: WAITING }), []);
    const metrics = await openMetrics();
    measureBacklogs(metrics, {
      openHolds: () => openHolds(stores.database),
      outboxBacklog: () => outboxBacklog(stores.database),
    });
    const text = await allMetrics(metrics, (sdk.address() as AddressInfo).port);
    expect(text).toMatch(/^crivo_holds_open 2$/m);
    expect(text).toMatch(/^crivo_outbox_backlog\{collection="orders"\} 1$/m);
    expect(text).toMatch(/^crivo_outbox_backlog\{collection="ledgers"\} 0$/m);
    expect(text).toMatch(/^temporal_worker_task_slots_used 1$/m);
    expect(await allMetrics(metrics, 1)).not.toContain('temporal_');
  } finally {
    await stores.stop();
  }
});
