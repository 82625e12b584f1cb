/** Owns `GET /branches/{branch}/customers/{customerKey}/instalments`: the tab *Crediário* of the screen where sales are made. */
import { readInstalments } from '../../usecases/read-instalments';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { instalmentsFor, instalmentsView } from '../views/instalments-view';

export const getInstalments = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/instalments',
  summary: 'What is told at a counter before a sale on credit: limit, taken, available, instalments, releases, sales',
  permission: 'credit:check',
  permissionNote: 'of titles, releases and sales, the one that reads them elsewhere',
  params: branchCustomerParams,
  answer: instalmentsView,
  errors: ['BranchNotFound', 'CustomerNotFound'],
  handle: async ({ params: { branch, customerKey }, principal }, { credit, stores: { sales, decisions } }) => {
    const asked = { branch, customerKey, subject: principal.subject };
    return instalmentsFor(principal, branch, await readInstalments({ credit, sales, decisions }, asked));
  },
});
