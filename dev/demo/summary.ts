/** Owns the figures of a demo, as a Brazilian desk reads them: live, and as the account at its end. */
import { formatBRL, sumCents } from '../../domain/money';
import { OrderStatus } from '../../domain/order';
import { table } from '../terminal/table';
import { DEMO_BRANCHES } from './branches';
import { nameOfCheck } from './policy';
import type { Followed, LifeRecord } from './record';

export interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** The nearest rank, so that each figure was really measured; `null` without any. */
export function latencyOf(followed: readonly Pick<Followed, 'answeredMs'>[]): Latency | null {
  const sorted = followed.flatMap(({ answeredMs }) => answeredMs ?? []).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return sorted.length === 0 ? null : { p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** The columns of the table, and the states they are of. */
const COLUMNS: readonly (readonly [string, Followed['status']])[] = [
  ['a chegar', 'coming'],
  ['em andamento', OrderStatus.waiting],
  ['bloqueados', OrderStatus.held],
  ['concluídos', OrderStatus.done],
  ['cancelados', OrderStatus.cancelled],
  ['expirados', OrderStatus.expired],
  ['falhas', 'failed'],
];

/** Orders by branch and state, each counted once; why they were held; sales, payments; how fast submits were answered. */
export function figureLines({ orders, counts }: LifeRecord): string[] {
  const all = [...orders.values()];
  const rows = DEMO_BRANCHES.map(({ code, shortName }) => rowOf(shortName, ofBranch(all, code)));
  const held = all.filter(({ wasHeld }) => wasHeld);
  const latency = latencyOf(all);
  const { salesAllowed, salesRefused, failures } = counts;
  return [
    ...table(['filial', ...COLUMNS.map(([title]) => title), 'pedidos', 'valor'], [...rows, rowOf('total', all)]),
    '',
    `bloqueios por motivo: ${reasonsOf(held)}`,
    `liberados por pagamento: ${all.filter(({ freed }) => freed).length}`,
    `vendas com recebimento: ${salesAllowed} permitidas, ${salesRefused} recusadas`,
    `pagamentos ${counts.payments} · alterações ${counts.amended} · bloqueios manuais ${counts.heldByHand} · ` +
      `verificações de crédito ${counts.creditChecks}`,
    latency === null
      ? 'gravação de pedidos: ainda nenhuma'
      : `gravação de pedidos: p50 ${Math.round(latency.p50Ms)} ms, p95 ${Math.round(latency.p95Ms)} ms`,
    ...(failures.length === 0 ? [] : [`falhas: ${failures.length}, a primeira: ${failures[0]}`]),
  ];
}

function ofBranch(all: readonly Followed[], code: string): Followed[] {
  return all.filter(({ branch }) => branch === code);
}

function rowOf(name: string, followed: readonly Followed[]): string[] {
  const counted = COLUMNS.map(([, state]) => String(followed.filter(({ status }) => status === state).length));
  const value = formatBRL(sumCents(followed.map(({ totalCents }) => totalCents)));
  return [name, ...counted, String(followed.length), value];
}

/** `Títulos vencidos 4, Bloqueio manual 2`, most frequent first. */
function reasonsOf(held: readonly Followed[]): string {
  const counts = new Map<string, number>();
  for (const reason of held.flatMap(({ reasons }) => reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return 'nenhum';
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted.map(([reason, count]) => `${nameOfReason(reason)} ${count}`).join(', ');
}

function nameOfReason(reason: string): string {
  if (reason === 'manual') return 'Bloqueio manual';
  return reason === 'other' ? 'Outro motivo' : nameOfCheck(reason);
}
