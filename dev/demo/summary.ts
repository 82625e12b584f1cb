/** Owns the account at the end of a demo. */
import { formatBRL, sumCents } from '../../domain/money';
import { Outcome } from '../../domain/outcome';
import { OrderStatus } from '../../domain/order';
import { table } from '../terminal/table';
import type { Followed } from './stream';

export interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** The nearest rank, so that each figure was really measured; `null` without any. */
export function latencyOf(followed: readonly Followed[]): Latency | null {
  const sorted = followed.flatMap(({ answeredMs }) => answeredMs ?? []).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? null : { p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** For a terminal: outcomes of the first decisions, where the orders are now, why they are held, how fast it was. */
export function summaryLines(followed: readonly Followed[]): string[] {
  const held = followed.filter(({ status }) => status === OrderStatus.held);
  const freed = followed.filter(({ paid, status }) => paid && status !== OrderStatus.held && status !== 'failed');
  const failed = followed.filter(({ status }) => status === 'failed');
  const latency = latencyOf(followed);
  const outcomes = Object.values(Outcome).map((outcome) => rowOf(outcome, followed, (one) => one.outcome === outcome));
  const states = [...Object.values(OrderStatus), 'failed']
    .map((status) => rowOf(status, followed, (one) => one.status === status))
    .filter(([, count]) => count !== '0');
  return [
    `${followed.length} orders, ${formatBRL(valueOf(followed))}`,
    '',
    ...table(['first decision', 'orders', 'value'], outcomes),
    '',
    ...table(['now', 'orders', 'value'], states),
    '',
    `held: ${held.length} orders, ${formatBRL(valueOf(held))}${reasonsOf(held)}`,
    `freed by a payment: ${freed.length}`,
    ...(latency === null
      ? []
      : [`answered in ${Math.round(latency.p50Ms)} ms (p50), ${Math.round(latency.p95Ms)} ms (p95)`]),
    ...(failed.length === 0
      ? []
      : [`failed: ${failed.length}, the first: ${failed[0]?.order} ${failed[0]?.reasons.join(' ')}`]),
  ];
}

function rowOf(name: string, followed: readonly Followed[], belongs: (one: Followed) => boolean): string[] {
  const chosen = followed.filter(belongs);
  return [name, String(chosen.length), formatBRL(valueOf(chosen))];
}

function valueOf(followed: readonly Followed[]): number {
  return sumCents(followed.map(({ totalCents }) => totalCents));
}

/** ` (overdue-titles 4, no-limit 2)`, most frequent first. */
function reasonsOf(held: readonly Followed[]): string {
  const counts = new Map<string, number>();
  for (const reason of held.flatMap(({ reasons }) => reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return '';
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ` (${sorted.map(([reason, count]) => `${reason} ${count}`).join(', ')})`;
}
