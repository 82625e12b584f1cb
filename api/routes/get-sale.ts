/** Owns `GET /branches/{branch}/sales/{sale}`. */
import { saleAsItStands } from '../find-sale';
import { saleParams } from '../params';
import { route } from '../route';
import { saleStores } from '../sale-stores';
import { saleView } from '../views/sale-view';

export const getSale = route({
  method: 'get',
  path: '/branches/{branch}/sales/{sale}',
  summary: 'Read a sale as it stands',
  permission: 'sales:read',
  params: saleParams,
  answer: saleView,
  errors: ['BranchNotFound', 'SaleNotFound'],
  handle: ({ params, principal }, deps) => saleAsItStands(saleStores(deps), params, principal),
});
