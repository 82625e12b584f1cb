/** Owns `POST …/sales/{sale}/reevaluate`. */
import { reevaluateSale as reevaluate } from '../../usecases/record-sale';
import { saleParams } from '../params';
import { route } from '../route';
import { saleStores } from '../sale-stores';
import { decidedSale, decidedSaleView } from '../views/sale-view';

export const reevaluateSale = route({
  method: 'post',
  path: '/branches/{branch}/sales/{sale}/reevaluate',
  summary: 'Judge a refused sale again as it was sent, on the facts of now',
  permission: 'sales:write',
  params: saleParams,
  answer: decidedSaleView,
  errors: ['SaleConflict', 'BranchNotFound', 'SaleNotFound', 'TooManyConflicts'],
  handle: async ({ params, principal }, deps) =>
    decidedSale(await reevaluate(saleStores(deps), params, principal.subject), principal),
});
