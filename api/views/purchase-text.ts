/** Owns what an analyst reads of a purchase: how it stands, and what to do. */
import type { PurchaseRecord } from '../../contracts/purchase';
import { stepOf } from '../../domain/purchase';

const SETTLED = {
  done: 'Consulta realizada.',
  reconciled: 'Consulta conciliada: a resposta foi obtida sem uma nova compra.',
  refused: 'Consulta recusada; nada foi cobrado.',
  givenUp: 'Consulta encerrada sem resposta. Para consultar de novo, informe esta consulta em replaces.',
} as const;

/** Courteous and exact; whether something was charged is said where it is known. */
export function purchaseText(record: PurchaseRecord): string {
  const { status } = record;
  if (status === 'reserved') return 'Consulta na fila; nada foi enviado ainda.';
  if (status === 'sent') return 'Consulta enviada ao bureau; aguardando a resposta.';
  if (status !== 'unknown') return SETTLED[status];
  const what =
    record.reason === 'anotherDocument'
      ? 'O bureau respondeu sobre outro documento'
      : 'Não se sabe se a consulta foi cobrada';
  if (stepOf(record) === 'reconcile') return `${what}. A conciliação será feita automaticamente.`;
  return `${what}. Confira a fatura e escolha: conciliar (pode ser cobrado), anexar uma consulta ou encerrar.`;
}

/** As the customer's screen says it. */
export function newestText(ageDays: number): string {
  if (ageDays === 0) return 'Última consulta deste cliente hoje';
  return `Última consulta deste cliente há ${ageDays} ${ageDays === 1 ? 'dia' : 'dias'}`;
}
