/** Owns `PUT /reason-codes`. */
import { reasonCodesSchema } from '../../contracts/reason-codes';
import { putReasonCodes as put } from '../../usecases/reason-codes';
import { route } from '../route';
import { reasonCodesOf, reasonCodesView } from '../views/reason-codes-view';

export const putReasonCodes = route({
  method: 'put',
  path: '/reason-codes',
  summary: "Set the company's reason codes; what was released under one that is gone keeps it",
  permission: 'reasons:write',
  body: reasonCodesSchema,
  answer: reasonCodesView,
  errors: [],
  handle: async ({ body, principal }, { stores, now }) => {
    await put({ reasonCodes: stores.reasonCodes, now }, principal.subject, body.codes);
    return reasonCodesOf(body.codes);
  },
});
