/** Owns the one credit check of P7, which both sides are asked. */

export const BRANCH = '01';
export const API_KEY = `crv_${'0'.repeat(52)}`;
export const DOCUMENT = '11222333000181';
export const LIMIT_CENTS = 100_000_00;
export const BODY = JSON.stringify({ document: DOCUMENT, amountCents: 1_890_00 });
