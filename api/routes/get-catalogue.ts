/** Owns `GET /catalogue`: what a policy may be made of, for whoever writes one or builds an editor. */
import { policyJsonSchema } from '../../contracts/policy-json-schema';
import { catalogue } from '../../rules/catalogue';
import { route } from '../route';
import { catalogueView } from '../views/catalogue-view';

export const getCatalogue = route({
  method: 'get',
  path: '/catalogue',
  summary: 'Every fact, operator, action and mode a policy may be made of, each with an example',
  permission: 'policies:read',
  answer: catalogueView,
  errors: [],
  handle: () => Promise.resolve(JSON.parse(JSON.stringify({ ...catalogue(), schema: policyJsonSchema() })) as never),
});
