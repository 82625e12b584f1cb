/** Owns the facts about a customer's group as a whole; for who is alone they are its own. */
import type { FactDefinition } from './facts';

const ofExposure = {
  type: 'cents',
  unit: 'cents',
  source: 'exposure',
  mayBeUnknown: true,
  audience: 'analyst',
} as const;
const ofLedger = { source: 'ledger', mayBeUnknown: true, audience: 'analyst' } as const;

/** Figures of a group are other customers' too: none of them is for a seller. */
export const GROUP_FACTS = {
  groupTakenCents: {
    ...ofExposure,
    label: 'Utilizado pelo grupo',
    description: 'Limite utilizado por todos os clientes do grupo econômico, sem a reserva deste pedido.',
  },
  groupExposureAfterCents: {
    ...ofExposure,
    label: 'Utilizado pelo grupo com este pedido',
    description: 'Limite utilizado pelo grupo econômico mais a exposição deste pedido.',
  },
  hasGroupLimit: {
    ...ofExposure,
    type: 'boolean',
    unit: 'none',
    label: 'Grupo tem limite',
    description: 'Se o grupo econômico tem um limite próprio como valor.',
  },
  groupLimitCents: {
    ...ofExposure,
    label: 'Limite do grupo',
    description: 'Limite em vigor do grupo econômico; zero se vencido; não se aplica a um grupo sem limite.',
  },
  groupOverdueBeyondGraceCents: {
    ...ofLedger,
    type: 'cents',
    unit: 'cents',
    label: 'Vencido além da carência no grupo',
    description: 'O mesmo sobre os títulos de todo o grupo econômico; sem grupo, os do cliente.',
  },
  groupOverdueBeyondGraceCount: {
    ...ofLedger,
    type: 'count',
    unit: 'titles',
    label: 'Títulos vencidos além da carência no grupo',
    description: 'O mesmo sobre os títulos de todo o grupo econômico; sem grupo, os do cliente.',
  },
  groupHasPaymentHistory: {
    ...ofLedger,
    type: 'boolean',
    unit: 'none',
    label: 'Grupo tem histórico de pagamentos',
    description: 'Se algum título do grupo econômico foi liquidado nos últimos 365 dias.',
  },
  groupAverageDelayDays: {
    ...ofLedger,
    type: 'days',
    unit: 'days',
    least: 0,
    label: 'Atraso médio do grupo',
    description: 'Atraso médio sobre os títulos de todo o grupo econômico; não se aplica sem histórico.',
  },
} as const satisfies Readonly<Record<string, FactDefinition>>;
