/** Owns `POST …/sales/{sale}/cancel`. */
import { cancelSale as cancel } from '../../usecases/record-sale';
import { saleAsItStands } from '../find-sale';
import { saleParams } from '../params';
import { route } from '../route';
import { saleStores } from '../sale-stores';
import { saleView } from '../views/sale-view';

export const cancelSale = route({
  method: 'post',
  path: '/branches/{branch}/sales/{sale}/cancel',
  summary: 'Cancel a sale and free what it holds of the limit; a cancelled one stays cancelled',
  permission: 'sales:write',
  params: saleParams,
  answer: saleView,
  errors: ['BranchNotFound', 'SaleNotFound', 'TooManyConflicts'],
  handle: async ({ params, principal }, deps) => {
    const stores = saleStores(deps);
    await cancel(stores, params, principal.subject);
    return saleAsItStands(stores, params, principal);
  },
});
