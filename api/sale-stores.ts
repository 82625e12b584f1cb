/** Owns what routes about sales hand to their use cases. */
import type { SaleStores } from '../usecases/stores';
import type { ApiDeps } from './deps';

export function saleStores({ credit, stores }: Pick<ApiDeps, 'credit' | 'stores'>): SaleStores {
  return { ...credit, sales: stores.sales };
}
