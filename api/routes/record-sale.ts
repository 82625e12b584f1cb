/** Owns `POST /branches/{branch}/sales`: record a sale with its payment lines; refused lines are named. */
import { saleRequestSchema, type SaleContent } from '../../contracts/sale';
import { contentHash } from '../../usecases/content-hash';
import { recordSale as record } from '../../usecases/record-sale';
import { branchParams } from '../params';
import { route } from '../route';
import { saleStores } from '../sale-stores';
import { decidedSale, decidedSaleView } from '../views/sale-view';

export const recordSale = route({
  method: 'post',
  path: '/branches/{branch}/sales',
  summary: 'Record a sale with receipt; one that is refused may be sent again with other lines',
  permission: 'sales:write',
  params: branchParams,
  body: saleRequestSchema,
  answer: decidedSaleView,
  errors: ['SaleConflict', 'BranchNotFound', 'TooManyConflicts', 'DecisionNotFound'],
  handle: async ({ params, body, principal }, deps) => {
    const { id, document, ...rest } = body;
    const customer = document === null ? null : deps.identifier.identify(document, deps.now());
    const content: SaleContent = { customerKey: customer?.customerKey ?? null, ...rest };
    const sent = { branch: params.branch, sale: id, content, contentHash: contentHash(content), customer };
    return decidedSale(await record(saleStores(deps), { ...sent, subject: principal.subject }), principal);
  },
});
