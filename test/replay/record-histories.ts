/**
 * Owns the recording of histories that replay tests run on: `npx tsx test/replay/record-histories.ts NAME [orders|credit|webhooks|purchases|backtests]`
 * after a workflow was changed on purpose, NAME telling the change. Older files stay: running orders have such histories.
 */
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../dev/build';
import { cacheFolder } from '../../dev/servers/cache-folder';
import { startTestServers } from '../../dev/servers/test-servers';
import { BRANCH, startCrivo, until, type Crivo } from '../support/crivo';
import { aCustomer, anAmendment, anOrder } from '../support/orders';
import { recordBacktests } from './backtest-scenarios';
import { recordSyncs, REEVALUATIONS } from './credit-scenarios';
import { recordPurchases } from './purchase-scenarios';
import { recordDeliveries } from './webhook-scenarios';

const say = (line: string): void => console.log(line);

async function main(name: string, only?: string): Promise<void> {
  await build(say);
  const folder = await mkdtemp(join(tmpdir(), 'crivo-record-'));
  const servers = await startTestServers({ cache: cacheFolder(process.env), env: process.env, folder, say });
  process.env['CRIVO_TEST_TEMPORAL'] = servers.temporal.address;
  process.env['CRIVO_TEST_MONGODB'] = servers.mongodb.uri;
  try {
    const isWanted = (part: string) => only === undefined || only === part;
    if (isWanted('orders')) await recordOrders(name);
    if (isWanted('credit')) await recordCredit(name);
    if (isWanted('purchases')) await recordOnes(name, 'record-purchases', recordPurchases);
    if (isWanted('backtests')) await recordOnes(name, 'record-backtests', recordBacktests);
    if (isWanted('webhooks')) await recordWebhooks(name);
  } finally {
    await servers.temporal.stop();
    await servers.mongodb.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function recordOrders(name: string): Promise<void> {
  const AUTOMATIC = { by: 'automatic' };
  const person = await startCrivo({ name: 'record' });
  await person.publish({ 'limit-exceeded': { save: 'block' } });
  for (const [scenario, run] of Object.entries(SCENARIOS)) await save(person, `${name}-${scenario}`, await run(person));
  await save(person, `${name}-escalated-expired`, await escalatedAndExpired(person));
  await person.stop();
  const stages = { commercialApproval: AUTOMATIC, financialApproval: AUTOMATIC };
  const automatic = await startCrivo({ name: 'record-automatic', branch: '03', parameters: { stages } });
  await save(automatic, `${name}-automatic-stages`, await automaticStages(automatic));
  await automatic.stop();
}

async function recordWebhooks(name: string): Promise<void> {
  const crivo = await startCrivo({ name: 'record-webhooks' });
  await recordDeliveries(crivo, (scenario, workflowId) => save(crivo, `${name}-${scenario}`, workflowId));
  await crivo.stop();
}

/** What customers bring about: the nightly sync, and the re-evaluation of a group. */
async function recordOnes(name: string, suite: string, record: typeof recordPurchases): Promise<void> {
  const crivo = await startCrivo({ name: suite });
  await record(crivo, (scenario, workflowId) => save(crivo, `${name}-${scenario}`, workflowId));
  await crivo.stop();
}

/** All but orders: the nightly sync, and the re-evaluation of a group. */
async function recordCredit(name: string): Promise<void> {
  const crivo = await startCrivo({ name: 'record-credit' });
  await recordSyncs(crivo, (scenario, workflowId) => save(crivo, `${name}-${scenario}`, workflowId));
  for (const [scenario, run] of Object.entries(REEVALUATIONS))
    await save(crivo, `${name}-${scenario}`, await run(crivo));
  await crivo.stop();
}

/** Each answers the id of the workflow it led. */
const SCENARIOS: Record<string, (crivo: Crivo) => Promise<string>> = {
  'whole-way': async (crivo) => {
    const order = await submitted(crivo, 500_000, 90_000);
    for (const action of ['commercialApproval', 'financialApproval', 'stockSeparation', 'invoicing']) {
      await crivo.call('POST', `${path(order)}/actions/${action}`);
    }
    return order;
  },
  'held-amended-cancelled': async (crivo) => {
    const order = await submitted(crivo, 50_000, 90_000);
    await crivo.call('POST', `${path(order)}/reevaluate`);
    await crivo.call('PATCH', path(order), anAmendment(40_000));
    await crivo.call('POST', `${path(order)}/actions/commercialApproval`);
    await crivo.call('POST', `${path(order)}/cancel`);
    return order;
  },
  'held-by-hand': async (crivo) => {
    const order = await submitted(crivo, 50_000, 90_000);
    await crivo.call('POST', `${path(order)}/hold`, { reason: 'Aguardar contrato' });
    await crivo.call('POST', `${path(order)}/reevaluate`, { policy: 'current' });
    await crivo.call('PATCH', path(order), anAmendment(40_000));
    await crivo.call('POST', `${path(order)}/unhold`);
    return order;
  },
  reopened: async (crivo) => {
    const order = await submitted(crivo, 500_000, 90_000);
    await crivo.call('POST', `${path(order)}/actions/commercialApproval`);
    await crivo.call('POST', `${path(order)}/cancel`);
    await crivo.call('POST', `${path(order)}/reopen`);
    await crivo.call('POST', `${path(order)}/actions/financialApproval`);
    return order;
  },
  'in-parts-closed': async (crivo) => {
    const order = await submitted(crivo, 500_000, 90_000);
    for (const action of ['commercialApproval', 'financialApproval']) {
      await crivo.call('POST', `${path(order)}/actions/${action}`);
    }
    const part = { partial: true, id: 'part-1', amountCents: 30_000 };
    await crivo.call('POST', `${path(order)}/actions/stockSeparation`, part);
    await crivo.call('POST', `${path(order)}/actions/invoicing`, part);
    await crivo.call('POST', `${path(order)}/close`);
    return order;
  },
  open: (crivo) => submitted(crivo, 500_000, 90_000),
};

/** Its branch gives a hold a few seconds, which no request may ask for. */
async function escalatedAndExpired(crivo: Crivo): Promise<string> {
  const branches = crivo.database.collection<{ _id: string }>('branches');
  await branches.updateOne({ _id: BRANCH }, { $set: { 'parameters.holdDeadlineHours': 6 / 3_600 } });
  await until(async () => {
    const branch = await crivo.credit.branches.find(BRANCH);
    return (branch?.parameters.holdDeadlineHours ?? 1) < 1;
  }, 'the branch to be read anew');
  const order = await submitted(crivo, 50_000, 90_000);
  await until(async () => (await crivo.call('GET', path(order))).body['status'] === 'expired', 'the hold to end');
  return order;
}

async function automaticStages(crivo: Crivo): Promise<string> {
  const order = anOrder({});
  await crivo.call('POST', '/branches/03/orders', order);
  await until(async () => {
    const { body } = await crivo.call('GET', `/branches/03/orders/${order.id}`);
    return body['stage'] === 'stockSeparation';
  }, 'automatic stages to pass');
  return `order/03/${order.id}`;
}

async function submitted(crivo: Crivo, limitCents: number, amountCents: number): Promise<string> {
  const customer = aCustomer(limitCents);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const order = anOrder({ document: customer.document, amountCents });
  await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  return `order/${BRANCH}/${order.id}`;
}

function path(workflowId: string): string {
  const [, branch, order] = workflowId.split('/');
  return `/branches/${branch}/orders/${order}`;
}

/** Who worked on it names a machine; nobody needs that. */
async function save(crivo: Crivo, name: string, workflowId: string): Promise<void> {
  const history = await crivo.temporal.workflow.getHandle(workflowId).fetchHistory();
  const json = historyToJSON(history).replace(/"identity":\s*"[^"]*"/g, '"identity": "worker"');
  await writeFile(join(__dirname, 'histories', `${name}.json`), `${json}\n`);
  say(`${name}: ${history.events?.length ?? 0} events`);
}

main(process.argv[2] ?? 'first', process.argv[3]).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
