/** Owns the facts about the ledger's own age: when the branch last told of its titles. */
import type { FactDefinition } from './facts';

const ofIngest = { source: 'ingest', mayBeUnknown: true, audience: 'analyst' } as const;

/** Of the branch that judges, whatever customer it judges. Only a sending that was read to its end counts. */
export const INGEST_FACTS = {
  receivablesSent: {
    ...ofIngest,
    type: 'boolean',
    unit: 'none',
    label: 'Filial já enviou contas a receber',
    description: 'Se a filial já enviou contas a receber alguma vez, até o fim.',
  },
  receivablesAgeDays: {
    ...ofIngest,
    type: 'days',
    unit: 'days',
    label: 'Idade das contas a receber',
    description: 'Dias, com fração, desde o último envio completo da filial; não se aplica a quem nunca enviou.',
  },
} as const satisfies Readonly<Record<string, FactDefinition>>;
