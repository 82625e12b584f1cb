/** Owns who is signed in: asked once, kept until the API says otherwise. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { z } from 'zod';
import type { sessionView } from '../../../api/views/session-view';
import type { Permission } from '../../../domain/permissions';
import { call } from './call';
import { ApiProblem } from './problem';

/** As the API tells it of whoever asks. */
export type Caller = z.output<typeof sessionView>;

export interface Session extends Pick<
  Caller,
  'subject' | 'userGroups' | 'branches' | 'mustChangePassword' | 'secondFactorDue'
> {
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  /** It isn't valid any more, by no wish of theirs: what is on the screen stays until somebody signs in. */
  readonly hasEnded: boolean;
}

export const SESSION_KEY = ['session'] as const;

/** `null` for nobody. */
export function useSessionQuery() {
  return useQuery({
    queryKey: SESSION_KEY,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ client, signal }) =>
      call<Caller>('GET', '/session', undefined, { signal })
        .then(sessionOf)
        .catch((error: unknown) => {
          if (!(error instanceof ApiProblem && error.status === 401)) throw error;
          const before = client.getQueryData<Session | null>(SESSION_KEY);
          return before ? { ...before, hasEnded: true } : null;
        }),
  });
}

/** What to do with the answer of a sign-in, or of a changed password: it says who is there now. */
export function useCaller(): (caller: Caller) => void {
  const queries = useQueryClient();
  return (caller) => {
    const before = queries.getQueryData<Session | null>(SESSION_KEY);
    queries.setQueryData(SESSION_KEY, sessionOf(caller));
    if (!before) return;
    if (before.subject === caller.subject) void queries.invalidateQueries({ predicate: isOther });
    else queries.removeQueries({ predicate: isOther });
  };
}

/** Nobody is there any more, and everything that was read is forgotten. */
export function useSignedOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await call('DELETE', '/session');
    queries.setQueryData(SESSION_KEY, null);
    queries.removeQueries({ predicate: isOther });
  };
}

function isOther({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return queryKey[0] !== SESSION_KEY[0];
}

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in; only below the shell, where somebody is. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('nobody is signed in here');
  return session;
}

export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions.has(permission);
}

function sessionOf({ name, email, permissions, ...caller }: Caller): Session {
  return {
    ...caller,
    hasEnded: false,
    name: name ?? email ?? caller.subject,
    permissions: new Set(permissions.map(({ permission }) => permission)),
  };
}
