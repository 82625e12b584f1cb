/** Owns the guarantees of traces: one trace from the request to the database, nothing personal in it, nothing while off. */
import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { statSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTelemetry, NO_TELEMETRY, type Telemetry } from '../../platform/telemetry';
import { BRANCH, quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { testCpf } from '../support/documents';
import { anOrder } from '../support/orders';
import { ROOT } from '../support/processes';

const CPF = testCpf(271_828_183);
const NAME = 'Canário dos Rastros';

interface Sent {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}
const received: string[] = [];
let collector: Server;
let telemetry: Telemetry;
let crivo: Crivo;

beforeAll(async () => {
  quietTemporal();
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(Buffer.concat(chunks).toString('utf8'));
      response.end('{}');
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => collector.once('listening', resolve));
  telemetry = await openTelemetry('test', `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
  crivo = await startCrivo({ name: 'traces', telemetry });
});
afterAll(async () => {
  await crivo.stop();
  collector.close();
});

function spans(): Sent[] {
  return received.flatMap((text) => {
    const { resourceSpans } = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] };
    return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  });
}

test('a submit is one trace from the request through workflow and activity to the commands of the database', async () => {
  const customer = { document: CPF, name: NAME, limit: { kind: 'amount', amountCents: 100_000_00 } };
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const order = anOrder({ document: CPF, note: `para ${NAME}` });
  await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  await crivo.call('POST', `/branches/${BRANCH}/orders`, anOrder({ document: CPF, totalCents: CPF }));
  await crivo.call('GET', `/branches/${BRANCH}/orders/${CPF}`);
  await crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/actions/invoicing`);
  await crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/cancel`);
  await telemetry.stop();

  const sent = spans();
  const byId = new Map(sent.map((span) => [span.spanId, span]));
  const wayOf = (span: Sent | undefined): string[] =>
    span === undefined ? [] : [...wayOf(byId.get(span.parentSpanId ?? '')), span.name];
  const stored = sent.find(({ name, ...span }) => name === 'mongodb.insert' && wayOf({ name, ...span }).length > 3);
  expect(wayOf(stored)).toEqual([
    'POST /v1/branches/{branch}/orders',
    'UpdateWithStartWorkflow:submitOrder',
    'HandleUpdate:submitOrder',
    'StartActivity:judgeOrder',
    'RunActivity:judgeOrder',
    'mongodb.insert',
  ]);
  expect(new Set(sent.map(({ name }) => name.replace(/\/.*/, '')))).toContain('RunWorkflow:orderApproval');
  const text = received.join('\n');
  expect(text).toContain(`order/${BRANCH}/${order.id}`);
  const forms = [
    CPF,
    CPF.replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4'),
    NAME,
    'Canário',
    encodeURIComponent(NAME),
    'message',
    'stacktrace',
    'memo',
    crivo.keys.administrator,
  ];
  expect(forms.filter((form) => text.includes(form))).toEqual([]);
});

test('an order begun with traces goes on without them, and the other way round', async () => {
  const after = await startCrivo({ name: 'traces', worker: false });
  try {
    const orders = [anOrder(), anOrder()];
    const [begun, other] = orders.map(({ id }) => id);
    const ask = async (order: string | undefined, action: string) =>
      (await after.call('POST', `/branches/${BRANCH}/orders/${order}/actions/${action}`)).body['stage'];
    const traced = await openTelemetry('test', 'http://127.0.0.1:9');
    const first = await startWorker({ ...after, telemetry: traced });
    await after.call('POST', `/branches/${BRANCH}/orders`, orders[0]);
    await first.stop();
    const second = await startWorker(after);
    await until(
      async () => (await ask(begun, 'commercialApproval')) === 'financialApproval',
      'the order without traces',
    );
    await after.call('POST', `/branches/${BRANCH}/orders`, orders[1]);
    await second.stop();
    const third = await startWorker({ ...after, telemetry: traced });
    await until(async () => (await ask(begun, 'financialApproval')) === 'stockSeparation', 'the order with traces');
    await until(async () => (await ask(other, 'commercialApproval')) === 'financialApproval', 'the other order');
    await third.stop();
    await traced.stop();
  } finally {
    await after.stop();
  }
});

test('while traces are off nothing of them is loaded, and the workflow bundle has none', async () => {
  expect(await openTelemetry('test', undefined)).toBe(NO_TELEMETRY);
  for (const name of ['api', 'worker']) {
    const script = `require('./dist/${name}.js'); console.log(Object.keys(require.cache).join())`;
    const { stdout: loaded } = spawnSync(process.execPath, ['-e', script], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    expect(loaded).toContain('node_modules/mongoose/');
    expect(loaded.match(/node_modules.(@opentelemetry|prom-client|@temporalio.interceptors)/g)).toBeNull();
  }
  const bundle = (name: string) => join(__dirname, '../../dist', name);
  expect(readFileSync(bundle('workflow-bundle.js'), 'utf8')).not.toMatch(/opentelemetry\/sdk-trace-base/);
  expect(statSync(bundle('workflow-bundle-traced.js')).size).toBeGreaterThan(
    statSync(bundle('workflow-bundle.js')).size,
  );
});
