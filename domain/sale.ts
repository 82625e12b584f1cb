/** Owns the words of a sale with receipt: how it stands, and why a buyer without document pays at once. */

/** `refused`: at least one line may not go on, so nothing of the sale was taken; it may be sent again, corrected. */
export const SaleStatus = { allowed: 'allowed', refused: 'refused', cancelled: 'cancelled' } as const;
export type SaleStatus = (typeof SaleStatus)[keyof typeof SaleStatus];

/**
 * Why a term line of a buyer without document is refused. It stands where the ids of checks stand, but is none: there
 * is nobody to check, and no policy can switch it off.
 */
export const BUYER_UNIDENTIFIED = 'buyer-unidentified';

/** What is said of it, in Portuguese: to the seller and, the numbers being none, to the analyst. */
export const BUYER_UNIDENTIFIED_TEXTS = {
  seller:
    'Comprador não identificado: a venda só pode ser à vista. Informe o CPF ou CNPJ, ou receba em dinheiro, Pix ou depósito.',
  analyst: 'Sem CPF ou CNPJ não há cliente a verificar: as linhas a prazo são recusadas, qualquer que seja a política.',
} as const;
