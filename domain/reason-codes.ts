/** Owns reason codes: why something is let pass, in words the company has agreed on, so that they can be counted. */

export interface ReasonCode {
  /** Such as `PAYMENT_PROMISED`. For ever: releases carry it. */
  readonly code: string;
  /** As analysts read it. */
  readonly label: string;
  /** The code says too little by itself: who uses it writes a note. */
  readonly requiresNote: boolean;
}

/** Until the company sets its own. */
export const DEFAULT_REASON_CODES: readonly ReasonCode[] = [
  { code: 'PAYMENT_PROMISED', label: 'Pagamento prometido pelo cliente', requiresNote: true },
  { code: 'PAYMENT_CONFIRMED', label: 'Pagamento comprovado, baixa pendente', requiresNote: false },
  { code: 'GOOD_HISTORY', label: 'Bom histórico de pagamentos', requiresNote: false },
  { code: 'LIMIT_UNDER_REVIEW', label: 'Limite em revisão', requiresNote: false },
  { code: 'GUARANTEE_GIVEN', label: 'Garantia apresentada', requiresNote: true },
  { code: 'COMMERCIAL_DECISION', label: 'Decisão comercial', requiresNote: true },
  { code: 'DATA_ERROR', label: 'Erro de cadastro ou de baixa', requiresNote: true },
  { code: 'OTHER', label: 'Outro motivo', requiresNote: true },
];
