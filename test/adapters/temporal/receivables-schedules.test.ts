/** Owns the proof that nights come at the branch's hour, also when clocks are changed: as told to Temporal, and as it plans. */
import type { Client } from '@temporalio/client';
import { openTemporal } from '../../../adapters/temporal/connection';
import { receivablesSchedules, scheduleOf } from '../../../adapters/temporal/receivables-schedules';
import { addDays, dateInZone, startOfDay, type CalendarDate } from '../../../domain/calendar';
import { instantOn, type DailyHour } from '../../../domain/daily-hour';
import { payloadCodec } from '../../../platform/payload-codec';
import { testKeyring } from '../../support/keys';
import { temporalAddress, uniqueTaskQueue } from '../../support/servers';
import { uniqueId } from '../../support/orders';

const NEW_YORK = 'America/New_York';
const SANTIAGO = 'America/Santiago';
const SAO_PAULO = 'America/Sao_Paulo';
const HOUR_MS = 3_600_000;

describe('what Temporal is told', () => {
  const specOf = (hour: string, zone: string) =>
    scheduleOf('02', { hour, zone }, { taskQueue: 'q', today: '2026-01-01' }).spec;

  it('is the hour on the clocks of the branch, never an hour of UTC', () => {
    const calendars = [{ hour: 1, minute: 0 }];
    expect(specOf('01:00', SAO_PAULO)).toEqual({ calendars, timezone: SAO_PAULO });
    expect(specOf('01:00', NEW_YORK)).toEqual({ calendars, timezone: NEW_YORK });
  });

  it('has another time for the days that skip the hour, and for no others', () => {
    const { calendars } = specOf('02:30', NEW_YORK);
    expect(calendars).toEqual([
      { hour: 2, minute: 30 },
      { year: 2026, month: 'MARCH', dayOfMonth: 8, hour: 3, minute: 0 },
      { year: 2027, month: 'MARCH', dayOfMonth: 14, hour: 3, minute: 0 },
    ]);
  });
});

describe('what Temporal plans', () => {
  let temporal: Client;
  beforeAll(async () => {
    const codec = payloadCodec(testKeyring());
    temporal = await openTemporal({ address: temporalAddress(), namespace: 'default', codec });
  });
  afterAll(() => temporal.connection.close());

  /** The days from one on, as the server plans them. */
  const plannedFrom = async (date: CalendarDate, daily: DailyHour): Promise<string[]> => {
    const options = scheduleOf(uniqueId('b'), daily, { taskQueue: uniqueTaskQueue('schedules'), today: date });
    const startAt = new Date(startOfDay(date, daily.zone));
    const handle = await temporal.schedule.create({ ...options, spec: { ...options.spec, startAt } });
    try {
      return (await handle.describe()).info.nextActionTimes.map((time) => time.toISOString());
    } finally {
      await handle.delete();
    }
  };

  it.each([
    ['comes once on a day that skips it', 23, { hour: '02:30', zone: NEW_YORK }],
    ['comes once on a day that begins by skipping it', 23, { hour: '00:00', zone: SANTIAGO }],
    ['is kept on a day that is an hour shorter', 23, { hour: '05:00', zone: NEW_YORK }],
    ['is kept on a day that is an hour longer', 25, { hour: '05:00', zone: NEW_YORK }],
    ['is kept where no clock is changed', 24, { hour: '01:00', zone: SAO_PAULO }],
  ])('the hour %s (%i hours long): %o', async (_guarantee, hours, daily) => {
    const first = addDays(nextDayOf(hours, daily.zone), -2);
    const days = Array.from({ length: 6 }, (_, ahead) => addDays(first, ahead));
    expect((await plannedFrom(first, daily)).slice(0, days.length)).toEqual(days.map((day) => instantOn(day, daily)));
  });

  // Harmless: the second run looks at what has changed within that hour.
  it('an hour that a day has twice is two nights, an hour apart', async () => {
    const daily = { hour: '01:30', zone: NEW_YORK };
    const date = nextDayOf(25, NEW_YORK);
    const first = instantOn(date, daily);
    const again = new Date(Date.parse(first) + HOUR_MS).toISOString();
    const [one, two, three] = await plannedFrom(date, daily);
    expect([one, two, three]).toEqual([first, again, instantOn(addDays(date, 1), daily)]);
  });
});

describe('a run that a person asks for', () => {
  let temporal: Client;
  beforeAll(async () => {
    const codec = payloadCodec(testKeyring());
    temporal = await openTemporal({ address: temporalAddress(), namespace: 'default', codec });
  });
  afterAll(() => temporal.connection.close());

  /** Nobody works on the queue, so that a run stays open until it is ended by hand. */
  const setUp = (deadlineMs = 20_000) => {
    const branch = uniqueId('b');
    const options = { taskQueue: uniqueTaskQueue('runs'), deadlineMs, now: () => new Date() };
    const schedules = receivablesSchedules(temporal, options);
    const end = () => temporal.workflow.getHandle(`receivables-sync/${branch}`).terminate();
    return { run: (over: string | null, everything = false) => schedules.run(branch, { over, everything }), end };
  };

  it('joins the one under way', async () => {
    const { run, end } = setUp();
    const first = await run(null);
    expect(first).toMatch(/^syn_[0-9a-f]{32}$/);
    expect(await run(null)).toBe(first);
    await end();
  });

  it('waits for one that has noted its end until it is closed, and is another one then', async () => {
    const { run, end } = setUp();
    const first = await run(null);
    const asked = run(first);
    await end();
    const second = await asked;
    expect(second).not.toBe(first);
    expect(await run(first)).toBe(second);
    await end();
  });

  it('waits no longer for that than any call may take', async () => {
    const { run, end } = setUp(1_000);
    const first = await run(null);
    await expect(run(first)).rejects.toMatchObject({ code: 'Unavailable' });
    await end();
  });

  it('never is one that has been forgotten', async () => {
    const { run, end } = setUp();
    expect(await run('syn_00000000000000000000000000000000')).toMatch(/^syn_/);
    await end();
  });

  it('for everything is refused while another one is under way, which would not send everything', async () => {
    const { run, end } = setUp();
    await run(null);
    await expect(run(null, true)).rejects.toMatchObject({ code: 'SyncUnderWay' });
    await end();
    const everything = await run(null, true);
    expect(await run(null)).toBe(everything);
    await end();
  });
});

/** The next day of such a length, some days from now on, so that nothing is planned for today. */
function nextDayOf(hours: number, zone: string): CalendarDate {
  const soon = addDays(dateInZone(new Date().toISOString(), zone), 5);
  const day = Array.from({ length: 400 }, (_, ahead) => addDays(soon, ahead)).find((date) => {
    const ms = Date.parse(startOfDay(addDays(date, 1), zone)) - Date.parse(startOfDay(date, zone));
    return ms === hours * HOUR_MS;
  });
  if (day === undefined) throw new Error(`no day of ${hours} hours in ${zone}`);
  return day;
}
