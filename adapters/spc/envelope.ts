/** Owns what SPC Brasil is asked, as SOAP 1.1: the envelopes and how a login is told. */
import type { BureauQuery } from '../../domain/credit-bureau';

const SERVICE = 'http://webservice.consulta.spcjava.spcbrasil.org/';
const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

/** What may be bought; free. */
export const PRODUCTS_ENVELOPE = envelope('<web:listarProdutos/>');

/** The paid question. Whatever stands between the tags is escaped, though it was parsed before. */
export function queryEnvelope(
  { product, personType, document }: Pick<BureauQuery, 'product' | 'personType' | 'document'>,
  optionalInputs: readonly number[],
): string {
  const parts = [
    ['codigo-produto', product],
    ['tipo-consumidor', personType],
    ['documento-consumidor', document],
    ...optionalInputs.map((code) => ['codigo-insumo-opcional', String(code)] as const),
  ] as const;
  const filter = parts.map(([name, value]) => `<${name}>${escaped(value)}</${name}>`).join('');
  return envelope(`<web:filtro>${filter}</web:filtro>`);
}

/** HTTP Basic, in UTF-8. */
export function authorizationOf(operator: string, password: string): string {
  return `Basic ${Buffer.from(`${operator}:${password}`, 'utf8').toString('base64')}`;
}

function envelope(body: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soapenv:Envelope xmlns:soapenv="${SOAP}" xmlns:web="${SERVICE}">` +
    `<soapenv:Header/><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
  );
}

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
