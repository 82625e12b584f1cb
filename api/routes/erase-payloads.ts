/** Owns `POST /customers/{customerKey}/erase-payloads`: what bureaus answered of a customer, as it came, is made unreadable. */
import { z } from '@hono/zod-openapi';
import { text } from '../../contracts/primitives';
import { erasePayloads as erase } from '../../usecases/erase-payloads';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { customerKeyText } from '../params';
import { route } from '../route';

export const erasePayloads = route({
  method: 'post',
  path: '/customers/{customerKey}/erase-payloads',
  summary: "Destroy a customer's key, and with it every answer of a bureau as it came, for ever",
  permission: 'payloads:erase',
  permissionNote: ALL_BRANCHES_NOTE,
  params: z.strictObject({ customerKey: customerKeyText }),
  body: z.strictObject({ note: text(500) }),
  answer: z
    .object({ customerKey: z.string(), payloads: z.number(), erasedAt: z.string().nullable() })
    .openapi('ErasedPayloads'),
  errors: ['CustomerNotFound'],
  handle: async ({ params: { customerKey }, body, principal }, { stores, now, log }) => {
    demandAllBranches(principal);
    const erased = await erase({ ...stores, now }, principal.subject, customerKey, body.note);
    // Whoever restores an older backup finds here whose payloads have to be erased again.
    if (erased.payloads > 0) log.info({ customerKey, ...erased }, 'payloads erased');
    return { customerKey, ...erased };
  },
});
