/** Owns `POST /customers/{customerKey}/notes`. */
import { z } from '@hono/zod-openapi';
import { customerNoteSchema } from '../../contracts/note';
import { CrivoError } from '../../domain/errors';
import { sees } from '../../domain/permissions';
import { noteOfCustomer } from '../../usecases/notes';
import { customerKeyText } from '../params';
import { route } from '../route';
import { noteView } from '../views/note-view';

export const addCustomerNote = route({
  method: 'post',
  path: '/customers/{customerKey}/notes',
  summary: 'Write down what is to be known of a customer, as seen from a branch',
  permission: 'notes:write',
  params: z.strictObject({ customerKey: customerKeyText }),
  body: customerNoteSchema,
  answer: noteView,
  errors: ['BranchNotFound', 'CustomerNotFound', 'OrderNotFound'],
  handle: async ({ params, body, principal }, { stores, now }) => {
    const isThere = sees(principal, body.branch) && (await stores.branches.find(body.branch)) !== null;
    if (!isThere) throw new CrivoError('BranchNotFound');
    return noteOfCustomer({ ...stores, now }, principal.subject, { ...params, ...body });
  },
});
