/** Owns the guarantees of the desk's figures over HTTP: orders once, reasons each, only branches that the caller sees. */
import type { StoredHold } from '../../contracts/hold';
import { OTHER_BRANCH, OWN_BRANCH } from '../support/api';
import { noteAllHolds } from '../support/noted-holds';
import { uniqueDocument, uniqueId } from '../support/orders';
import { ofOrder, openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
beforeEach(async () => {
  desk = await openReleaseDesk('desk-figures');
});
afterEach(() => desk.api.stop());

interface Sum {
  readonly count: number;
  readonly valueCents: number;
}
interface Figures {
  readonly held: Sum & {
    readonly byAge: readonly (Sum & { age: string })[];
    readonly byReason: readonly (Sum & { reason: string; byAge: readonly (Sum & { age: string })[] })[];
  };
  readonly timeToDecide: readonly { how: string; count: number; medianMinutes: number; p90Minutes: number }[];
  readonly checks: readonly {
    check: string;
    held: number;
    released: number;
    hint: string | null;
    text: string | null;
  }[];
  readonly secondHolds: readonly { check: string; repeated: number; new: number }[];
  readonly expiringLimits: { total: number; first: readonly { customerKey: string; until: string }[] };
  readonly expiringReleases: { total: number; first: readonly { release: string }[] };
}
const figuresOf = async (query = '', key = desk.keys.manager): Promise<Figures> => {
  await noteAllHolds(desk.api.stores);
  const { status, body } = await desk.api.call('GET', `/figures/desk${query}`, undefined, { key });
  expect([status, body['errors']]).toEqual([200, undefined]);
  return body as unknown as Figures;
};
const post = async (path: string, body?: unknown) => {
  const { status } = await desk.api.call('POST', path, body);
  expect([path, status]).toEqual([path, 200]);
};
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Holds as they are stored, of a check of its own, ended the same day. */
async function stored(count: number, given: Partial<StoredHold>): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    const order = uniqueId('ord');
    const since = given.since ?? '2026-11-20T12:00:00.000Z';
    const account: StoredHold = {
      hold: `${given.branch ?? OWN_BRANCH}/${order}/checks/${since}`,
      ...{ kind: 'checks', branch: OWN_BRANCH, order, customerKey: 'cus_x', action: 'save', since },
      ...{ valueCents: 100_00, checks: ['no-history'], by: null, decision: null, isSecond: false, ended: null },
      ...{ sequence: 1, repeated: [], tookMinutes: null },
      ...given,
    };
    await desk.api.stores.holds.note(account);
  }
}

test('an order with two reasons counts in each of them and once in the total, a hold by hand is a reason too', async () => {
  const { order } = await desk.held();
  await post(`/branches/${OWN_BRANCH}/orders/${order}/hold`, { reason: 'conferir cadastro' });
  const { held } = await figuresOf();
  expect([held.count, held.valueCents]).toEqual([1, 10_500_00]);
  expect(held.byReason.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['limit-exceeded', 'forced-hold']));
  expect(held.byReason.length).toBeGreaterThan(2);
  for (const { count, valueCents } of held.byReason) expect([count, valueCents]).toEqual([1, 10_500_00]);
});

test('ages are calendar days of the branch: today, 1 to 3, 4 to 7, 8 and more', async () => {
  // Noon in São Paulo of the 20th; the day begins at 03:00 in UTC.
  for (const since of ['2026-11-20T03:00:00.000Z', '2026-11-20T02:59:59.999Z', '2026-11-17T03:00:00.000Z'])
    await stored(1, { since });
  for (const since of ['2026-11-17T02:59:59.999Z', '2026-11-13T03:00:00.000Z', '2026-11-13T02:59:59.999Z'])
    await stored(1, { since });
  const { held } = await figuresOf();
  expect(held.byAge.map(({ age, count }) => [age, count])).toEqual([
    ['today', 1],
    ['days1to3', 2],
    ['days4to7', 2],
    ['days8plus', 1],
  ]);
});

test('time to decide is told by how holds ended, and what has ended is not held any more', async () => {
  const [released, cancelled] = [await desk.held(), await desk.held()];
  desk.api.advance(2 * HOUR);
  expect((await desk.direct(ofOrder(released.order), desk.keys.director)).status).toBe(200);
  desk.api.advance(HOUR);
  await post(`/branches/${OWN_BRANCH}/orders/${cancelled.order}/cancel`);
  const { held, timeToDecide } = await figuresOf();
  expect(held.count).toBe(0);
  expect(timeToDecide.map(({ how, count, medianMinutes }) => [how, count, medianMinutes])).toEqual([
    ['released', 1, 120],
    ['cancelled', 1, 180],
  ]);
});

test('a check whose ten holds were all released is proposed to only indicate, in words; one that ended otherwise is not', async () => {
  const how = (ending: 'released' | 'causeGone') => ({
    ended: { at: '2026-11-20T14:00:00.000Z', how: ending, subject: 'ana', decision: null, waiver: null },
    tookMinutes: 120,
  });
  await stored(10, { checks: ['no-history'], ...how('released') });
  await stored(9, { checks: ['deps-report-old'], ...how('released') });
  await stored(1, { checks: ['deps-report-old'], ...how('causeGone') });
  const { checks } = await figuresOf();
  const [always, mostly] = [checks.find((one) => one.check === 'no-history'), checks.find((one) => one.released === 9)];
  expect(always).toMatchObject({ held: 10, released: 10, hint: 'indicate' });
  expect(always?.text).toContain('apenas indique');
  expect(mostly).toMatchObject({ held: 10, hint: null, text: null });
});

test('second holds are told by whether the same check had held the order before', async () => {
  await stored(2, { isSecond: true, checks: ['no-history', 'overdue-titles'], repeated: ['no-history'] });
  await stored(1, { isSecond: false, checks: ['no-history'] });
  expect((await figuresOf()).secondHolds).toEqual([
    { check: 'no-history', repeated: 2, new: 0 },
    { check: 'overdue-titles', repeated: 0, new: 2 },
  ]);
});

test('limits that end within thirty days, and releases within seven, are listed with how many there are', async () => {
  const put = async (validUntil: string) => {
    const limit = { kind: 'amount', amountCents: 1_000_00, validUntil };
    const customer = { document: uniqueDocument(), limit };
    return (await desk.api.call('PUT', `/branches/${OWN_BRANCH}/customers`, customer)).body['customerKey'];
  };
  const [last] = [await put('2026-12-20'), await put('2026-12-21'), await put('2026-11-19')];
  const first = await put('2026-11-20');
  const { order } = await desk.held(10_500_00, desk.keys.seller, {});
  const granted = await desk.direct({ ...ofOrder(order), until: '2026-11-27' }, desk.keys.director);
  const { expiringLimits, expiringReleases } = await figuresOf();
  expect([expiringLimits.total, expiringLimits.first.map(({ customerKey }) => customerKey)]).toEqual([
    2,
    [first, last],
  ]);
  expect(expiringReleases).toMatchObject({ total: 1, first: [{ release: granted.body['release'] }] });
});

test("only the caller's branches are summed, and another branch is not found", async () => {
  await stored(3, { branch: OTHER_BRANCH });
  await stored(1, {});
  const key = await desk.api.keyOf({ role: 'manager', branches: [OWN_BRANCH] });
  expect((await figuresOf('', key)).held.count).toBe(1);
  expect((await figuresOf()).held.count).toBe(4);
  expect((await figuresOf(`?branch=${OTHER_BRANCH}`)).held.count).toBe(3);
  const { status } = await desk.api.call('GET', `/figures/desk?branch=${OTHER_BRANCH}`, undefined, { key });
  expect(status).toBe(404);
});

test('what ended outside the period is left out; a period beyond 92 days, or backwards, is refused', async () => {
  const ended = { how: 'released', subject: 'ana', decision: null, waiver: null } as const;
  await stored(1, { ended: { ...ended, at: new Date(Date.parse('2026-11-20T12:00:00Z') - 40 * DAY).toISOString() } });
  expect((await figuresOf()).timeToDecide).toEqual([]);
  expect((await figuresOf('?from=2026-10-01&to=2026-10-31')).timeToDecide).toHaveLength(1);
  for (const query of ['?from=2026-08-01&to=2026-11-20', '?from=2026-11-20&to=2026-11-19', '?branch=$ne'])
    expect((await desk.api.call('GET', `/figures/desk${query}`)).status).toBe(400);
});

test('as a table nothing is run as a formula', async () => {
  await stored(1, { checks: ['=cmd'] });
  await noteAllHolds(desk.api.stores);
  const { text, headers } = await desk.api.call('GET', '/figures/desk?format=csv');
  expect(headers.get('content-type')).toContain('text/csv');
  expect(text).toContain(";'=cmd;");
});

test('each day of the period tells how many holds began and ended on it, and people how long they took', async () => {
  const released = (subject: string, how: 'released' | 'causeGone' = 'released') => ({
    ended: { at: '2026-11-20T14:00:00.000Z', how, subject, decision: null, waiver: null },
  });
  await stored(2, { since: '2026-11-20T02:59:59.000Z', ...released('ana'), tookMinutes: 60 });
  await stored(1, { since: '2026-11-20T12:00:00.000Z', ...released('beto'), tookMinutes: 120 });
  await stored(1, { since: '2026-11-20T12:00:00.000Z', ...released('crivo', 'causeGone'), tookMinutes: 5 });
  await stored(1, { since: '2026-11-20T12:00:00.000Z' });
  const answer = await desk.api.call('GET', '/figures/desk?from=2026-11-18&to=2026-11-20', undefined, {
    key: desk.keys.manager,
  });
  expect(answer.body).toMatchObject({
    days: [
      { day: '2026-11-18', begun: 0, begunCents: 0, ended: 0 },
      { day: '2026-11-19', begun: 2, begunCents: 200_00, ended: 0 },
      { day: '2026-11-20', begun: 3, begunCents: 300_00, ended: 4 },
    ],
    people: [
      { subject: 'ana', count: 2, medianMinutes: 60, p90Minutes: 60 },
      { subject: 'beto', count: 1, medianMinutes: 120, p90Minutes: 120 },
    ],
    checkNames: expect.arrayContaining([{ check: 'no-history', name: 'Sem histórico de pagamentos' }]),
  });
});
