/** Owns `GET /events`: what changes while a screen is open, told as it happens. */
import { z } from 'zod';
import { CrivoError } from '../../domain/errors';
import type { Principal } from '../../domain/permissions';
import type { AnyContext } from '../context';
import type { ApiDeps } from '../deps';
import { route } from '../route';
import { sessionToken } from '../session-cookie';
import { eventView } from '../views/event-view';

const place = z.iso.datetime().max(40);

const NOTHING: AsyncIterable<never> = { async *[Symbol.asyncIterator]() {} };

export const watchEvents = route({
  method: 'get',
  path: '/events',
  summary:
    'Server-sent events for open screens: which order of the queue changed and who did it, who else looks at it. Each ' +
    'caller is told of its own branches, and of the queue with holds:read. The stream ends after an hour, or when the ' +
    'session or key does; whoever comes again with the last id is told what was missed',
  permission: 'own',
  query: z.strictObject({
    after: place.optional().describe('The id of the last event; the header Last-Event-ID says the same.'),
  }),
  answer: eventView,
  answerIsEvents: true,
  errors: ['TooManyEventStreams', 'PasswordChangeDue', 'SecondFactorDue'],
  handle: async ({ query, principal, context }, deps) => {
    if (context.get('signedIn')?.user.mustChangePassword === true) throw new CrivoError('PasswordChangeDue');
    if (context.get('signedIn')?.secondFactorDue === true) throw new CrivoError('SecondFactorDue');
    const named = place.safeParse(context.req.header('last-event-id'));
    const after = query.after ?? (named.success ? named.data : null);
    // Nobody would read it, nor ever leave.
    if (context.req.method === 'HEAD') return NOTHING;
    return deps.events.open({ principal, recheck: whoIsIt(context, deps), after });
  },
});

/** Asked again by what was sent, without counting as a use: a screen that is only open keeps no session alive. */
function whoIsIt(context: AnyContext, { identity }: Pick<ApiDeps, 'identity'>): () => Promise<Principal | null> {
  const authorization = context.req.header('authorization');
  const token = sessionToken(context);
  return async () => {
    if (authorization !== undefined) return identity.authenticate(authorization);
    const signedIn = token === undefined ? null : await identity.ofSession(token, 'look');
    const isHeldBack = signedIn?.user.mustChangePassword === true || signedIn?.secondFactorDue === true;
    return signedIn === null || isHeldBack ? null : signedIn.principal;
  };
}
