/** Owns what an analyst reads of a purchase: how it stands, and what to do. */
import type { PurchaseRecord } from '../../contracts/purchase';
import { stepOf, type PurchaseReason } from '../../domain/purchase';

const SETTLED = {
  done: 'Consulta realizada.',
  reconciled: 'Consulta conciliada: a resposta foi obtida.',
  givenUp: 'Consulta encerrada sem resposta. Uma nova consulta, que pode ser cobrada, precisa citar esta (replaces).',
} as const;

const REFUSED: Readonly<Partial<Record<PurchaseReason, string>>> = {
  credential: 'O bureau não aceitou o acesso da filial. Peça ao administrador que corrija o acesso',
  productNotAllowed: 'Este produto não está contratado, ou não vale para este tipo de pessoa. Escolha outro produto',
  documentInvalid: 'O bureau não aceitou o documento do cliente. Confira o cadastro',
  consentPending: 'Falta ao bureau a autorização do cliente. Registre-a no bureau e consulte de novo',
  receivablesNotSent:
    'Não foi possível enviar antes os recebíveis do cliente. Tente mais tarde ou escolha consultar mesmo assim',
  permission: 'Quem pediu a consulta já não tem permissão para isso. Peça a quem tem',
  switchedOff: 'A compra de consultas foi desligada antes da cobrança. Peça para religar e consulte de novo',
  accountChanged: 'O acesso da filial ao bureau foi alterado durante a consulta. Consulte de novo',
  unavailable: 'O bureau não respondeu. Tente mais tarde',
  rateLimited: 'O bureau limitou o número de consultas. Tente mais tarde',
  tooBusy: 'Há muitas consultas em andamento. Tente mais tarde',
};
const AWAY = new Set<PurchaseReason | null>(['unavailable', 'rateLimited', 'tooBusy']);

/** Courteous and exact; whether something was charged is said where it is known. */
export function purchaseText(record: PurchaseRecord): string {
  const { status, reason } = record;
  if (status === 'reserved') {
    const why = AWAY.has(reason) ? 'o bureau não pôde atender e será procurado de novo em instantes; ' : '';
    return `Consulta na fila; ${why}nada foi enviado ainda.`;
  }
  if (status === 'sent') return 'Consulta enviada ao bureau; aguardando a resposta.';
  if (status === 'refused') return `${(reason && REFUSED[reason]) ?? 'O bureau recusou a consulta'}. Nada foi cobrado.`;
  if (status !== 'unknown') return SETTLED[status];
  const what =
    reason === 'anotherDocument' ? 'O bureau respondeu sobre outro documento' : 'Não se sabe se a consulta foi cobrada';
  if (stepOf(record) === 'reconcile')
    return `${what}. A conciliação será feita automaticamente em alguns minutos; não é preciso consultar de novo.`;
  return `${what}. Não será comprada de novo. Quem pode conciliar consultas confere a fatura e escolhe: conciliar (pode ser cobrado), anexar uma consulta ou encerrar.`;
}

/** As the customer's screen says it. */
export function newestText(ageDays: number): string {
  if (ageDays === 0) return 'Última consulta deste cliente hoje';
  return `Última consulta deste cliente há ${ageDays} ${ageDays === 1 ? 'dia' : 'dias'}`;
}
