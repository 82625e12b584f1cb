/** Owns the recorded ways of a webhook's delivery: taken at once, taken when tried again, and not wanted any more. */
import { webhookWorkflowId, webhookWorkflows } from '../../adapters/temporal/webhook-workflows';
import type { Crivo } from '../support/crivo';
import { anAnnouncement } from '../support/builders';
import { uniqueId } from '../support/orders';
import { startReceiver } from '../support/receiver';
import { registered } from '../support/webhooks';

/** The statuses a receiver answers with, one after the other. */
const DELIVERIES: Record<string, readonly number[]> = {
  'webhook-delivered': [204],
  'webhook-tried-again': [503, 204],
  'webhook-gone': [410],
};

/** `save` is given the id of each delivery's workflow after its end. */
export async function recordDeliveries(crivo: Crivo, save: (name: string, id: string) => Promise<void>): Promise<void> {
  for (const [name, statuses] of Object.entries(DELIVERIES)) {
    const receiver = await startReceiver();
    receiver.answer((response, nth) => response.writeHead(statuses[nth - 1] ?? 204).end());
    try {
      await save(name, await delivered(crivo, receiver.url));
    } finally {
      await receiver.stop();
    }
  }
}

async function delivered(crivo: Crivo, url: string): Promise<string> {
  const { endpoint } = (await registered(crivo.stores, { url })).record;
  const failed = { status: 'failed', reason: 'credential', customersFailed: 0 } as const;
  const cause = { kind: 'sync', branch: '02', run: 'syn_1', startedAt: '2026-11-20T04:00:00.000Z', ...failed } as const;
  const entry = anAnnouncement({ id: uniqueId('syn'), event: 'sync.failed', decision: null, cause });
  const start = { endpoint, entry, round: 1 };
  await webhookWorkflows(crivo.temporal, { taskQueue: crivo.taskQueue, deadlineMs: 20_000 }).start(start);
  const workflowId = webhookWorkflowId(start);
  await crivo.temporal.workflow.getHandle(workflowId).result();
  return workflowId;
}
