/** Owns what makes a default check stop standing against a customer, in words for a counter. */
import { DefaultCheck } from './checks';

const CLEARS: Readonly<Record<DefaultCheck, string>> = {
  [DefaultCheck.limitExceeded]: 'Pagamento de títulos em aberto, aumento do limite ou pedido de menor valor.',
  [DefaultCheck.noLimit]: 'Concessão de um limite de crédito.',
  [DefaultCheck.limitExpired]: 'Renovação da validade do limite.',
  [DefaultCheck.reviewRequired]: 'Análise de cada pedido, ou outro tipo de limite.',
  [DefaultCheck.overdueTitles]: 'Pagamento ou prorrogação dos títulos vencidos.',
  [DefaultCheck.averageDelay]: 'Pagamentos em dia, até que o atraso médio volte ao permitido.',
  [DefaultCheck.noHistory]: 'O primeiro título pago.',
  [DefaultCheck.situationBlocked]: 'Mudança da situação de crédito pelo setor de crédito.',
  [DefaultCheck.orderAboveCeiling]: 'Pedido de menor valor, ou liberação.',
  [DefaultCheck.termsLongerThanCustomer]: 'Prazo de pagamento menor, ou liberação.',
  [DefaultCheck.spcQueryDue]: 'Nova consulta ao SPC.',
  [DefaultCheck.depsReportOld]: 'Nova consulta à Deps.',
  [DefaultCheck.bureauRestrictions]: 'Nova consulta sem apontamentos, ou liberação.',
  [DefaultCheck.riskClassLow]: 'Nova consulta com classificação melhor, ou liberação.',
  [DefaultCheck.titlesAtNotary]: 'Retirada dos títulos do cartório.',
  [DefaultCheck.receivablesStale]: 'Novo envio do contas a receber pelo ERP.',
};
const OTHERWISE = 'Nova avaliação em que a verificação não aponte mais nada, ou liberação.';

/** Of a check that only a company's own policy has, only that it has to be judged again is known. */
export function whatClears(check: string): string {
  return (CLEARS as Readonly<Record<string, string>>)[check] ?? OTHERWISE;
}
