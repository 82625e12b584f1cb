/** Owns what an answer of SPC Brasil is as SOAP: a body, a fault with its code, or nothing that can be read. */
import type { BureauErrorKind } from '../../domain/credit-bureau';
import { child, readXml, XmlRefused, type XmlElement } from './read-xml';

export type SoapAnswer =
  | { readonly kind: 'body'; readonly body: XmlElement }
  | { readonly kind: 'fault'; readonly fault: SoapFault }
  /** `why` repeats nothing of it. */
  | { readonly kind: 'unreadable'; readonly why: string };

export interface SoapFault {
  /** SPC's own, `CN_INT005.E4`; empty where it has none that is known. */
  readonly code: string;
  /** As it came: it may repeat what was sent. */
  readonly text: string;
}

/**
 * What SPC documents as refused before anything is looked up, by the beginning of its code. Another code, an internal
 * error above all, doesn't tell what was done before it.
 */
const REFUSALS: readonly (readonly [string, BureauErrorKind])[] = [
  ['CN_INT005.E2', 'credential'],
  ['CN_INT005.E3', 'credential'],
  ['CN_INT005.E4', 'productNotAllowed'],
  ['CN_INT005.E8.2', 'documentInvalid'],
  ['CN_INT005.E8.3', 'productNotAllowed'],
  ['CN_INT005.E8.4', 'productNotAllowed'],
];

/** Never throws for what a server writes. */
export async function soapAnswerOf(text: string): Promise<SoapAnswer> {
  try {
    return answerIn(await readXml(text));
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    return { kind: 'unreadable', why: error.message };
  }
}

/** `null` for a fault that doesn't say whether anything was done. */
export function refusalOf({ code }: SoapFault): BureauErrorKind | null {
  const found = REFUSALS.find(([known]) => code === known || code.startsWith(`${known}.`));
  return found?.[1] ?? null;
}

function answerIn(root: XmlElement): SoapAnswer {
  const body = root.name === 'Envelope' ? child(root, 'Body') : undefined;
  if (body === undefined) return { kind: 'unreadable', why: 'it is no SOAP' };
  const fault = child(body, 'Fault');
  return fault === undefined ? { kind: 'body', body } : { kind: 'fault', fault: faultOf(fault) };
}

/** The code stands in the text, and of SOAP 1.2 in other elements. */
function faultOf(fault: XmlElement): SoapFault {
  const text = (child(fault, 'faultstring') ?? child(fault, 'Reason', 'Text'))?.text.trim() ?? '';
  const told = `${text} ${child(fault, 'faultcode')?.text ?? ''}`;
  return { code: /\bCN_[A-Z]{3}\d{3}\.E\d+(?:\.\d+)*/.exec(told)?.[0] ?? '', text };
}
