/** Owns the times of a hold: when it calls for attention, when it ends, by the clock or by the business calendar. Pure. */
import { nextBusinessDayOnOrAfter, type BusinessCalendar } from './business-days';
import { addDays, dateInZone, startOfDay } from './calendar';

/** The deadline a hold would get if it began now, and when it would call for attention before. Instants are UTC. */
export interface HoldTimes {
  readonly holdUntil: string;
  readonly escalateAt?: string;
}

/** What a branch says of its holds. Fields that are absent in branches from before mean their defaults. */
export interface HoldRules {
  readonly zone: string;
  /** Hours on the clock until the deadline, weekends included; counts where `holdDeadline` doesn't. */
  readonly holdDeadlineHours: number;
  /** The deadline is the end of this business day after the one on which the hold began. */
  readonly holdDeadline?: { readonly businessDays: number } | null;
  /** After which share of the time until its deadline a hold calls for attention. */
  readonly holdEscalation?: { readonly atPercent: number } | null;
  /** What happens at the deadline: the order expires, or stays held and calls for attention again. */
  readonly holdEnd?: 'expire' | 'keep';
}

/** How often a hold that a branch keeps gets another deadline; after that only the order's longest life ends it. */
export const MAX_ESCALATIONS = 10;

/** The times of a hold that begins at `at`. A call for attention on a closed day waits for the next business day. */
export function holdTimes(at: string, rules: HoldRules, calendar: BusinessCalendar): HoldTimes {
  const holdUntil = deadlineAfter(at, rules, calendar);
  if (!rules.holdEscalation) return { holdUntil };
  const [begin, end] = [Date.parse(at), Date.parse(holdUntil)];
  const share = new Date(begin + Math.floor(((end - begin) * rules.holdEscalation.atPercent) / 100)).toISOString();
  if (!rules.holdDeadline) return { holdUntil, escalateAt: share };
  const day = dateInZone(share, rules.zone);
  const open = nextBusinessDayOnOrAfter(day, calendar);
  return { holdUntil, escalateAt: open === day ? share : startOfDay(open, rules.zone) };
}

function deadlineAfter(at: string, { zone, holdDeadline, holdDeadlineHours }: HoldRules, calendar: BusinessCalendar) {
  if (!holdDeadline) return new Date(Date.parse(at) + holdDeadlineHours * 3_600_000).toISOString();
  let day = dateInZone(at, zone);
  for (let passed = 0; passed < holdDeadline.businessDays; passed += 1) {
    day = nextBusinessDayOnOrAfter(addDays(day, 1), calendar);
  }
  return startOfDay(addDays(day, 1), zone);
}
