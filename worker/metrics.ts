/** Owns what the worker measures beside Node and decisions: work that piles up, and Temporal's own figures. */
import type { Metrics } from '../platform/metrics';
import type { RuntimeOptions } from '@temporalio/worker';

const WITHIN_MS = 2_000;

export interface Backlogs {
  readonly openHolds: () => Promise<number>;
  readonly outboxBacklog: () => Promise<Readonly<Record<string, number>>>;
}

/** Every worker tells the same figures of the one database: take their maximum, not their sum. */
export function measureBacklogs(metrics: Metrics, { openHolds, outboxBacklog }: Backlogs): void {
  const holds = async () => ({ '': await openHolds() });
  metrics.gauge('crivo_holds_open', 'Orders in the hold queue, counted up to 10,000', null, holds);
  const help = 'Documents whose outbox is not handed on yet, counted up to 10,000';
  metrics.gauge('crivo_outbox_backlog', help, 'collection', outboxBacklog);
}

/** The SDK serves its own figures on this machine alone; `port` undefined: it keeps none. */
export function sdkTelemetry(port: number | undefined): RuntimeOptions {
  if (port === undefined) return {};
  const prometheus = {
    bindAddress: `127.0.0.1:${port}`,
    useSecondsForDurations: true,
    unitSuffix: true,
    countersTotalSuffix: true,
  };
  return { telemetryOptions: { metrics: { prometheus, attachServiceName: false } } };
}

/** Ours and the SDK's as one text. Without the SDK's when it doesn't answer. */
export async function allMetrics(metrics: Metrics, sdkPort: number | undefined): Promise<string> {
  const [own, sdk] = await Promise.all([metrics.text(), sdkPort === undefined ? '' : sdkText(sdkPort)]);
  return `${own ?? ''}${sdk}`;
}

async function sdkText(port: number): Promise<string> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(WITHIN_MS) });
    return answer.ok ? await answer.text() : '';
  } catch {
    return '';
  }
}
