/** Owns what the screens of people ask the API for, and what is read anew after a change. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { apiKeyView, userGroupView, userView } from '../../../api/views/user-view';
import type { Permission } from '../../../domain/permissions';
import { call } from '../data/call';

export type User = z.output<typeof userView>;
export type UserGroup = z.output<typeof userGroupView>;
export type ApiKey = z.output<typeof apiKeyView>;
export interface Groups {
  readonly userGroups: readonly UserGroup[];
  readonly permissions: readonly { readonly permission: Permission; readonly name: string }[];
}

const PAGE = 200;

export function useUsers() {
  return useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) =>
      call<{ readonly users: readonly User[] }>('GET', `/users?limit=${PAGE}`, undefined, { signal }),
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
export function useReread(): (name: 'users' | 'user-groups' | 'api-keys') => void {
  const queries = useQueryClient();
  return (name) => void queries.invalidateQueries({ queryKey: [name] });
}
