/** Owns who is signed in: asked once, kept until the API says otherwise. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { z } from 'zod';
import type { sessionView } from '../../../api/views/session-view';
import type { Permission } from '../../../domain/permissions';
import { call } from './call';
import { ApiProblem } from './problem';

/** As the API tells it of whoever asks. */
type Caller = z.output<typeof sessionView>;

export interface Session extends Pick<Caller, 'subject' | 'userGroups' | 'branches' | 'mustChangePassword'> {
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
}

export const SESSION_KEY = ['session'] as const;

/** `null` for nobody. */
export function useSessionQuery() {
  return useQuery({
    queryKey: SESSION_KEY,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      call<Caller>('GET', '/session', undefined, { signal })
        .then(sessionOf)
        .catch((error: unknown) => {
          if (error instanceof ApiProblem && error.status === 401) return null;
          throw error;
        }),
  });
}

/** Forgets everything that was read, then asks anew who is there. */
export function useSignedOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await call('DELETE', '/session');
    queries.clear();
    await queries.invalidateQueries({ queryKey: SESSION_KEY });
  };
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
    name: name ?? email ?? caller.subject,
    permissions: new Set(permissions.map(({ permission }) => permission)),
  };
}
