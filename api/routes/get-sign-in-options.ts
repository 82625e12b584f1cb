/** Owns `GET /sign-in-options`: the ways in beside e-mail and password. */
import { z } from '@hono/zod-openapi';
import { route } from '../route';

export const signInOptionsView = z
  .object({
    oidc: z
      .object({ label: z.string().describe('The words of the button, as the settings have them.') })
      .nullable()
      .describe('The identity provider, begun by POST /v1/session/oidc/start. Null where there is none.'),
  })
  .openapi('SignInOptions');

export const getSignInOptions = route({
  method: 'get',
  path: '/sign-in-options',
  summary: 'The ways to sign in beside e-mail and password',
  permission: 'open',
  answer: signInOptionsView,
  errors: [],
  handle: (_input, { signIn: { provider } }) => Promise.resolve({ oidc: provider ? { label: provider.label } : null }),
});
