/** Owns the customers of a demo: who they are, how they have paid, and what they have been granted. */
import type { z } from 'zod';
import type { creditTermsChangeSchema, customerUpsertSchema } from '../../contracts/customer';
import { addDays, type CalendarDate } from '../../domain/calendar';
import type { Random } from '../generator/random';
import { DEMO_BRANCHES } from './branches';
import { madeUpDocuments, type DocumentKind } from './documents';
import { historyOf, type LedgerLine, type PayingHabit } from './ledger';
import { madeUpNames } from './names';

export type CustomerBody = z.input<typeof customerUpsertSchema>;
export type TermsBody = z.input<typeof creditTermsChangeSchema>;

export interface PlannedCustomer {
  readonly body: CustomerBody & { readonly name: string };
  /** The branch that keeps its titles; it may buy at another. */
  readonly branch: string;
  /** Its titles and what was paid of them until today. */
  readonly ledger: readonly LedgerLine[];
  /** What pays its open titles, should it pay during the demo. */
  readonly payment: readonly LedgerLine[];
  /** What is granted beside its limit. */
  readonly terms: TermsBody | null;
}
/** `members` are places in the list of customers. Establishments of one root are a group without being put together. */
export interface PlannedGroup {
  readonly name: string;
  readonly byHand: boolean;
  readonly members: readonly number[];
  readonly terms: TermsBody;
}

type Limit = NonNullable<CustomerBody['limit']>;
interface Payer extends PayingHabit {
  readonly count: number;
  /** Draws its limit between the two, unless it is of another kind. */
  readonly limitCents: readonly [number, number] | Exclude<Limit['kind'], 'amount'>;
}

const NO_TITLES = { paidTitles: 0, delayDays: [0, 0], overdueTitles: 0, openTitles: 0 } as const;
const PROMPT = { paidTitles: 6, delayDays: [-6, 1], overdueTitles: 0, openTitles: 1 } as const;
/** In the order of the list: the first are the members of the groups. */
const PAYERS: readonly Payer[] = [
  { count: 18, limitCents: [30_000_00, 90_000_00], ...PROMPT },
  { count: 6, limitCents: [5_000_00, 12_000_00], ...PROMPT, openTitles: 2 },
  { count: 4, limitCents: [20_000_00, 40_000_00], ...PROMPT, delayDays: [12, 30] },
  { count: 6, limitCents: [20_000_00, 50_000_00], paidTitles: 4, delayDays: [0, 9], overdueTitles: 2, openTitles: 0 },
  { count: 2, limitCents: [8_000_00, 20_000_00], ...NO_TITLES },
  { count: 2, limitCents: 'none', ...NO_TITLES },
  { count: 1, limitCents: 'unlimited', ...PROMPT },
  { count: 1, limitCents: 'alwaysReview', ...PROMPT },
];
const ROOT_GROUP = [0, 1, 2];
const HAND_GROUP = [3, 4];
const WITH_TEMPORARY_LIMIT = 18;
const WITH_GUARANTEE = 19;

export interface CastOptions {
  /** Begins every id, so that another run meets nothing of this one. */
  readonly prefix: string;
  readonly today: CalendarDate;
}

/** The same draws give the same customers, documents included. */
export function castCustomers(random: Random, { prefix, today }: CastOptions): PlannedCustomer[] {
  const documentOf = madeUpDocuments();
  const nameOf = madeUpNames(random);
  const payers = PAYERS.flatMap((payer) => Array.from({ length: payer.count }, () => payer));
  return payers.map((payer, at) => {
    const kind = kindAt(at, prefix);
    const document = documentOf(`${prefix}/${at}`, kind);
    const { ledger, payment } = historyOf(random, payer, { document, prefix: `${prefix}-${at + 1}`, today });
    return {
      body: { document, name: nameAt(at, nameOf(kind === 'cpf')), situation: 'cleared', limit: limitOf(random, payer) },
      branch: (DEMO_BRANCHES[at % DEMO_BRANCHES.length] ?? DEMO_BRANCHES[0]).code,
      ledger,
      payment,
      terms: termsAt(at, prefix, today),
    };
  });
}

export function groupsOf(customers: readonly PlannedCustomer[]): PlannedGroup[] {
  const limitOf = (cents: number): TermsBody => ({
    limit: { kind: 'amount', amountCents: cents },
    note: 'Limite do grupo, demonstração',
  });
  const rede = customers[0]?.body.name ?? '';
  return [
    { name: rede, byHand: false, members: ROOT_GROUP, terms: limitOf(60_000_00) },
    { name: 'Família proprietária (demonstração)', byHand: true, members: HAND_GROUP, terms: limitOf(25_000_00) },
  ];
}

/** One in six is a person; of the companies, every other has a CNPJ of digits only. */
function kindAt(at: number, prefix: string): DocumentKind {
  if (ROOT_GROUP.includes(at)) return { establishmentOf: `${prefix}/rede`, number: at + 1 };
  if (at % 6 === 5) return 'cpf';
  return at % 2 === 0 ? 'numericCnpj' : 'alphanumericCnpj';
}

function nameAt(at: number, name: string): string {
  return ROOT_GROUP.includes(at) ? `Rede Campo Largo, loja ${at + 1}` : name;
}

function limitOf(random: Random, { limitCents }: Payer): Limit {
  if (typeof limitCents === 'string') return { kind: limitCents };
  return { kind: 'amount', amountCents: Math.round(random.between(...limitCents) / 500_00) * 500_00 };
}

function termsAt(at: number, prefix: string, today: CalendarDate): TermsBody | null {
  if (at === WITH_TEMPORARY_LIMIT) {
    const temporaryLimit = { amountCents: 40_000_00, from: today, to: addDays(today, 20) };
    return { temporaryLimit, note: 'Reforço para a temporada, demonstração' };
  }
  if (at !== WITH_GUARANTEE) return null;
  const guarantee = {
    id: `${prefix}-fianca`,
    kind: 'bankGuarantee',
    amountCents: 20_000_00,
    sharePercent: 80,
  } as const;
  return {
    guarantees: [{ ...guarantee, validUntil: addDays(today, 365) }],
    note: 'Carta de fiança recebida, demonstração',
  };
}
