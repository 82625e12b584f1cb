/** Owns the way of one event to one endpoint: attempts, ever more rarely, until one is acknowledged or none is left. */
import { sleep } from '@temporalio/workflow';
import { MAX_ATTEMPTS } from '../domain/webhooks';
import { deliverWebhook } from './activity-proxies';
import type { WebhookEnd, WebhookStart } from './messages';

/**
 * The story of a delivery:
 * 1. An attempt is made and recorded; the activity says whether, and after how long, there is another one.
 * 2. The wait, seconds at first and a day at last, is a timer: nothing runs meanwhile.
 * 3. It ends acknowledged or given up; the log says which. A replay by hand is a run of its own.
 */
export async function webhookDelivery(start: WebhookStart): Promise<WebhookEnd> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    // 1.
    const result = await deliverWebhook({ ...start, attempt });
    // 3.
    if (result.kind === 'ended') return { status: result.status };
    // 2.
    await sleep(Math.max(1, result.afterMs));
  }
  return { status: 'failed' };
}
