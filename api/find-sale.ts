/** Owns how a sale is read for an answer: as it stands, with the decision it stands by. */
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { currentSale, decisionOn, type SaleAddress } from '../usecases/record-sale';
import type { SaleStores } from '../usecases/stores';
import { currentSaleView } from './views/sale-view';

/** Errors: `SaleNotFound`. */
export async function saleAsItStands(stores: SaleStores, at: SaleAddress, principal: Principal) {
  const stored = await currentSale(stores, at);
  if (stored === null) throw new CrivoError('SaleNotFound');
  return currentSaleView(stored, await decisionOn(stores, stored), principal);
}
