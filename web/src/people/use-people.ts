/** Owns what the screens of people ask the API for, and what is read anew after a change. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { apiKeyView, openSessionView, userGroupView, userView } from '../../../api/views/user-view';
import type { Permission } from '../../../domain/permissions';
import { call, path, query } from '../data/call';

export type User = z.output<typeof userView>;
export type UserGroup = z.output<typeof userGroupView>;
export type OpenSession = z.output<typeof openSessionView>;
export type ApiKey = z.output<typeof apiKeyView>;
export interface Groups {
  readonly userGroups: readonly UserGroup[];
  readonly permissions: readonly { readonly permission: Permission; readonly name: string }[];
}

const PAGE = 200;

interface UsersPage {
  readonly users: readonly User[];
  readonly nextCursor: string | null;
}

/** By name, a page at a time. */
export function useUsers() {
  const found = useInfiniteQuery({
    queryKey: ['users'],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) =>
      call<UsersPage>('GET', `/users${query({ limit: PAGE, cursor })}`, undefined, { signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const users = useMemo(() => found.data?.pages.flatMap((page) => page.users) ?? [], [found.data]);
  return { ...found, users };
}

/** Where a person is signed in. */
export function useSessions(user: string) {
  return useQuery({
    queryKey: ['sessions', user],
    queryFn: ({ signal }) =>
      call<{ readonly sessions: readonly OpenSession[] }>('GET', path`/users/${user}/sessions`, undefined, { signal }),
  });
}

export function useGroups() {
  return useQuery({
    queryKey: ['user-groups'],
    queryFn: ({ signal }) => call<Groups>('GET', '/user-groups', undefined, { signal }),
  });
}

export function useKeys() {
  return useQuery({
    queryKey: ['api-keys'],
    queryFn: ({ signal }) => call<{ readonly keys: readonly ApiKey[] }>('GET', '/api-keys', undefined, { signal }),
  });
}

/** Reads one of the lists again. */
export function useReread(): (name: 'users' | 'user-groups' | 'api-keys' | 'sessions') => void {
  const queries = useQueryClient();
  return (name) => void queries.invalidateQueries({ queryKey: [name] });
}
