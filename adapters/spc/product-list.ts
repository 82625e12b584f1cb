/** Owns how SPC Brasil lists what a login may buy. */
import type { BureauProduct } from '../../domain/credit-bureau';
import { shownText } from '../bureau/provider-text';
import { attribute, child, childrenOf, type XmlElement } from './read-xml';

const MAX_PRODUCTS = 500;
const MAX_NAME = 200;
/** What may hold the products; seen are none, one and another. */
const HOLDERS = ['listarProdutosResponse', 'produtos', 'lista-produto', 'return'];

/**
 * A product without a code that can be asked for is left out: nobody could buy it. SPC doesn't say for which kind of
 * person one is, and refuses it for the other before anything is charged. `null` where no list can be read.
 */
export function productsOf(body: XmlElement): readonly BureauProduct[] | null {
  const holder = holderOf(body);
  if (holder === null) return null;
  return childrenOf(holder, 'produto')
    .slice(0, MAX_PRODUCTS)
    .flatMap((one) => {
      const product = textOf(one, 'codigo');
      if (!isProductCode(product)) return [];
      return [{ product, name: shownText(textOf(one, 'nome'), MAX_NAME), personType: null }];
    });
}

/** A code as SPC numbers its products. */
export function isProductCode(text: string): boolean {
  return /^[1-9]\d{0,11}$/.test(text);
}

function holderOf(body: XmlElement): XmlElement | null {
  if (childrenOf(body, 'produto').length > 0) return body;
  const inner = HOLDERS.map((name) => child(body, name)).find((found) => found !== undefined);
  return inner === undefined ? null : (holderOf(inner) ?? inner);
}

/** As an element, or as an attribute. */
function textOf(product: XmlElement, name: string): string {
  return child(product, name)?.text.trim() || attribute(product, name) || '';
}
