/** Owns `POST …/orders/{order}/notes`. */
import { orderNoteSchema } from '../../contracts/note';
import { noteOfOrder } from '../../usecases/notes';
import { orderParams } from '../params';
import { route } from '../route';
import { noteView } from '../views/note-view';

export const addOrderNote = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/notes',
  summary: 'Write down what is to be known of an order; it stands with its customer',
  permission: 'notes:write',
  params: orderParams,
  body: orderNoteSchema,
  answer: noteView,
  errors: ['OrderNotFound'],
  handle: ({ params, body, principal }, { stores, now }) =>
    noteOfOrder({ ...stores, now }, principal.subject, { ...params, text: body.text }),
});
