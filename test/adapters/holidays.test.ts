/** Owns the guarantees of the calendar of Brazilian banks. */
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { isWeekend, nextBusinessDayOnOrAfter } from '../../domain/business-days';

const weekdays = (year: number) =>
  [...createHolidayBook().bankHolidays(year, year)].filter((date) => !isWeekend(date)).sort();

describe('the holidays of Brazilian banks', () => {
  test('of 2026 are FEBRABAN’s, those on weekends apart', () => {
    expect(weekdays(2026)).toEqual([
      '2026-01-01', // Confraternização Universal
      '2026-02-16', // Carnaval
      '2026-02-17', // Carnaval
      '2026-04-03', // Paixão de Cristo
      '2026-04-21', // Tiradentes
      '2026-05-01', // Dia do Trabalho
      '2026-06-04', // Corpus Christi
      '2026-09-07', // Independência
      '2026-10-12', // Nossa Senhora Aparecida
      '2026-11-02', // Finados
      '2026-11-20', // Consciência Negra
      '2026-12-25', // Natal
    ]);
  });

  test.each([
    [2012, ['2012-02-20', '2012-02-21', '2012-04-06', '2012-06-07']],
    [2013, ['2013-02-11', '2013-02-12', '2013-03-29', '2013-05-30']],
    [2024, ['2024-02-12', '2024-02-13', '2024-03-29', '2024-05-30']],
    [2025, ['2025-03-03', '2025-03-04', '2025-04-18', '2025-06-19']],
    [2027, ['2027-02-08', '2027-02-09', '2027-03-26', '2027-05-27']],
  ])('of %i move with Easter', (year, moving) => {
    expect(weekdays(year)).toEqual(expect.arrayContaining(moving));
  });

  test('have the Day of Black Awareness since it became national, in 2024', () => {
    const book = createHolidayBook();
    expect(book.bankHolidays(2023, 2023).has('2023-11-20')).toBe(false);
    expect(book.bankHolidays(2024, 2024).has('2024-11-20')).toBe(true);
  });

  test('leave out observances, eves and the afternoon of Ash Wednesday', () => {
    const holidays = createHolidayBook().bankHolidays(2026, 2026);
    for (const date of ['2026-02-18', '2026-05-10', '2026-06-12', '2026-12-24', '2026-12-31']) {
      expect(holidays.has(date)).toBe(false);
    }
  });

  test('of several years are those of each', () => {
    const book = createHolidayBook();
    const each = [2025, 2026, 2027].flatMap((year) => [...book.bankHolidays(year, year)]);
    expect([...book.bankHolidays(2025, 2027)].sort()).toEqual(each.sort());
  });
});

describe('the calendar of a branch', () => {
  const book = createHolidayBook();

  test.each([
    ['2026-02-14', '2026-02-18'],
    ['2026-06-04', '2026-06-05'],
    ['2026-12-31', '2026-12-31'],
    ['2027-01-01', '2027-01-04'],
  ])('moves %s to %s', (date, expected) => {
    expect(nextBusinessDayOnOrAfter(date, book.calendar())).toBe(expected);
  });

  test('closes on its own holidays, which are nobody else’s', () => {
    expect(nextBusinessDayOnOrAfter('2026-01-20', book.calendar(['2026-01-20']))).toBe('2026-01-21');
    expect(nextBusinessDayOnOrAfter('2026-01-20', book.calendar())).toBe('2026-01-20');
  });

  test('knows every year a title may be due in, and says so beyond', () => {
    expect(book.calendar().isBusinessDay('1900-01-02')).toBe(true);
    expect(nextBusinessDayOnOrAfter('2199-12-31', book.calendar())).toBe('2199-12-31');
    expect(() => book.bankHolidays(2500, 2500)).toThrow(RangeError);
  });
});
