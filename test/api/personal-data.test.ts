/** Owns R9: documents, names and secrets that were planted in requests are in no log, error, address, history or record. */
import { temporal } from '@temporalio/proto';
import { Connection } from '@temporalio/client';
import { openMetrics, type Metrics } from '../../platform/metrics';
import type { Identity } from '../../adapters/auth/identity';
import { CrivoError } from '../../domain/errors';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { testAlphanumericCnpj, testCpf } from '../support/documents';
import { anAmendment, anOrder, aSale, uniqueId } from '../support/orders';
import { aBoughtReport } from '../support/raw-reports';
import { temporalAddress } from '../support/servers';

const CPF = testCpf(271_828_182);
const CPF_WRITTEN = CPF.replace(/^(...)(...)(...)(..)$/, '$1.$2.$3-$4');
const CNPJ = testAlphanumericCnpj(314_159_265);
const NAME = 'Canário da Silva Quilombola';
const CANARIES = [CPF, CPF_WRITTEN, CNPJ, CNPJ.toLowerCase(), NAME, 'Quilombola'];

/** Each canary, as it is and as an encoder that isn't an encryption would leave it. */
function formsOf(canary: string): string[] {
  const bytes = Buffer.from(canary);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift, 'x'), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [canary, encodeURIComponent(canary), bytes.toString('hex'), canary.split('').reverse().join(''), ...base64];
}

function canariesIn(text: string, canaries = CANARIES): string[] {
  return canaries.flatMap(formsOf).filter((form) => form.length > 4 && text.includes(form));
}

type Send = (method: string, path: string, body?: unknown) => Promise<unknown>;
/** What is asked of the customer's rights; the export itself, whose point the document is, is not among it. */
async function rights(send: Send, customer: string, document: string): Promise<void> {
  const given = { scope: 'scr', givenOn: '2026-01-01', validUntil: '2027-01-01' };
  await send('POST', `${customer}/consents`, { ...given, evidence: 'contrato', [document]: NAME });
  await send('GET', `${customer}/export?reason=${encodeURIComponent(`pedido de ${document}`)}`);
  await send('GET', `${customer}/export?${encodeURIComponent(document)}=x`);
  await send('GET', `${customer}/views?cursor=${encodeURIComponent(document)}`);
  await send('GET', `${customer}/views`);
  await send('POST', `${customer}/erase-payloads`, { note: 'a pedido', [NAME]: document });
  await send('POST', `${customer}/erase-payloads`, { note: 'a pedido' });
}

/** A life of two customers, with what people send wrong; answers every answer's text. */
async function live(call: TestApi['call'], branch: string): Promise<{ texts: string[]; orders: string[] }> {
  const texts: string[] = [];
  const orders = [uniqueId('r9'), uniqueId('r9')];
  const send = async (method: string, path: string, body?: unknown, options?: Parameters<TestApi['call']>[3]) => {
    const answer = await call(method, path, body, options);
    texts.push(JSON.stringify([...answer.headers]), answer.text);
    return answer;
  };
  const at = `/branches/${branch}`;
  for (const [n, document] of [CPF_WRITTEN, CNPJ].entries()) {
    const limit = { kind: 'amount', amountCents: 1_000_00 };
    const { body } = await send('PUT', `${at}/customers`, { document, name: NAME, limit });
    expect(body['name']).toBe(NAME);
    texts.pop();
    await send('POST', `${at}/credit-checks`, { document, amountCents: 5_000_00 });
    await send('POST', `${at}/orders`, anOrder({ id: orders[n], document }), {
      headers: { 'idempotency-key': orders[n] ?? '' },
    });
    await send('POST', `${at}/orders`, anOrder({ id: orders[n], document, note: 'conflict' }));
    await send('POST', `${at}/orders/${orders[n]}/actions/commercialApproval`);
    await send('POST', `${at}/orders/${orders[n]}/actions/invoicing`);
    await send('PATCH', `${at}/orders/${orders[n]}`, anAmendment(2_000_00));
    await send('POST', `${at}/sales`, aSale({ document }));
    await send('POST', `${at}/sales`, aSale({ document, [document]: NAME }));
    await send('GET', `${at}/sales/${document.replace(/\W/g, '')}`);
    const line = {
      movement: uniqueId('mv'),
      type: 'issued',
      title: 'T',
      document,
      amountCents: 1_00,
      issuedOn: '2026-01-01',
    };
    await send('POST', `${at}/receivables`, JSON.stringify({ ...line, dueOn: '2026-02-01' }));
    await send('POST', `${at}/receivables`, JSON.stringify({ ...line, dueOn: document }));
    await send('GET', `${at}/orders/${document.replace(/\W/g, '')}`);
    await send('GET', `/customers/${document.replace(/\W/g, '')}`);
    await send('GET', `/holds?branch=${document.replace(/\W/g, '')}&cursor=${encodeURIComponent(document)}`);
    await send('POST', `${at}/orders`, anOrder({ document, totalCents: document }));
    await send('POST', `${at}/orders`, anOrder({ document, [document]: NAME }));
    await send('POST', `${at}/orders`, `{"document": "${document}", "name": "${NAME}" oops`);
    await send('PUT', `${at}/customers`, { document: `${document}9`, name: NAME, [NAME]: document });
    await send('POST', '/audit', { document, name: NAME });
    await rights(send, `/customers/${String(body['customerKey'])}`, document);
  }
  await send('GET', '/holds');
  return { texts, orders };
}

describe('over stores alone', () => {
  let api: TestApi;
  let secret: string;
  let metrics: Metrics;
  beforeAll(async () => {
    metrics = await openMetrics();
    api = await startApi({ name: 'personal-data', deps: { metrics: { metrics, token: 'a-token-of-metrics' } } });
    secret = await api.keyOf();
  });
  afterAll(() => api.stop());

  test('no answer but the customer itself, no header and no log line has one', async () => {
    const { texts } = await live(
      (method, path, body, options) => api.call(method, path, body, { key: secret, ...options }),
      OWN_BRANCH,
    );
    // The trail names its customers to those who may read customers, and to nobody else.
    const key = await api.keyOf({ permissions: ['audit:read'] });
    texts.push((await api.call('GET', '/audit', undefined, { key })).text);
    expect(texts.at(-1)).toContain('customerCredit');
    expect(texts.length).toBeGreaterThan(50);
    expect(canariesIn(texts.join('\n'), [...CANARIES, secret])).toEqual([]);
    expect(api.logged.length).toBeGreaterThan(30);
    expect(canariesIn(api.logged.join('\n'), [...CANARIES, secret, secret.slice(4)])).toEqual([]);
  });

  test('an export has them on purpose, an answer as it came too, and neither is logged or stored in clear', async () => {
    for (const document of [CPF, CNPJ]) {
      const { customerKey } = (await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document })).body;
      const of = { branch: OWN_BRANCH, customerKey: String(customerKey), now: new Date() };
      const { report } = await aBoughtReport(api, of, JSON.stringify({ document, name: NAME }));
      const exported = await api.call('GET', `/customers/${of.customerKey}/export?reason=pedido`);
      expect(canariesIn(exported.text)).toEqual(expect.arrayContaining([document, NAME]));
      const at = `/branches/${OWN_BRANCH}/customers/${of.customerKey}/reports/${report.report}/raw?reason=pedido`;
      expect(canariesIn((await api.call('GET', at)).text)).toEqual(expect.arrayContaining([document, NAME]));
    }
    expect(canariesIn(api.logged.join('\n'))).toEqual([]);
    const stored = JSON.stringify(await api.everythingStored());
    expect(canariesIn(stored)).toEqual([]);
  });

  test('no metric has one, nor any id: labels are from closed lists', async () => {
    const text = (await metrics.text()) ?? '';
    expect(text).toMatch(
      /crivo_http_request_duration_seconds_count\{method="POST",route="\/v1\/branches\/\{branch\}\/orders",status="200"\} \d/,
    );
    expect(canariesIn(text, [...CANARIES, secret, secret.slice(4), 'a-token-of-metrics', 'r9-'])).toEqual([]);
  });

  test('no stored document has one in clear, nor a secret in any form', async () => {
    // A kept answer repeats the name it was asked for.
    const headers = { 'idempotency-key': 'a-search-that-is-kept' };
    await api.call('POST', '/customers/search', { document: CPF }, { headers });
    const stored = await api.everythingStored();
    const texts = Object.entries(stored).flatMap(([name, documents]) => documents.map((text) => `${name}: ${text}`));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => canariesIn(text, [...CANARIES, secret, secret.slice(4)]).length > 0)).toEqual([]);
    for (const document of [CPF, CNPJ]) {
      const { body } = await api.call('POST', '/customers/search', { document });
      expect(body['customers']).toEqual([expect.objectContaining({ name: NAME })]);
    }
  });
});

test('a wrong key is neither logged nor told, also when looking it up fails', async () => {
  const secret = `crv_${'q'.repeat(40)}`;
  const failing: Identity = {
    authenticate: () => Promise.reject(new CrivoError('Unavailable', { cause: new Error('the server is away') })),
    ofSession: () => Promise.resolve(null),
  };
  for (const deps of [{}, { identity: failing }]) {
    const api = await startApi({ name: 'wrong-key', deps });
    try {
      const answer = await api.call('GET', '/holds', undefined, { key: secret });
      expect([401, 503]).toContain(answer.status);
      expect(canariesIn(answer.text + api.logged.join('\n'), [secret, secret.slice(4)])).toEqual([]);
    } finally {
      await api.stop();
    }
  }
});

describe('with Temporal', () => {
  let crivo: Crivo;
  beforeAll(async () => {
    quietTemporal();
    crivo = await startCrivo({ name: 'personal-data' });
  });
  afterAll(() => crivo.stop());

  test('no history, read raw and without the codec, has one', async () => {
    const call: TestApi['call'] = async (method, path, body, options) => {
      const answer = await crivo.call(method, path, body, { headers: options?.headers ?? {} });
      return { ...answer, headers: new Headers() };
    };
    const { orders } = await live(call, BRANCH);
    const connection = await Connection.connect({ address: temporalAddress() });
    try {
      for (const order of orders) {
        const execution = { workflowId: `order/${BRANCH}/${order}` };
        const { history } = await connection.workflowService.getWorkflowExecutionHistory({
          namespace: 'default',
          execution,
        });
        expect(history?.events?.length).toBeGreaterThan(5);
        const raw = Buffer.from(temporal.api.history.v1.History.encode(history ?? {}).finish());
        const described = await connection.workflowService.describeWorkflowExecution({
          namespace: 'default',
          execution,
        });
        const text =
          raw.toString('latin1') + raw.toString('utf8') + JSON.stringify(history) + JSON.stringify(described);
        expect(text).toContain(order);
        expect(canariesIn(text)).toEqual([]);
      }
    } finally {
      await connection.close();
    }
  });
});
