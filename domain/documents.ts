/** Owns Brazilian taxpayer documents: CPF, CNPJ in its numeric and alphanumeric form, their check digits and masks. */

/** A parsed document. `value` is bare, upper case; `root` is the part of a CNPJ that all establishments share. */
export type TaxDocument =
  | { readonly kind: 'cpf'; readonly value: string }
  | { readonly kind: 'cnpj'; readonly value: string; readonly root: string };

/** What reading a document gives. Neither text repeats the input, so both may be logged and answered. */
export type ParsedDocument =
  | { readonly ok: true; readonly document: TaxDocument }
  | { readonly ok: false; readonly problem: string; readonly fix: string };

/** F for a natural person (pessoa física), J for a legal one: bureaus sell different products for each. */
export type PersonType = 'F' | 'J';

const LONGEST_INPUT = 40;
const CPF_LENGTH = 11;
const CNPJ_LENGTH = 14;
const ROOT_LENGTH = 8;
const CNPJ_PATTERN = /^[0-9A-Z]{12}[0-9]{2}$/;

/**
 * Reads a CPF or CNPJ with or without punctuation, in either case. The check digits must agree and all-equal digits are
 * refused: they satisfy the sum but are issued to nobody. Lost leading zeros are reported, never put back, since a
 * short number may be a shortened CPF as well as a shortened CNPJ.
 */
export function parseDocument(text: string): ParsedDocument {
  if (text.length > LONGEST_INPUT) return refuse('is too long for a CPF or CNPJ', 'send 11 or 14 characters');
  const value = text.replace(/[.\-/\s]/g, '').toUpperCase();
  if (value === '') return refuse('is empty', 'send a CPF or a CNPJ');
  if (!/^[0-9A-Z]+$/.test(value)) {
    return refuse('has characters that no CPF or CNPJ has', 'send digits and letters; only . - / may stand between');
  }
  if (value.length === CPF_LENGTH) return parseCpf(value);
  if (value.length === CNPJ_LENGTH) return parseCnpj(value);
  return refuseLength(value);
}

/** F for a CPF, J for a CNPJ. */
export function personType(document: TaxDocument): PersonType {
  return document.kind === 'cpf' ? 'F' : 'J';
}

/** The first 8 characters of a bare CNPJ, which name the legal entity; `null` for a CPF. */
export function rootOf(value: string): string | null {
  return value.length === CNPJ_LENGTH ? value.slice(0, ROOT_LENGTH) : null;
}

/**
 * A bare document as it may stand in lists, logs and errors: '***.456.789-**' for a CPF, '12.ABC.***\/****-**' for a
 * CNPJ, which may be a sole trader's. Check digits are always hidden: they would tell the hidden part almost wholly.
 * Anything else is masked whole.
 */
export function maskDocument(value: string): string {
  if (value.length === CPF_LENGTH) return `***.${value.slice(3, 6)}.${value.slice(6, 9)}-**`;
  if (value.length === CNPJ_LENGTH) return `${value.slice(0, 2)}.${value.slice(2, 5)}.***/****-**`;
  return '***';
}

/** The two check digits of the first 9 digits of a CPF. */
export function cpfCheckDigits(base: string): string {
  const first = checkDigit(base, (place) => place + 2);
  return `${first}${checkDigit(`${base}${first}`, (place) => place + 2)}`;
}

/**
 * The two check digits of the first 12 characters of a CNPJ. A character counts as its ASCII code less 48, so that the
 * digits of a numeric CNPJ keep their value (Receita Federal, IN RFB 2.229/2024).
 */
export function cnpjCheckDigits(base: string): string {
  const first = checkDigit(base, (place) => (place % 8) + 2);
  return `${first}${checkDigit(`${base}${first}`, (place) => (place % 8) + 2)}`;
}

/** Modulo 11 over the characters from the right, place 0 first; a remainder of 0 or 1 gives 0. */
function checkDigit(text: string, weightAt: (place: number) => number): number {
  let sum = 0;
  for (let place = 0; place < text.length; place++) {
    sum += (text.charCodeAt(text.length - 1 - place) - 48) * weightAt(place);
  }
  const remainder = sum % 11;
  return remainder < 2 ? 0 : 11 - remainder;
}

function isCpf(value: string): boolean {
  return /^[0-9]{11}$/.test(value) && !allEqual(value) && value.endsWith(cpfCheckDigits(value.slice(0, 9)));
}

function isCnpj(value: string): boolean {
  return CNPJ_PATTERN.test(value) && !allEqual(value) && value.endsWith(cnpjCheckDigits(value.slice(0, 12)));
}

function parseCpf(value: string): ParsedDocument {
  if (isCpf(value)) return { ok: true, document: { kind: 'cpf', value } };
  if (/[A-Z]/.test(value)) return refuse('has letters, and a CPF has only digits', 'send a CPF of 11 digits');
  if (allEqual(value)) return refuse('is a CPF of equal digits', 'send the CPF of the person');
  if (zeroFilledIsCnpj(value)) return refuseLostZeros();
  return refuse('is a CPF with wrong check digits', 'check the number with the customer');
}

function parseCnpj(value: string): ParsedDocument {
  if (isCnpj(value)) return { ok: true, document: { kind: 'cnpj', value, root: value.slice(0, ROOT_LENGTH) } };
  if (!CNPJ_PATTERN.test(value)) {
    return refuse('is not a CNPJ: its last two characters must be digits', 'check the number with the customer');
  }
  if (allEqual(value)) return refuse('is a CNPJ of equal digits', 'send the CNPJ of the company');
  if (value.startsWith('000') && isCpf(value.slice(3))) {
    return refuse('is a CPF filled with zeros to the length of a CNPJ', 'send the CPF with its 11 digits');
  }
  return refuse('is a CNPJ with wrong check digits', 'check the number with the customer');
}

function refuseLength(value: string): ParsedDocument {
  const filledIsCpf = value.length < CPF_LENGTH && isCpf(value.padStart(CPF_LENGTH, '0'));
  if (filledIsCpf || zeroFilledIsCnpj(value)) return refuseLostZeros();
  return refuse(
    `has ${value.length} characters, and a CPF has 11, a CNPJ 14`,
    'send the whole document as text, leading zeros included',
  );
}

function zeroFilledIsCnpj(value: string): boolean {
  return value.length < CNPJ_LENGTH && isCnpj(value.padStart(CNPJ_LENGTH, '0'));
}

function refuseLostZeros(): ParsedDocument {
  return refuse(
    'has lost its leading zeros',
    'send it as text, with zeros in front: 11 digits for a CPF, 14 for a CNPJ',
  );
}

function refuse(problem: string, fix: string): ParsedDocument {
  return { ok: false, problem, fix };
}

function allEqual(value: string): boolean {
  return value === (value[0] ?? '').repeat(value.length);
}
