/** Owns the list of pages: address, name, who may open it, and the part of the bundle that is loaded only then. */
import {
  IconBuildingStore,
  IconChartLine,
  IconCloudUpload,
  IconGavel,
  IconHistory,
  IconKey,
  IconLockSquare,
  IconShieldHalf,
  IconUserSearch,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Permission } from '../../../domain/permissions';

export interface Page {
  /** As the router matches it: `/clientes/:customerKey?`. */
  readonly path: string;
  /** Where its entry of the navigation leads. */
  readonly start: string;
  /** Its name, a key of the shell's texts. */
  readonly name:
    | 'holds'
    | 'customers'
    | 'policies'
    | 'dashboard'
    | 'receivables'
    | 'audit'
    | 'users'
    | 'userGroups'
    | 'apiKeys'
    | 'restrictions'
    | 'branches';
  /** Opens it with a key, from anywhere: `g` and this one. */
  readonly key: string;
  /** A key that opens it by itself, as people know it from their ERP. */
  readonly alone?: string;
  readonly permission: Permission;
  readonly icon: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
  readonly screen: LazyExoticComponent<ComponentType>;
}

/** A new screen is a line here, its name in `texts.ts`, and a folder of its own. */
export const PAGES: readonly Page[] = [
  {
    path: '/pedidos-bloqueados',
    start: '/pedidos-bloqueados',
    name: 'holds',
    key: 'b',
    permission: 'holds:read',
    icon: IconLockSquare,
    screen: lazy(() => import('../holds/holds-page')),
  },
  {
    path: '/clientes/:customerKey?',
    start: '/clientes',
    name: 'customers',
    key: 'c',
    alone: 'F9',
    permission: 'customers:read',
    icon: IconUserSearch,
    screen: lazy(() => import('../customers/customers-page')),
  },
  {
    path: '/politicas/:policy?/:side?',
    start: '/politicas',
    name: 'policies',
    key: 'p',
    permission: 'policies:read',
    icon: IconGavel,
    screen: lazy(() => import('../policies/policies-page')),
  },
  {
    path: '/painel',
    start: '/painel',
    name: 'dashboard',
    key: 'd',
    permission: 'figures:read',
    icon: IconChartLine,
    screen: lazy(() => import('../dashboard/dashboard-page')),
  },
  {
    path: '/contas-a-receber',
    start: '/contas-a-receber',
    name: 'receivables',
    key: 't',
    permission: 'receivables:sync',
    icon: IconCloudUpload,
    screen: lazy(() => import('../receivables/receivables-page')),
  },
  {
    path: '/auditoria',
    start: '/auditoria',
    name: 'audit',
    key: 'a',
    permission: 'audit:read',
    icon: IconHistory,
    screen: lazy(() => import('../audit/audit-page')),
  },
  {
    path: '/restricao-de-credito',
    start: '/restricao-de-credito',
    name: 'restrictions',
    key: 'r',
    permission: 'policies:read',
    icon: IconShieldHalf,
    screen: lazy(() => import('../restrictions/restrictions-page')),
  },
  {
    path: '/filiais/:branch?/:tab?',
    start: '/filiais',
    name: 'branches',
    key: 'f',
    permission: 'branches:read',
    icon: IconBuildingStore,
    screen: lazy(() => import('../branches/branches-page')),
  },
  {
    path: '/usuarios',
    start: '/usuarios',
    name: 'users',
    key: 'u',
    permission: 'users:read',
    icon: IconUsers,
    screen: lazy(() => import('../people/users-page')),
  },
  {
    path: '/grupos-de-usuarios',
    start: '/grupos-de-usuarios',
    name: 'userGroups',
    key: 'g',
    permission: 'userGroups:read',
    icon: IconUsersGroup,
    screen: lazy(() => import('../people/groups-page')),
  },
  {
    path: '/chaves-de-api',
    start: '/chaves-de-api',
    name: 'apiKeys',
    key: 'k',
    permission: 'keys:read',
    icon: IconKey,
    screen: lazy(() => import('../people/keys-page')),
  },
];
