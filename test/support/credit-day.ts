/** Owns a made-up day at a credit desk, for pictures: customers who pay as people do, and orders held since hours or days. */
import { historyOf, type PayingHabit } from '../../dev/demo/ledger';
import { madeUpDocuments, type DocumentKind } from '../../dev/demo/documents';
import { seededRandom } from '../../dev/generator/random';
import { addDays, dateInZone, type CalendarDate } from '../../domain/calendar';
import type { Action } from '../../domain/actions';
import type { Mode } from '../../domain/outcome';
import type { Crivo } from './crivo';
import { ndjson } from './orders';

export const DESK_BRANCHES = [
  { code: '01', name: 'Matriz Campinas' },
  { code: '02', name: 'Filial Sorocaba' },
  { code: '03', name: 'Filial Jundiaí' },
] as const;

/** What holds an order as it is saved; what reports would say is left out, as nobody bought one. */
export const DESK_MODES: Readonly<Record<string, Partial<Record<Action, Mode>>>> = {
  ...Object.fromEntries(
    [
      'limit-exceeded',
      'no-limit',
      'review-required',
      'overdue-titles',
      'average-delay',
      'no-history',
      'situation-blocked',
      'order-above-ceiling',
      'terms-longer-than-customer',
    ].map((check) => [check, { save: 'block' }]),
  ),
  'spc-query-due': { save: 'off' },
  'deps-report-old': { save: 'off' },
  'receivables-stale': { save: 'off' },
};

const PROMPT: PayingHabit = { paidTitles: 7, delayDays: [-5, 2], overdueTitles: 0, openTitles: 1 };
const LATE: PayingHabit = { paidTitles: 7, delayDays: [9, 27], overdueTitles: 0, openTitles: 1 };
const SLOW: PayingHabit = { paidTitles: 8, delayDays: [10, 15], overdueTitles: 0, openTitles: 1 };
const OWING: PayingHabit = { paidTitles: 5, delayDays: [0, 8], overdueTitles: 2, openTitles: 1 };
const OWING_LATE: PayingHabit = { paidTitles: 6, delayDays: [9, 22], overdueTitles: 3, openTitles: 1 };
const MIXED: PayingHabit = { paidTitles: 16, delayDays: [-7, 11], overdueTitles: 2, openTitles: 3 };
const NEW: PayingHabit = { paidTitles: 0, delayDays: [0, 0], overdueTitles: 0, openTitles: 0 };

export interface HeldCase {
  readonly order: string;
  readonly branch: (typeof DESK_BRANCHES)[number]['code'];
  readonly name: string;
  readonly kind: DocumentKind;
  readonly habit: PayingHabit;
  /** Of its limit: cents, or none. */
  readonly limitCents: number | 'none' | 'alwaysReview';
  readonly totalCents: number;
  readonly hoursHeld: number;
  /** Days to each due date. */
  readonly terms: readonly number[];
  readonly situation?: 'blocked';
}

type Row = readonly [
  order: string,
  branch: HeldCase['branch'],
  name: string,
  habit: PayingHabit,
  limitCents: HeldCase['limitCents'],
  totalCents: number,
  hoursHeld: number,
];
const ROWS: readonly Row[] = [
  ['48127', '02', 'Mercearia Boa Safra Ltda', PROMPT, 20_000_00, 23_480_00, 98.4],
  ['48139', '01', 'Padaria Três Marias', OWING, 15_000_00, 4_126_50, 76.2],
  ['48152', '02', 'Empório Ilha Verde', LATE, 40_000_00, 8_930_00, 52.7],
  ['48160', '03', 'Restaurante Fogão de Pedra', PROMPT, 'none', 2_745_90, 49.1],
  ['48174', '02', 'Distribuidora Serra Clara', OWING_LATE, 60_000_00, 57_318_40, 29.6],
  ['48181', '01', 'Quitanda das Laranjeiras', NEW, 8_000_00, 1_684_20, 26.3],
  ['48188', '02', 'Adega Rio Manso', PROMPT, 'alwaysReview', 12_450_00, 23.8],
  ['48193', '03', 'Ivone Couto Vilar', NEW, 3_000_00, 986_75, 7.4],
  ['48197', '01', 'Churrascaria Estação Velha', PROMPT, 25_000_00, 6_212_30, 5.1],
  ['48203', '02', 'Mercado Ponte Alta', SLOW, 120_000_00, 68_940_00, 3.2],
  ['48210', '01', 'Doceria Flor de Minas', MIXED, 15_000_00, 3_377_15, 1.6],
  ['48214', '02', 'Cantina Alvorada do Vale', SLOW, 30_000_00, 9_850_00, 0.4],
];

/** Oldest first. One is a person, one is blocked, one wants longer than the policy's term. */
export const HELD_CASES: readonly HeldCase[] = ROWS.map(
  ([order, branch, name, habit, limitCents, totalCents, hoursHeld], at) => ({
    ...{ order, branch, name, habit, limitCents, totalCents, hoursHeld },
    kind: order === '48193' ? 'cpf' : at % 3 === 1 ? 'alphanumericCnpj' : 'numericCnpj',
    terms: order === '48203' ? [60, 105, 150] : [28, 56],
    ...(order === '48197' && { situation: 'blocked' as const }),
  }),
);

const ZONE = 'America/Sao_Paulo';
const documentOf = madeUpDocuments();
const random = seededRandom('um dia na mesa de crédito');
export const today = (): CalendarDate => dateInZone(new Date().toISOString(), ZONE);

/** Branches, customers, titles and orders; the document of each customer by the order that is held for it. */
export async function liveTheDay(crivo: Crivo): Promise<ReadonlyMap<string, string>> {
  const key = await erpKey(crivo);
  for (const { code, name } of DESK_BRANCHES)
    await good(crivo, 'PUT', `/branches/${code}`, { name, holdDeadlineHours: 120 });
  await crivo.publish(DESK_MODES);
  const documents = new Map<string, string>();
  for (const one of HELD_CASES) {
    const document = documentOf(one.name, one.kind);
    documents.set(one.order, document);
    await aBuyer(crivo, key, one, document);
    const answer = await good(crivo, 'POST', `/branches/${one.branch}/orders`, orderOf(one, document), key);
    if (answer['status'] !== 'held') throw new Error(`${one.order} of ${one.name} is not held`);
    await holdSince(crivo, one);
  }
  for (let at = 1; at <= PASSING; at++) await passingOrder(crivo, key, at);
  return documents;
}

/** Orders nobody has to look at, as most are. */
const PASSING = 36;

async function passingOrder(crivo: Crivo, key: string, at: number): Promise<void> {
  const branch = (DESK_BRANCHES[at % DESK_BRANCHES.length] ?? DESK_BRANCHES[0]).code;
  const one = { order: String(48_060 + at), branch, name: `Cliente ${at}`, kind: 'numericCnpj' } as const;
  const passing = { ...one, habit: PROMPT, limitCents: 40_000_00, hoursHeld: 0 } as const;
  const buying: HeldCase = { ...passing, totalCents: random.between(300_00, 9_000_00), terms: [28] };
  const document = documentOf(one.name, one.kind);
  await aBuyer(crivo, key, buying, document);
  await good(crivo, 'POST', `/branches/${branch}/orders`, orderOf(buying, document), key);
}

async function aBuyer(crivo: Crivo, key: string, one: HeldCase, document: string): Promise<void> {
  const { branch, name, limitCents, situation = 'cleared', habit, order } = one;
  const limit = typeof limitCents === 'string' ? { kind: limitCents } : { kind: 'amount', amountCents: limitCents };
  await good(crivo, 'PUT', `/branches/${branch}/customers`, { document, name, situation, limit }, key);
  const { ledger } = historyOf(random, habit, { document, prefix: order, today: today() });
  if (ledger.length > 0) await good(crivo, 'POST', `/branches/${branch}/receivables`, ndjson(ledger), key);
}

function orderOf({ order, totalCents, terms }: HeldCase, document: string): object {
  const dueOn = terms.map((days) => addDays(today(), days));
  return {
    id: order,
    document,
    seller: 'dirceu',
    totalCents,
    payments: [{ modality: 'bankSlip', amountCents: totalCents, dueOn }],
  };
}

/** Time cannot be waited for: the queue is told that the order has waited as long. */
async function holdSince({ database }: Crivo, { branch, order, hoursHeld }: HeldCase): Promise<void> {
  const from = Date.now() - hoursHeld * 3_600_000;
  const [heldSince, until] = [from, from + 120 * 3_600_000].map((at) => new Date(at).toISOString());
  const orders = database.collection<{ readonly _id: string }>('orders');
  const { matchedCount } = await orders.updateOne(
    { _id: `${branch}/${order}` },
    { $set: { heldSince, 'queue.until': until } },
  );
  if (matchedCount !== 1) throw new Error(`${order} is not in the queue`);
}

/** The program of the company, under its own name. */
async function erpKey(crivo: Crivo): Promise<string> {
  const body = { name: 'ERP', subject: 'erp', userGroups: ['integrator'], branches: '*' };
  return String((await good(crivo, 'POST', '/api-keys', body))['secret']);
}

async function good(crivo: Crivo, method: string, path: string, body: unknown, key?: string) {
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const answer = await crivo.call(method, path, body, { headers });
  if (answer.status >= 300 || (answer.body['rejected'] !== undefined && answer.body['rejected'] !== 0))
    throw new Error(`${method} ${path}: ${answer.text}`);
  return answer.body;
}
