/** Owns what a fact is: the typed readings that rules are judged on, and the one catalogue of their names. */
import { BUREAU_FACTS } from './bureau-facts';
import { GROUP_FACTS } from './group-facts';
import { INGEST_FACTS } from './ingest-facts';
import { isCents } from './money';

export type FactValue = number | boolean | string;

/** Why a fact could not be read. `notApplicable` is a value that doesn't exist; the others are failures to know. */
export const UNKNOWN_REASONS = ['missing', 'stale', 'illTyped', 'failed', 'notApplicable'] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** A fact that rules can't be judged on. */
export interface UnknownReading {
  readonly known: false;
  readonly why: UnknownReason;
}

/**
 * One fact as read for one evaluation. `asOf` is the UTC instant the value was true at, from which its age is told.
 * `notApplicable` is a value that doesn't exist (the average delay of who never paid), the other reasons are failures
 * to know; rules treat all of them as unknown.
 */
export type FactReading =
  { readonly known: true; readonly value: FactValue; readonly asOf: string; readonly source: string } | UnknownReading;

/**
 * - `cents`: whole, not negative, safe integers, BRL.
 * - `days`: any finite number, since averages are kept unrounded and a last due date may have passed.
 * - `count`: whole, not negative.
 * - `text`: one of a closed list, never free text: it can't be misspelt in a rule, nor carry personal data.
 */
export type FactType = 'cents' | 'days' | 'count' | 'boolean' | 'text';

/** What a fact is read from. */
export type FactSource = 'order' | 'exposure' | 'customer' | 'ledger' | 'ingest' | 'report';

export interface FactDefinition {
  readonly type: FactType;
  /** What one unit of the value is; `none` for what isn't counted. */
  readonly unit: 'cents' | 'days' | 'titles' | 'records' | 'none';
  readonly source: FactSource;
  /** False for what the order itself says and never leaves out: it is unknown only where something is broken. */
  readonly mayBeUnknown: boolean;
  /**
   * Who may read the value in a text. A seller's screen is read at a counter, and the numbers of a group are other
   * customers' too, so a seller's text may only tell what the order says and the customer's own standing.
   */
  readonly audience: 'seller' | 'analyst';
  /** What no value of it ever lies below, where its type alone doesn't say so. */
  readonly least?: number;
  /** In Portuguese, as an analyst reads it. */
  readonly label: string;
  /** In Portuguese: how it is computed, in a sentence. */
  readonly description: string;
  /** Of a `text`: each value with its Portuguese label. */
  readonly values?: Readonly<Record<string, string>>;
}

const ofOrder = { source: 'order', mayBeUnknown: false, audience: 'seller' } as const;
const ofExposure = {
  type: 'cents',
  unit: 'cents',
  source: 'exposure',
  mayBeUnknown: true,
  audience: 'analyst',
} as const;
const ofCustomer = { source: 'customer', mayBeUnknown: true } as const;
const ledgerCents = {
  type: 'cents',
  unit: 'cents',
  source: 'ledger',
  mayBeUnknown: true,
  audience: 'analyst',
} as const;
const ledgerDays = {
  type: 'days',
  unit: 'days',
  least: 0,
  source: 'ledger',
  mayBeUnknown: true,
  audience: 'analyst',
} as const;
const ledgerCount = {
  type: 'count',
  unit: 'titles',
  source: 'ledger',
  mayBeUnknown: true,
  audience: 'analyst',
} as const;
/** Every fact a rule may read. A name is for ever: published policies and stored decisions carry it. */
export const FACTS = {
  orderTotalCents: {
    ...ofOrder,
    type: 'cents',
    unit: 'cents',
    label: 'Total do pedido',
    description: 'Total a faturar, com impostos e frete.',
  },
  termCents: {
    ...ofOrder,
    type: 'cents',
    unit: 'cents',
    label: 'Parte a prazo',
    description: 'Soma das linhas de pagamento a prazo do pedido.',
  },
  hasTermPart: {
    ...ofOrder,
    type: 'boolean',
    unit: 'none',
    label: 'Tem parte a prazo',
    description: 'Se alguma linha de pagamento é a prazo.',
  },
  longestTermDays: {
    ...ofOrder,
    mayBeUnknown: true,
    type: 'days',
    unit: 'days',
    label: 'Maior prazo',
    description: 'Dias de hoje até o último vencimento do pedido. Sem vencimento em alguma linha a prazo, não se sabe.',
  },
  thisCents: {
    ...ofOrder,
    type: 'cents',
    unit: 'cents',
    label: 'Exposição deste pedido',
    description: 'Parte do pedido que conta no limite e ainda não virou título.',
  },
  takenCents: {
    ...ofExposure,
    label: 'Limite utilizado',
    description: 'Principal em aberto mais reservas, sem a reserva deste pedido.',
  },
  exposureAfterCents: {
    ...ofExposure,
    label: 'Utilizado com este pedido',
    description: 'Limite utilizado mais a exposição deste pedido.',
  },
  heldOrdersCents: {
    ...ofExposure,
    label: 'Pedidos bloqueados',
    description: 'Soma dos pedidos bloqueados ao gravar, que não reservam limite.',
  },
  situation: {
    ...ofCustomer,
    type: 'text',
    unit: 'none',
    audience: 'seller',
    label: 'Situação de crédito',
    description: 'Situação de crédito do cliente.',
    values: { cleared: 'liberado', blocked: 'bloqueado', underReview: 'em análise' },
  },
  limitKind: {
    ...ofCustomer,
    type: 'text',
    unit: 'none',
    audience: 'seller',
    label: 'Tipo de limite',
    description: 'Se o limite de crédito é um valor ou uma das formas sem valor.',
    values: {
      none: 'crédito não concedido',
      amount: 'valor',
      unlimited: 'ilimitado',
      alwaysReview: 'análise obrigatória a cada pedido',
    },
  },
  limitCents: {
    ...ofCustomer,
    type: 'cents',
    unit: 'cents',
    audience: 'analyst',
    label: 'Limite de crédito',
    description: 'Limite em vigor, com garantias; zero se vencido; não se aplica quando o limite não é um valor.',
  },
  limitExpired: {
    ...ofCustomer,
    type: 'boolean',
    unit: 'none',
    audience: 'analyst',
    label: 'Limite vencido',
    description: 'Se a validade do limite terminou; o último dia ainda vale.',
  },
  limitIsTemporary: {
    ...ofCustomer,
    type: 'boolean',
    unit: 'none',
    audience: 'analyst',
    label: 'Limite temporário',
    description: 'Se vale hoje um limite temporário no lugar do limite do cliente.',
  },
  guaranteedCents: {
    ...ofCustomer,
    type: 'cents',
    unit: 'cents',
    audience: 'analyst',
    label: 'Garantias',
    description: 'Quanto as garantias em vigor acrescentam ao limite; já incluído nele.',
  },
  hasPaymentHistory: {
    ...ofCustomer,
    type: 'boolean',
    unit: 'none',
    source: 'ledger',
    audience: 'analyst',
    label: 'Tem histórico de pagamentos',
    description: 'Se algum título foi liquidado nos últimos 365 dias.',
  },
  averageDelayDays: {
    ...ledgerDays,
    label: 'Atraso médio',
    description: 'Média simples do atraso dos títulos liquidados em 365 dias; não se aplica sem histórico.',
  },
  averageDelayWeightedDays: {
    ...ledgerDays,
    label: 'Atraso médio ponderado',
    description: 'Atraso médio ponderado pelo valor dos títulos.',
  },
  averageDelayWithOpenDays: {
    ...ledgerDays,
    label: 'Atraso médio com vencidos',
    description: 'Atraso médio contando também os títulos vencidos em aberto, com o atraso até hoje.',
  },
  maxDelayDays: {
    ...ledgerDays,
    label: 'Maior atraso',
    description: 'Maior atraso de um título liquidado em 365 dias.',
  },
  settledCount: { ...ledgerCount, label: 'Títulos liquidados', description: 'Títulos liquidados em 365 dias.' },
  openCents: { ...ledgerCents, label: 'Em aberto', description: 'Soma dos títulos em aberto.' },
  overdueCents: { ...ledgerCents, label: 'Vencido', description: 'Soma dos títulos vencidos em aberto.' },
  overdueCount: { ...ledgerCount, label: 'Títulos vencidos', description: 'Quantidade de títulos vencidos em aberto.' },
  overdueMaxDays: { ...ledgerDays, label: 'Maior vencido', description: 'Dias do título vencido há mais tempo.' },
  overdueBeyondGraceCents: {
    ...ledgerCents,
    label: 'Vencido além da carência',
    description: 'Soma dos títulos vencidos há mais dias que a carência da política.',
  },
  overdueBeyondGraceCount: {
    ...ledgerCount,
    label: 'Títulos vencidos além da carência',
    description: 'Quantidade de títulos vencidos há mais dias que a carência da política.',
  },
  titlesAtNotaryCount: { ...ledgerCount, label: 'Títulos em cartório', description: 'Títulos em aberto em cartório.' },
  maxTermDays: {
    ...ofCustomer,
    type: 'days',
    unit: 'days',
    audience: 'seller',
    label: 'Prazo máximo',
    description: 'Prazo máximo do cliente; se não informado, o da política.',
  },
  ...BUREAU_FACTS,
  ...GROUP_FACTS,
  ...INGEST_FACTS,
} as const satisfies Readonly<Record<string, FactDefinition>>;
export type FactName = keyof typeof FACTS;

/** All facts of one evaluation. */
export type FactReadings = Readonly<Record<FactName, FactReading>>;

/** The facts' names, in the order of the catalogue. */
export const FACT_NAMES = Object.keys(FACTS) as [FactName, ...FactName[]];

/** What is known of a fact; one type for all of them, unlike the catalogue's own narrow types. */
export function factDefinition(name: FactName): FactDefinition {
  return FACTS[name];
}

/** True for a name of the catalogue, and for nothing an object merely inherits. */
export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

/**
 * True when `value` is what this fact can be. Text where a number belongs, NaN, infinities, parts of a cent and -0
 * (which JSON would turn into 0, so that a replay could differ) are not.
 */
export function isValueOf(name: FactName, value: unknown): value is FactValue {
  const { type, values } = factDefinition(name);
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string' && values !== undefined && Object.hasOwn(values, value);
    case 'days':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'cents':
    case 'count':
      return isCents(value) && value >= 0;
  }
}

/** The reading rules may use: what came in, or `illTyped` or `missing`, so that a wrong value is never compared. */
export function checkReading(name: FactName, reading: FactReading | undefined): FactReading {
  if (reading === undefined) return { known: false, why: 'missing' };
  if (!reading.known || isValueOf(name, reading.value)) return reading;
  return { known: false, why: 'illTyped' };
}
