/** Owns the Portuguese words for what a policy is made of, as they stand within a sentence. */
import type { Action } from './actions';
import type { FactSource, FactType } from './facts';
import type { Modality } from './modalities';
import type { Mode } from './outcome';

/** What is judged, by the name analysts and sellers know it by. */
export const ACTION_NAMES: Readonly<Record<Action, string>> = {
  save: 'gravação',
  commercialApproval: 'aprovação comercial',
  financialApproval: 'aprovação financeira',
  stockSeparation: 'separação de estoque',
  invoicing: 'faturamento',
  receipt: 'venda com recebimento',
};

/** What a check does at an action. */
export const MODE_NAMES: Readonly<Record<Mode, string>> = {
  off: 'desligada',
  indicate: 'apenas indica',
  block: 'bloqueia',
};

/** How an order or a sale is paid. */
export const MODALITY_NAMES: Readonly<Record<Modality, string>> = {
  cash: 'dinheiro',
  pix: 'Pix',
  bankDeposit: 'depósito bancário',
  bankTransfer: 'transferência bancária',
  debitCard: 'cartão de débito',
  advance: 'adiantamento',
  customerCredit: 'crédito do cliente',
  pixFinanced: 'Pix no crédito (financiado pelo banco)',
  pixOnTerm: 'Pix a prazo',
  creditCard: 'cartão de crédito',
  bankSlipAtSight: 'boleto à vista',
  bankSlip: 'boleto a prazo',
  storeCredit: 'crediário',
  chequeAtSight: 'cheque à vista',
  chequePostDated: 'cheque pré-datado',
  chequeThirdParty: 'cheque de terceiro',
};

/** The figures of a policy that rules may need, by their titles on the screen. */
export const FIGURE_NAMES = {
  spcTable: 'Consulta SPC em dia',
  maxTermDays: 'Prazo máximo do pedido',
} as const;

/** Who fills a fact in, and so whom to ask where it is wrong. */
export const SOURCE_NAMES: Readonly<Record<FactSource, string>> = {
  order: 'o próprio pedido ou venda, como o ERP o envia',
  exposure: 'o Crivo, que soma títulos em aberto e reservas de pedidos',
  customer: 'o cadastro de crédito do cliente, mantido no Crivo',
  ledger: 'o Crivo, a partir das contas a receber que o ERP envia',
  ingest: 'o Crivo, que anota cada envio de contas a receber',
  report: 'as consultas a bureaus (Deps, SPC) já feitas',
};

/** What a value of each type is, and how it is written in a policy. */
export const TYPE_NAMES: Readonly<Record<FactType, { readonly name: string; readonly written: string }>> = {
  cents: { name: 'valor em reais', written: 'em centavos inteiros, sem ponto nem vírgula: R$ 1.500,00 é 150000' },
  days: { name: 'dias', written: 'um número de dias; aceita fração, com ponto: 7.5' },
  count: { name: 'quantidade', written: 'um número inteiro, sem sinal' },
  boolean: { name: 'sim ou não', written: 'true para sim, false para não, sem aspas' },
  text: { name: 'uma de uma lista', written: 'a palavra da lista, entre aspas, exatamente como está' },
};
