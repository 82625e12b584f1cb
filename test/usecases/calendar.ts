/** Owns a business calendar without holidays but the given ones. */
import { isWeekend, type BusinessCalendar } from '../../domain/business-days';

export function businessCalendarWithout(holidays: readonly string[]): BusinessCalendar {
  return { isBusinessDay: (date) => !isWeekend(date) && !holidays.includes(date) };
}
