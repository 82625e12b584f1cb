/** Owns `POST /session/oidc/start`: a person leaves for the identity provider. */
import { z } from '@hono/zod-openapi';
import { keepAttempt } from '../attempt-cookie';
import { requireProvider } from '../require-provider';
import { route } from '../route';

export const startProviderSignIn = route({
  method: 'post',
  path: '/session/oidc/start',
  summary: 'Begin to sign in by the identity provider: a cookie keeps for ten minutes what its answer is recognized by',
  permission: 'open',
  answer: z.object({
    location: z.string().describe('The address of the provider to open in this browser, good for this attempt alone.'),
  }),
  errors: ['RouteNotFound', 'SignInProviderUnavailable'],
  handle: async ({ context }, deps) => {
    const { location, attempt } = await requireProvider(deps, context).begin();
    keepAttempt(context, deps, attempt);
    return { location };
  },
});
