/** Owns `GET /customers/{customerKey}/notes`: what the desk has written down, newest first. */
import { z } from '@hono/zod-openapi';
import { erpId, pageQuery } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { fromCursor, toCursor } from '../cursor';
import { customerKeyText } from '../params';
import { route } from '../route';
import { noteView } from '../views/note-view';

const position = z.strictObject({ at: z.iso.datetime(), id: z.string().max(100) });

export const listNotes = route({
  method: 'get',
  path: '/customers/{customerKey}/notes',
  summary: "A customer's notes of the branches the caller sees, newest first",
  permission: 'notes:read',
  params: z.strictObject({ customerKey: customerKeyText }),
  query: pageQuery.extend({ order: erpId.optional().describe('Only notes of this order.') }),
  answer: z.object({ notes: z.array(noteView), nextCursor: z.string().nullable() }),
  errors: ['CustomerNotFound'],
  handle: async ({ params: { customerKey }, query: { order, limit, cursor }, principal: { branches } }, { stores }) => {
    if ((await stores.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
    const before = fromCursor(position, cursor);
    const asked = { customerKey, branches, ...(order !== undefined && { order }), limit: limit + 1 };
    const found = await stores.notes.page({ ...asked, ...(before && { before }) });
    const notes = found.slice(0, limit);
    const last = found.length > limit ? notes.at(-1) : undefined;
    return { notes, nextCursor: last ? toCursor({ at: last.at, id: last.note }) : null };
  },
});
