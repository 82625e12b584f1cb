/** Owns `GET /reason-codes`. */
import { route } from '../route';
import { reasonCodesOf, reasonCodesView } from '../views/reason-codes-view';

export const getReasonCodes = route({
  method: 'get',
  path: '/reason-codes',
  summary: 'The reasons for which something may be released; the default ones until the company sets its own',
  permission: 'releases:read',
  answer: reasonCodesView,
  errors: [],
  handle: async (_input, { stores }) => reasonCodesOf(await stores.reasonCodes.list()),
});
