/** Owns a customer's receivables as anybody may ask for them: its figures and open titles, as of now or of a past day. */
import type { CustomerRecord } from '../contracts/customer';
import { dateInZone, type CalendarDate } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { isTellable, MAX_MOVEMENTS } from '../domain/ledger';
import type { Movement } from '../domain/movements';
import { delayDays, receivablesStatistics, type ReceivablesStatistics } from '../domain/receivables';
import { foldTitles, isIssued, seenBy, type IssuedTitle } from '../domain/titles';
import { byCustomerOf, readLedger, titlesOf, type LedgerReading } from './refresh-ledger';
import type { CreditStores } from './stores';

export interface ReceivablesQuestion {
  readonly branch: string;
  readonly customerKey: string;
  /** A past day or today, by what was known at its end; `null` for now. */
  readonly asOf: CalendarDate | null;
}

/** An open title, with the days it is overdue by then. */
export type OpenTitle = Pick<
  IssuedTitle,
  'title' | 'branch' | 'order' | 'sale' | 'issuedOn' | 'dueOn' | 'principalCents' | 'openCents' | 'carrier'
> & { readonly overdueDays: number };

/** `null` figures are not known: there are more movements than are read, or greater sums than are exact. */
export interface Receivables {
  readonly asOf: CalendarDate;
  /** When the branch last sent its receivables to their end. */
  readonly sentAt: string | null;
  readonly figures: ReceivablesStatistics | null;
  /** Of the group as it is made up now, whatever it was on a past day. */
  readonly group: {
    readonly groupKey: string;
    readonly members: number;
    readonly figures: ReceivablesStatistics | null;
  };
  /** Of all branches, those due first before the others. */
  readonly openTitles: readonly OpenTitle[] | null;
}

type Titles = Pick<ReturnType<typeof titlesOf>, 'titles' | 'groupTitles'>;

/**
 * Reads only. As of now it answers from the ledger that judging reads; as of a day, from the movements themselves.
 * Errors: `BranchNotFound`, `CustomerNotFound`, `InvalidRequest` for a day to come, those of the policy.
 */
export async function readReceivables(stores: CreditStores, asked: ReceivablesQuestion): Promise<Receivables> {
  const [branch, customer, sentAt] = await Promise.all([
    stores.branches.find(asked.branch),
    stores.customers.find(asked.customerKey),
    stores.ingests.lastAt(asked.branch),
  ]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  if (customer === null) throw new CrivoError('CustomerNotFound');
  const { zone, holidays } = branch.parameters;
  const today = dateInZone(stores.now().toISOString(), zone);
  if (asked.asOf !== null && asked.asOf > today) throw notYet(today);
  const [{ policy }, reading] = await Promise.all([
    stores.policies.inForce(branch.policy),
    readLedger(stores, customer),
  ]);
  const known = asked.asOf === null ? null : { day: asked.asOf, zone };
  const { titles, groupTitles } =
    known === null
      ? titlesOf(reading, policy.modalities)
      : await titlesKnown(stores, customer, reading, (movements) =>
          foldTitles(movements, known)
            .filter(isIssued)
            .map((title) => seenBy(title, policy.modalities)),
        );
  const on = known?.day ?? today;
  const calendar = stores.calendarOf(holidays);
  const { overdueGraceDays } = policy.parameters;
  const figuresOf = (of: readonly IssuedTitle[] | null) =>
    of && receivablesStatistics(of, { today: on, calendar, overdueGraceDays });
  const figures = figuresOf(titles);
  return {
    asOf: on,
    sentAt,
    figures,
    group: {
      groupKey: reading.groupKey,
      members: reading.others.length + 1,
      figures: groupTitles === titles ? figures : figuresOf(groupTitles),
    },
    openTitles: titles && openTitlesOf(titles, (title) => delayDays(title, on, calendar)),
  };
}

/** What the movements known by then make of the customer and of the others of its group, each under one bound. */
async function titlesKnown(
  stores: Pick<CreditStores, 'movements'>,
  { customerKey }: CustomerRecord,
  { others }: LedgerReading,
  fold: (movements: readonly Movement[]) => IssuedTitle[],
): Promise<Titles> {
  const read = async (customerKeys: readonly string[]): Promise<IssuedTitle[] | null> => {
    const movements = await stores.movements.ofCustomers(customerKeys, MAX_MOVEMENTS + 1);
    return [...byCustomerOf(movements).values()].every(isTellable) && movements.length <= MAX_MOVEMENTS
      ? fold(movements)
      : null;
  };
  const [titles, ofOthers] = await Promise.all([
    read([customerKey]),
    others.length === 0 ? [] : read(others.map((other) => other.customerKey)),
  ]);
  if (others.length === 0) return { titles, groupTitles: titles };
  return { titles, groupTitles: titles && ofOthers && [...titles, ...ofOthers] };
}

/** Those that the customer owes, due first before the others. */
export function openTitlesOf(titles: readonly IssuedTitle[], overdueDays: (title: IssuedTitle) => number): OpenTitle[] {
  return titles
    .filter(({ state, owedByCustomer }) => state === 'open' && owedByCustomer)
    .map((one) => {
      const { title, branch, order, sale, issuedOn, dueOn, principalCents, openCents, carrier } = one;
      const named = { title, branch, order, sale, issuedOn, dueOn, principalCents, openCents, carrier };
      return { ...named, overdueDays: overdueDays(one) };
    })
    .sort((a, b) => compareText(a.dueOn, b.dueOn) || compareText(a.branch, b.branch) || compareText(a.title, b.title));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function notYet(today: CalendarDate): CrivoError {
  const fix = `send a day up to ${today}, or none for now`;
  return new CrivoError('InvalidRequest', { errors: [{ at: 'query.asOf', message: 'lies in the future', fix }] });
}
