/** Owns the branches of the demo, each with parameters and a season of its own. */
import type { z } from 'zod';
import type { branchBodySchema } from '../../contracts/branch';
import { SEASONS, type Season } from './seasons';

/** Its own id: publishing it changes nothing for the branches that work by another policy. */
export const DEMO_POLICY = 'demo';

export interface DemoBranch {
  readonly code: string;
  /** As it stands in tables. */
  readonly shortName: string;
  /** Of all arrivals, on an average day. */
  readonly share: number;
  readonly season: Season;
  /** Where no stage waits for a person, orders travel to their end by themselves. */
  readonly isAutomatic: boolean;
  readonly parameters: z.input<typeof branchBodySchema>;
}

const person = { by: 'person', demandsClear: false } as const;
const automatic = { by: 'automatic', demandsClear: false } as const;
const policy = DEMO_POLICY;

export const DEMO_BRANCHES: readonly [DemoBranch, ...DemoBranch[]] = [
  {
    code: 'demo-sp',
    shortName: 'São Paulo',
    share: 0.5,
    season: SEASONS.yearEnd,
    isAutomatic: false,
    parameters: {
      name: 'Matriz São Paulo (demonstração)',
      zone: 'America/Sao_Paulo',
      holidays: ['2026-01-25', '2027-01-25'],
      holdDeadline: { businessDays: 2 },
      policy,
    },
  },
  {
    code: 'demo-mg',
    shortName: 'Contagem',
    share: 0.3,
    season: SEASONS.winter,
    isAutomatic: true,
    parameters: {
      name: 'Filial Contagem (demonstração)',
      stages: {
        commercialApproval: automatic,
        financialApproval: automatic,
        stockSeparation: automatic,
        invoicing: automatic,
      },
      holdDeadlineHours: 24,
      policy,
    },
  },
  {
    code: 'demo-am',
    shortName: 'Manaus',
    share: 0.2,
    season: SEASONS.summer,
    isAutomatic: false,
    parameters: {
      name: 'Filial Manaus (demonstração)',
      zone: 'America/Manaus',
      holidays: ['2026-10-24', '2027-10-24'],
      stages: {
        commercialApproval: { by: 'automatic', demandsClear: true },
        financialApproval: person,
        stockSeparation: person,
        invoicing: automatic,
      },
      holdEnd: 'keep',
      policy,
    },
  },
];
