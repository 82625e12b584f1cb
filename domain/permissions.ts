/** Owns the names of permissions, the roles that bundle them, and who a caller is. */

/** What a caller may do, and the words Brazilian administrators know it by. */
export const PERMISSIONS = {
  'branches:read': 'Matriz/Filial - Consultar parâmetros',
  'branches:write': 'Matriz/Filial - Alterar parâmetros',
  'deps:read': 'Matriz/Filial - Consultar conta Deps',
  'deps:write': 'Matriz/Filial - Alterar conta Deps e atualizar produtos',
  'spc:read': 'Matriz/Filial - Consultar conta SPC',
  'spc:write': 'Matriz/Filial - Alterar conta SPC e atualizar produtos',
  'purchasing:read': 'Matriz/Filial - Consultar preços e orçamento de consultas',
  'purchasing:write': 'Matriz/Filial - Alterar preços, orçamento e compra automática de consultas',
  'purchasing:switch': 'Empresa - Ligar e desligar a compra de consultas',
  'customers:read': 'Clientes - Consultar crédito',
  'customers:write': 'Clientes - Incluir e alterar cadastro',
  'limits:write': 'Clientes - Informar situação e limite pelo ERP',
  'limits:change': 'Clientes - Alterar situação, limite, limite temporário e garantias',
  'proposals:read': 'Clientes - Consultar propostas de limite',
  'proposals:write': 'Clientes - Editar situação e limite de crédito (propor, confirmar e dispensar)',
  'groups:read': 'Grupos econômicos - Consultar',
  'groups:write': 'Grupos econômicos - Formar e alterar',
  'credit:check': 'Clientes - Verificar crédito',
  'orders:read': 'Pedidos - Consultar',
  'orders:write': 'Pedidos - Gravar, alterar e cancelar',
  'orders:approveCommercial': 'Pedidos - Aprovação comercial',
  'orders:approveFinancial': 'Pedidos - Aprovação financeira',
  'orders:separate': 'Pedidos - Separação de estoque',
  'orders:invoice': 'Pedidos - Faturamento',
  'orders:reevaluate': 'Pedidos - Reavaliar crédito',
  'orders:hold': 'Pedidos - Bloquear e desbloquear manualmente',
  'orders:reopen': 'Pedidos - Reabrir',
  'sales:read': 'Vendas com recebimento - Consultar',
  'sales:write': 'Vendas com recebimento - Gravar, reavaliar e cancelar',
  'holds:read': 'Pedidos bloqueados - Consultar',
  'decisions:read': 'Decisões - Consultar e refazer',
  'receivables:write': 'Contas a receber - Enviar movimentos',
  'receivables:sync': 'Contas a receber - Acompanhar e executar a sincronização com a Deps',
  'policies:read': 'Políticas - Consultar',
  'policies:publish': 'Políticas - Publicar',
  'webhooks:read': 'Webhooks - Consultar destinos e entregas',
  'webhooks:write': 'Webhooks - Cadastrar destinos e reenviar',
  'audit:read': 'Auditoria - Consultar',
  'histories:read': 'Históricos - Ler conteúdo no Temporal',
} as const;
export type Permission = keyof typeof PERMISSIONS;

/** The roles of `product.md`'s people, as bundles of permissions. */
export const ROLES = {
  seller: [
    'credit:check',
    'customers:read',
    'orders:read',
    'orders:write',
    'orders:approveCommercial',
    'sales:read',
    'sales:write',
  ],
  analyst: [
    'branches:read',
    'purchasing:read',
    'customers:read',
    'customers:write',
    'proposals:read',
    'proposals:write',
    'groups:read',
    'groups:write',
    'credit:check',
    'orders:read',
    'orders:approveFinancial',
    'orders:reevaluate',
    'orders:hold',
    'sales:read',
    'holds:read',
    'decisions:read',
    'policies:read',
  ],
  manager: [
    'branches:read',
    'deps:read',
    'spc:read',
    'purchasing:read',
    'purchasing:write',
    'customers:read',
    'customers:write',
    'limits:write',
    'limits:change',
    'proposals:read',
    'proposals:write',
    'groups:read',
    'groups:write',
    'credit:check',
    'orders:read',
    'orders:write',
    'orders:approveCommercial',
    'orders:approveFinancial',
    'orders:reevaluate',
    'orders:hold',
    'orders:reopen',
    'sales:read',
    'sales:write',
    'holds:read',
    'decisions:read',
    'receivables:sync',
    'policies:read',
    'policies:publish',
    'audit:read',
  ],
  integrator: [
    'branches:read',
    'deps:read',
    'spc:read',
    'customers:read',
    'customers:write',
    'limits:write',
    'credit:check',
    'orders:read',
    'orders:write',
    'orders:approveCommercial',
    'orders:approveFinancial',
    'orders:separate',
    'orders:invoice',
    'orders:reevaluate',
    'orders:hold',
    'orders:reopen',
    'sales:read',
    'sales:write',
    'holds:read',
    'decisions:read',
    'receivables:write',
    'receivables:sync',
    'policies:read',
    'webhooks:read',
    'webhooks:write',
  ],
  administrator: Object.keys(PERMISSIONS) as Permission[],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLES;

/** Who calls: the same for an API key and a signed-in user. `branches` is `'*'` for all of the company. */
export interface Principal {
  readonly subject: string;
  readonly userGroups: readonly string[];
  readonly permissions: readonly Permission[];
  readonly branches: '*' | readonly string[];
}

/** Permission and branch are always asked together; what belongs to another branch doesn't exist for the caller. */
export function may(principal: Principal, permission: Permission): boolean {
  return principal.permissions.includes(permission);
}

export function sees(principal: Principal, branch: string): boolean {
  return principal.branches === '*' || principal.branches.includes(branch);
}
