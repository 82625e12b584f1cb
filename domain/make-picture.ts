/** Owns how titles of a customer become its picture at Deps. */
import { AGEING_PERIODS, nextPeriodOn, periodOf, type AgeingPeriod } from './ageing';
import type { BusinessCalendar } from './business-days';
import { addDays, daysBetween, type CalendarDate } from './calendar';
import { sumCents } from './money';
import type { Movement } from './movements';
import { greatestOpenCents } from './open-balance';
import { delayDueOn, HISTORY_DAYS, receivablesStatistics } from './receivables';
import { foldTitles, isIssued, seenBy, type IssuedTitle, type Title } from './titles';
import { emptyPicture, type DepsPicture, type PictureDetail, type PictureKind } from './receivables-picture';

/** Whose picture, of which day. */
export interface PictureInput {
  readonly document: string;
  readonly positionOn: CalendarDate;
  /** All of the customer on all branches of one account. */
  readonly movements: readonly Movement[];
  /** A due date is shifted by the calendar of the branch it belongs to. */
  readonly calendarOf: (branch: string) => BusinessCalendar;
  /** Deps' labels by our names of periods; what is missing goes under our name. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What a title counts for depends on the day, and on its branch's calendar. */
export type PictureView = Pick<PictureInput, 'positionOn' | 'calendarOf'>;

/** What one title contributes to a picture. Looking at one is most of the work, and is done in pieces where there are many. */
export interface PicturedTitle {
  readonly title: IssuedTitle;
  readonly open: AgedOpen | null;
  readonly paid: readonly Aged[];
  /** Days still to come on which it begins to count. */
  readonly laterOn: readonly CalendarDate[];
  /** Days on which what counts now is too old to. */
  readonly leavesOn: readonly CalendarDate[];
}

/** `null` for one that the customer doesn't owe, or that isn't issued. */
export function pictureTitle(title: Title, view: PictureView): PicturedTitle | null {
  if (!isIssued(title) || title.state === 'cancelled') return null;
  const seen = seenBy(title);
  if (!seen.owedByCustomer) return null;
  return {
    title: seen,
    open: seen.openCents > 0 ? openOf(seen, view) : null,
    paid: paymentsOf(seen, view),
    laterOn: laterDaysOf(seen, view),
    leavesOn: leavingDaysOf(seen, view),
  };
}

export interface MadePicture {
  readonly picture: DepsPicture;
  /** Titles that are open or of which something was received in 365 days. */
  readonly titles: number;
  /**
   * The next day on which an open title falls due, changes its ageing period, or something that was booked begins to
   * count or leaves the 365 days; `null` for never.
   */
  readonly nextChangeOn: CalendarDate | null;
  /** Nothing is open, was received in 365 days or is booked for a later day: all figures are zero, and Deps need not know. */
  readonly isEmpty: boolean;
}

/**
 * The picture as of `positionOn`: the average delay of the facts (0 where nobody has paid yet), simple means over open
 * titles of the days they are overdue and of the days until they fall due, what was received in 365 days, what is open,
 * and the greatest open balance ever. Days are rounded to hundredths. Ageing (*ours*): what was paid stands under the
 * month in which it became money, by how late it was paid; what is open under the month of its due date, by the days
 * since or until then. The standard table says which modalities the customer owes, whatever a branch's policy sees.
 * `pictured`: each title as `pictureTitle` sees it, where whoever asks has looked at them already.
 */
export function makePicture(
  input: PictureInput,
  pictured: readonly (PicturedTitle | null)[] = foldTitles(input.movements).map((title) => pictureTitle(title, input)),
): MadePicture {
  const { document, positionOn } = input;
  const owed = pictured.filter((one) => one !== null);
  const titles = owed.map(({ title }) => title);
  const open = owed.flatMap((one) => one.open ?? []);
  const paid = owed.flatMap((one) => one.paid);
  const laterOn = owed.flatMap((one) => one.laterOn);
  const leavesOn = owed.flatMap((one) => one.leavesOn);
  if (open.length + paid.length + laterOn.length === 0) {
    return { picture: emptyPicture(document, positionOn), titles: 0, nextChangeOn: null, isEmpty: true };
  }
  const overdue = open.filter(({ isOverdue }) => isOverdue);
  const due = open.filter(({ isOverdue }) => !isOverdue);
  const picture: DepsPicture = {
    document,
    positionOn,
    greatestCents: greatestOpenCents(input.movements, positionOn),
    averageDelayDays: averageDelay(titles, input),
    overdueMeanDays: meanDays(overdue),
    dueMeanDays: meanDays(due),
    paidCents: centsOf(paid),
    overdueCents: centsOf(overdue),
    dueCents: centsOf(due),
    details: [detail('paid', paid, input), detail('overdue', overdue, input), detail('due', due, input)],
  };
  return {
    picture,
    titles: new Set([...open, ...paid].map(({ title }) => title)).size,
    nextChangeOn: earliest([...open.map(({ movesOn }) => movesOn), ...laterOn, ...leavesOn]),
    isEmpty: false,
  };
}

/** An amount with its age, in whole days, and the month it stands under. */
interface Aged {
  readonly title: IssuedTitle;
  readonly cents: number;
  readonly days: number;
  readonly month: string;
}

interface AgedOpen extends Aged {
  /** When it stands under another period. */
  readonly movesOn: CalendarDate | null;
  readonly isOverdue: boolean;
}

function openOf(title: IssuedTitle, { positionOn, calendarOf }: PictureView): AgedOpen {
  const dueOn = delayDueOn(title, calendarOf(title.branch));
  const days = daysBetween(dueOn, positionOn);
  return {
    title,
    cents: title.openCents,
    movesOn: nextPeriodOn(dueOn, positionOn),
    isOverdue: days > 0,
    days: Math.abs(days),
    month: monthOf(dueOn),
  };
}

/** Late by the payer's date: a cheque that cleared later was not paid later. */
function paymentsOf(title: IssuedTitle, { positionOn, calendarOf }: PictureView): Aged[] {
  const oldest = addDays(positionOn, -HISTORY_DAYS);
  return title.collections.flatMap(({ receivedOn, effectiveOn, netCents }) => {
    if (receivedOn === null || netCents === 0 || receivedOn < oldest || receivedOn > positionOn) return [];
    const days = Math.max(0, daysBetween(delayDueOn(title, calendarOf(title.branch)), effectiveOn));
    return [{ title, cents: netCents, days, month: monthOf(receivedOn) }];
  });
}

/** Days still to come on which something that is booked already becomes money, or settles the title. */
function laterDaysOf(title: IssuedTitle, { positionOn }: PictureView): CalendarDate[] {
  return countingDaysOf(title).filter((day) => day > positionOn);
}

/** The first days on which what counts now is older than 365 days. */
function leavingDaysOf(title: IssuedTitle, { positionOn }: PictureView): CalendarDate[] {
  const oldest = addDays(positionOn, -HISTORY_DAYS);
  return countingDaysOf(title)
    .filter((day) => day >= oldest && day <= positionOn)
    .map((day) => addDays(day, HISTORY_DAYS + 1));
}

/** On which something of the title became or becomes money, or settles it. */
function countingDaysOf({ collections, settledOn }: IssuedTitle): CalendarDate[] {
  return [settledOn, ...collections.map(({ receivedOn }) => receivedOn)].filter((day) => day !== null);
}

/** Each branch's titles by its own calendar, as one mean. */
function averageDelay(titles: readonly IssuedTitle[], { positionOn, calendarOf }: PictureView): number {
  const branches = [...new Set(titles.map(({ branch }) => branch))];
  const all = branches.map((branch) =>
    receivablesStatistics(
      titles.filter((title) => title.branch === branch),
      { today: positionOn, calendar: calendarOf(branch), overdueGraceDays: 0 },
    ),
  );
  const count = sumCents(all.map(({ settledCount }) => settledCount));
  return count === 0 ? 0 : hundredths(sumCents(all.map(({ delaySumDays }) => delaySumDays)) / count);
}

function detail(kind: PictureKind, aged: readonly Aged[], { labels }: PictureInput): PictureDetail {
  const months = new Map<string, Map<AgeingPeriod, number>>();
  for (const { month, days, cents } of aged) {
    const periods = months.get(month) ?? new Map<AgeingPeriod, number>();
    months.set(month, periods.set(periodOf(days), sumCents([periods.get(periodOf(days)) ?? 0, cents])));
  }
  const itemsOf = (periods: ReadonlyMap<AgeingPeriod, number>) =>
    AGEING_PERIODS.flatMap((period) => {
      const cents = periods.get(period);
      return cents === undefined ? [] : [{ period: labels[period] ?? period, cents }];
    });
  const sorted = [...months.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind, months: sorted.map(([month, periods]) => ({ month, items: itemsOf(periods) })) };
}

function centsOf(aged: readonly Aged[]): number {
  return sumCents(aged.map(({ cents }) => cents));
}

function meanDays(aged: readonly Aged[]): number {
  return aged.length === 0 ? 0 : hundredths(sumCents(aged.map(({ days }) => days)) / aged.length);
}

function hundredths(days: number): number {
  return Math.round(days * 100) / 100;
}

function monthOf(day: CalendarDate): string {
  return day.slice(0, 7);
}

function earliest(days: readonly (CalendarDate | null)[]): CalendarDate | null {
  return days.reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null);
}
