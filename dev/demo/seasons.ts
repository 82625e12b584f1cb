/** Owns when a made-up distributor sells: by month, by day of the week and of the month, and by hour. Figures are ours. */
import type { CalendarDate } from '../../domain/calendar';

/** How much each month sells, January first; 1 is an average month. */
export type Season = readonly number[];

/** What the branches live by. */
export const SEASONS = {
  /** Christmas tables: November and December carry the year. */
  yearEnd: [0.8, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 1, 1, 1.1, 1.3, 1.5],
  /** The June festivals and a cold winter. */
  winter: [0.8, 0.8, 0.9, 1, 1.2, 1.5, 1.3, 1.1, 0.9, 0.8, 0.8, 0.9],
  /** Drinks and ice cream: the hot months and Carnival. */
  summer: [1.3, 1.3, 1.1, 0.9, 0.8, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3],
} as const satisfies Record<string, Season>;

/** Sunday first. */
const WEEKDAYS = [0.5, 1.2, 1.1, 1, 1.1, 1.3, 0.8];
/** By hour of the branch's day: a rush before lunch, another before the lorries are loaded. */
const HOURS = [
  0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.4, 0.7, 1, 1.3, 1.5, 1.4, 0.8, 0.9, 1.2, 1.4, 1.3, 1, 0.7, 0.4, 0.2, 0.2, 0.1, 0.1,
];
/** Shops fill their shelves before wages are paid, on the fifth and the twentieth. */
const BEFORE_WAGES: readonly number[] = [1, 2, 3, 4, 5, 16, 17, 18, 19, 20];
const WAGES_FACTOR = 1.2;

/** Demand of a day; 1 is an average one. */
export function demandOf(season: Season, day: CalendarDate): number {
  const [, month, ofMonth] = day.split('-').map(Number);
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  const wages = BEFORE_WAGES.includes(ofMonth ?? 0) ? WAGES_FACTOR : 1;
  return (season[(month ?? 1) - 1] ?? 1) * (WEEKDAYS[weekday] ?? 1) * wages;
}

/** Demand of a minute of the day (0 to 1439), between that of its hour and that of the next; 1 is an average one. */
export function demandAtMinute(minuteOfDay: number): number {
  const hour = Math.floor(minuteOfDay / 60);
  const here = HOURS[hour % 24] ?? 0;
  const after = HOURS[(hour + 1) % 24] ?? 0;
  return here + (after - here) * ((minuteOfDay % 60) / 60);
}

/** No minute sells more. */
export const MOST_DEMAND = Math.max(...HOURS);
