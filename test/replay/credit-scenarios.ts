/** Owns the recorded ways of the workflows that no order is: the nightly sync, and the re-evaluation of a group. */
import { WorkflowNotFoundError } from '@temporalio/common';
import { creditSignals, type CreditSignals } from '../../adapters/temporal/credit-signals';
import type { SyncStart } from '../../workflows/messages';
import type { receivablesNight, receivablesSync } from '../../workflows';
import { openSync } from '../../usecases/open-sync';
import { BRANCH, until, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { aCustomer, anOrder, ndjson, uniqueDocument, uniqueId } from '../support/orders';

const AT = `/branches/${BRANCH}`;
const SYNC = `receivables-sync/${BRANCH}`;

/** Runs each on one account; `save` is given the id of the workflow as soon as it has come as far as it should. */
export async function recordSyncs(crivo: Crivo, save: (name: string, id: string) => Promise<void>): Promise<void> {
  const deps = await startTestDeps();
  try {
    for (const [name, run] of Object.entries(SYNCS)) {
      await putAccount(crivo, deps);
      await save(name, await run(crivo, deps));
      await until(async () => !(await isRunning(crivo, SYNC)), 'the run to end');
      deps.control.clear();
    }
  } finally {
    await deps.stop();
  }
}

const SYNCS: Record<string, (crivo: Crivo, deps: TestDeps) => Promise<string>> = {
  'sync-nothing-to-do': async (crivo) => {
    await startSync(crivo, { branch: 'none', by: 'person' }, 'receivables-sync/none');
    return ended(crivo, 'receivables-sync/none');
  },
  'sync-by-person': async (crivo) => {
    await book(crivo);
    await startSync(crivo, { branch: BRANCH, by: 'person' });
    return ended(crivo, SYNC);
  },
  'sync-tried-again': async (crivo, deps) => {
    await book(crivo);
    deps.control.fault('unavailable', { kind: 'send', times: 1 });
    await startSync(crivo, { branch: BRANCH, by: 'person' });
    return ended(crivo, SYNC);
  },
  'sync-login-refused': async (crivo, deps) => {
    await book(crivo);
    await putAccount(crivo, deps, 'outra senha');
    await startSync(crivo, { branch: BRANCH, by: 'person' });
    return ended(crivo, SYNC);
  },
  // As a run goes on that was continued as new: its plan is at hand, and how far it is.
  'sync-continued': async (crivo) => {
    await book(crivo);
    const plan = await openSync(crivo.sync, { branch: BRANCH, run: uniqueId('syn'), by: 'person' });
    if (plan === null) throw new Error('there is nothing to sync');
    await startSync(crivo, { branch: BRANCH, by: 'person', plan });
    return ended(crivo, SYNC);
  },
  night: async (crivo) => {
    await book(crivo);
    return ended(crivo, await startNight(crivo));
  },
  'night-joins': async (crivo, deps) => {
    await book(crivo);
    deps.control.fault('slow', { kind: 'send', delayMs: 2_000, times: 1 });
    await startSync(crivo, { branch: BRANCH, by: 'person' });
    return ended(crivo, await startNight(crivo));
  },
};

/** Each answers the id of the workflow it led. */
export const REEVALUATIONS: Record<string, (crivo: Crivo) => Promise<string>> = {
  'reevaluation-ended': async (crivo) => {
    const { groupKey, workflow } = await withOpenOrder(crivo, null);
    await signalsOf(crivo).creditChanged(groupKey);
    return ended(crivo, workflow);
  },
  'reevaluation-waits': async (crivo) => {
    const { groupKey, workflow } = await withOpenOrder(crivo, '2099-12-31');
    await signalsOf(crivo).hasLimitDates(groupKey);
    await until(async () => (await timersOf(crivo, workflow)) === 1, 'it to wait for a date');
    await signalsOf(crivo).creditChanged(groupKey);
    await until(async () => (await timersOf(crivo, workflow)) === 3, 'it to judge, and wait again');
    return workflow;
  },
};

async function putAccount(crivo: Crivo, deps: TestDeps, password = deps.user.password): Promise<void> {
  const login = { apiUrl: deps.url, email: deps.user.email, password, caCertificate: deps.ca };
  const sync = { enabled: true, hour: '01:00' };
  const body = { ...login, requestsPerMinute: 6_000, batchSize: 5, sync };
  const { status, text } = await crivo.call('PUT', `${AT}/deps`, body);
  if (status !== 200) throw new Error(text);
}

async function book(crivo: Crivo): Promise<void> {
  const title = { type: 'issued', amountCents: 100_00, issuedOn: '2026-01-05', dueOn: '2026-02-05' };
  const lines = Array.from({ length: 7 }, () => ({
    ...title,
    document: uniqueDocument(),
    movement: uniqueId('mv'),
    title: uniqueId('T'),
  }));
  const { status, text } = await crivo.call('POST', `${AT}/receivables`, ndjson(lines));
  if (status !== 200) throw new Error(text);
}

async function startSync(crivo: Crivo, start: SyncStart, workflowId = SYNC): Promise<void> {
  const { taskQueue } = crivo;
  await crivo.temporal.workflow.start<typeof receivablesSync>('receivablesSync', {
    workflowId,
    taskQueue,
    args: [start],
  });
}

async function startNight(crivo: Crivo): Promise<string> {
  const workflowId = uniqueId('receivables-night');
  const { taskQueue } = crivo;
  const args: [{ branch: string }] = [{ branch: BRANCH }];
  await crivo.temporal.workflow.start<typeof receivablesNight>('receivablesNight', { workflowId, taskQueue, args });
  return workflowId;
}

async function ended(crivo: Crivo, workflowId: string): Promise<string> {
  await crivo.temporal.workflow.getHandle(workflowId).result();
  return workflowId;
}

async function isRunning(crivo: Crivo, workflowId: string): Promise<boolean> {
  try {
    return (await crivo.temporal.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

function signalsOf({ temporal, taskQueue }: Crivo): CreditSignals {
  return creditSignals(temporal, { taskQueue, deadlineMs: 20_000 });
}

async function withOpenOrder(crivo: Crivo, validUntil: string | null) {
  const customer = aCustomer(500_000, { limit: { kind: 'amount', amountCents: 500_000, validUntil } });
  const { body } = await crivo.call('PUT', `${AT}/customers`, customer);
  await crivo.call('POST', `${AT}/orders`, anOrder({ document: customer.document }));
  const groupKey = String(body['groupKey']);
  return { groupKey, workflow: `reevaluate/${groupKey}` };
}

async function timersOf(crivo: Crivo, workflowId: string): Promise<number> {
  const { events } = await crivo.temporal.workflow.getHandle(workflowId).fetchHistory();
  return events?.filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes).length ?? 0;
}
