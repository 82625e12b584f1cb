/** Owns how a caller is told who they are. */
import { z } from '@hono/zod-openapi';
import type { SignedIn } from '../../adapters/auth/identity';
import { PERMISSIONS, type Principal } from '../../domain/permissions';
import type { ApiDeps } from '../deps';
import { permissionView } from './user-view';

export const sessionView = z
  .object({
    subject: z.string().describe('What audit and histories know the person by: the same for their keys and sessions.'),
    name: z.string().nullable().describe('Null for a key of a program.'),
    email: z.string().nullable().describe('Null for a key of a program.'),
    userGroups: z.array(z.object({ userGroup: z.string(), name: z.string().describe('As people know the group.') })),
    permissions: z.array(permissionView),
    allBranches: z.boolean().describe('Sees every branch, also those to come.'),
    branches: z.array(z.object({ branch: z.string(), name: z.string() })).describe('Those that are there now.'),
    mustChangePassword: z.boolean().describe('All else is refused until PUT /v1/session/password was done.'),
    secondFactorDue: z
      .boolean()
      .describe(
        'A user group demands a second factor: all else is refused until PUT /v1/session/second-factor was done.',
      ),
    session: z
      .object({
        session: z.string(),
        startedAt: z.string().describe('UTC instant.'),
        endsAt: z.string().describe('Over then, whatever is done until then. UTC instant.'),
        idleMinutes: z.number().describe('Over after so long without a request.'),
      })
      .nullable()
      .describe('Null for an API key.'),
  })
  .openapi('Caller');

/** Errors: none of its own. `signedIn` is undefined for an API key. */
export async function callerOf(
  deps: Pick<ApiDeps, 'stores' | 'signIn'>,
  principal: Principal,
  signedIn: Pick<SignedIn, 'user' | 'session' | 'secondFactorDue'> | undefined,
): Promise<z.input<typeof sessionView>> {
  const { stores, signIn } = deps;
  const [groups, branches, person] = await Promise.all([
    stores.userGroups.findAll(principal.userGroups),
    stores.branches.list(),
    signedIn?.user ?? stores.users.find(principal.subject),
  ]);
  const nameOf = (userGroup: string) => groups.find((group) => group.userGroup === userGroup)?.name ?? userGroup;
  const seen = branches.filter(({ branch }) => principal.branches === '*' || principal.branches.includes(branch));
  return {
    subject: principal.subject,
    name: person?.name ?? null,
    email: person?.email ?? null,
    userGroups: principal.userGroups.map((userGroup) => ({ userGroup, name: nameOf(userGroup) })),
    permissions: principal.permissions.map((permission) => ({ permission, name: PERMISSIONS[permission] })),
    allBranches: principal.branches === '*',
    branches: seen.map(({ branch, parameters }) => ({ branch, name: parameters.name })),
    mustChangePassword: signedIn?.user.mustChangePassword ?? false,
    secondFactorDue: signedIn?.secondFactorDue ?? false,
    session: signedIn === undefined ? null : shown(signedIn.session, signIn.timing.idleMs),
  };
}

function shown({ session, startedAt, endsAt }: SignedIn['session'], idleMs: number) {
  return { session, startedAt, endsAt, idleMinutes: Math.round(idleMs / 60_000) };
}
