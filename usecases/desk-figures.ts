/** Owns the figures of the desk: what is held and why, how long decisions take, which checks are always released. */
import type { DeskFiguresStore } from '../adapters/mongo/desk-figures-store';
import type { HeldSum, HoldFigures } from '../contracts/desk-figures';
import { addDays, dateInZone, daysBetween, startOfDay, type CalendarDate } from '../domain/calendar';
import { AGE_BAND_DAYS, AGE_BANDS, releaseRate, typicalTime } from '../domain/desk-figures';
import { HOLD_ENDINGS, type HoldEnding } from '../domain/hold-account';

export interface DeskFiguresInput {
  readonly branches: '*' | readonly string[];
  /** Days, both inclusive. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly zone: string;
}

const LISTED = 100;
const LIMIT_DAYS = 30;
const SOON_DAYS = 7;

/** The held are those of now, whatever the period; what ended, and what was held a second time, is the period's. */
export async function readDeskFigures(
  { figures, now }: { readonly figures: DeskFiguresStore; readonly now: () => Date },
  { branches, from, to, zone }: DeskFiguresInput,
) {
  const at = now().toISOString();
  const today = dateInZone(at, zone);
  const period = { from: startOfDay(from, zone), to: startOfDay(addDays(to, 1), zone) };
  const bands = AGE_BAND_DAYS.map((days) => startOfDay(addDays(today, -days), zone));
  const soon = { branches, from: at, to: startOfDay(addDays(today, SOON_DAYS + 1), zone), limit: LISTED };
  const [holds, expiringLimits, expiringReleases, expiringExceptions] = await Promise.all([
    figures.holds({ branches, ...period, bands, zone }),
    figures.limits({ from: today, to: addDays(today, LIMIT_DAYS), limit: LISTED }),
    figures.releases(soon),
    figures.exceptions(soon),
  ]);
  return {
    held: { ...sumOf(holds.orders), byReason: byReason(holds.reasons) },
    timeToDecide: HOLD_ENDINGS.flatMap((how) => {
      const took = holds.took.filter((one) => one.how === how);
      return took.length === 0 ? [] : [{ how, ...typicalTime(took) }];
    }),
    people: peopleOf(holds.people),
    days: daysOf({ from, to }, holds),
    checks: ratesOf(holds.endings),
    secondHolds: secondsOf(holds.seconds),
    expiringLimits,
    expiringReleases,
    expiringExceptions,
  };
}
export type DeskFigures = Awaited<ReturnType<typeof readDeskFigures>>;

function sumOf(sums: readonly HeldSum[]) {
  const add = (of: readonly HeldSum[]) => ({
    count: of.reduce((sum, { count }) => sum + count, 0),
    valueCents: of.reduce((sum, { valueCents }) => sum + valueCents, 0),
  });
  return { ...add(sums), byAge: AGE_BANDS.map((age) => ({ age, ...add(sums.filter((one) => one.age === age)) })) };
}

/** The largest value first. */
function byReason(sums: HoldFigures['reasons']) {
  const reasons = [...new Set(sums.map(({ reason }) => reason))];
  return reasons
    .map((reason) => ({ reason, ...sumOf(sums.filter((one) => one.reason === reason)) }))
    .sort((a, b) => b.valueCents - a.valueCents || (a.reason < b.reason ? -1 : 1));
}

/** Who decided most first. */
function peopleOf(people: HoldFigures['people']) {
  const subjects = [...new Set(people.map(({ subject }) => subject))];
  return subjects
    .map((subject) => ({ subject, ...typicalTime(people.filter((one) => one.subject === subject)) }))
    .sort((a, b) => b.count - a.count || (a.subject < b.subject ? -1 : 1))
    .slice(0, LISTED);
}

/** Every day of the period, also one on which nothing happened. */
function daysOf({ from, to }: Pick<DeskFiguresInput, 'from' | 'to'>, { begun, ended }: HoldFigures) {
  const [begunOn, endedOn] = [begun, ended].map((counts) => new Map(counts.map((one) => [one.day, one])));
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => {
    const day = addDays(from, index);
    const [began, over] = [begunOn?.get(day), endedOn?.get(day)];
    return { day, begun: began?.count ?? 0, begunCents: began?.valueCents ?? 0, ended: over?.count ?? 0 };
  });
}

function ratesOf(endings: HoldFigures['endings']) {
  const counts = new Map<string, Partial<Record<HoldEnding, number>>>();
  for (const { check, how, count } of endings) counts.set(check, { ...counts.get(check), [how]: count });
  return [...counts]
    .map(([check, byHow]) => ({ check, ...releaseRate(byHow) }))
    .sort((a, b) => b.held - a.held || (a.check < b.check ? -1 : 1));
}

function secondsOf(seconds: HoldFigures['seconds']) {
  const checks = [...new Set(seconds.map(({ check }) => check))].sort();
  return checks.map((check) => {
    const count = (isRepeated: boolean) =>
      seconds.find((one) => one.check === check && one.isRepeated === isRepeated)?.count ?? 0;
    return { check, repeated: count(true), new: count(false) };
  });
}
