/** Owns the guarantees of the hub of events that no store is needed for: one watcher at a time, and nothing lost by a fault. */
import type { ToldHold } from '../../adapters/mongo/hold-news-store';
import { createEventHub, type HubDeps } from '../../api/events/event-hub';
import type { SentEvent } from '../../api/views/event-view';
import { until } from '../support/until';

const POLL_MS = 10;
const ANALYST = { subject: 'ana', userGroups: [], permissions: ['holds:read'] as const, branches: '*' as const };

/** A hub over news that a test writes, of which any reading may be made to wait or to fail. */
function aHub(changes: Partial<HubDeps> = {}) {
  const news: ToldHold[] = [];
  let clock = Date.parse('2026-11-23T12:00:00.000Z');
  const readings = { count: 0, atOnce: 0, most: 0 };
  const gate: { wait: () => Promise<void> } = { wait: () => Promise.resolve() };
  const hub = createEventHub(
    {
      holdNews: {
        newestAt: async () => news.at(-1)?.at ?? null,
        since: async (at, limit) => {
          readings.count += 1;
          readings.atOnce += 1;
          readings.most = Math.max(readings.most, readings.atOnce);
          await gate.wait().finally(() => (readings.atOnce -= 1));
          return news.filter((one) => one.at >= at).slice(0, limit);
        },
      },
      presences: { standing: async () => [] },
      users: { find: async () => null },
      now: () => new Date(clock),
      log: { warn: () => undefined },
      ...changes,
    },
    { pollMs: POLL_MS, beatMs: 60_000 },
  );
  const change = (order: string) => {
    clock += 1;
    news.push({ branch: '02', order, isHeld: true, what: 'held', by: 'joao', at: new Date(clock).toISOString() });
  };
  return { hub, change, readings, gate };
}

type Events = Awaited<ReturnType<ReturnType<typeof aHub>['hub']['open']>>;

function listenTo(events: Events) {
  const told: SentEvent['told'][] = [];
  const iterator = events[Symbol.asyncIterator]();
  const reading = (async () => {
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      if (next.value !== null) told.push(next.value.told);
  })();
  const leave = async () => {
    await iterator.return?.();
    await reading;
  };
  return { told, leave };
}

const open = (hub: ReturnType<typeof aHub>['hub']) =>
  hub.open({ principal: ANALYST, recheck: () => Promise.resolve(ANALYST), after: null });

test('a page that is opened anew while the queue is being read leaves one watcher, not two', async () => {
  const { hub, readings, gate } = aHub();
  let ear = listenTo(await open(hub));
  const held: (() => void)[] = [];
  for (let reload = 0; reload < 5; reload += 1) {
    gate.wait = () => new Promise((resolve) => held.push(resolve));
    await until(async () => held.length > 0, 'a reading under way');
    await ear.leave();
    gate.wait = () => Promise.resolve();
    const opening = open(hub);
    held.splice(0).forEach((go) => go());
    ear = listenTo(await opening);
  }
  gate.wait = () => new Promise((resolve) => setTimeout(resolve, 3 * POLL_MS));
  readings.most = 0;
  const before = readings.count;
  await until(async () => readings.count > before + 10, 'some rounds');
  expect(readings.most).toBe(1);
  await ear.leave();
  hub.stop();
});

test.each([
  ['the reading of the queue', 'since'],
  ['the reading of who looks at what', 'standing'],
  ['the look-up of a name', 'find'],
] as const)('what was found while %s failed is not lost: the listener reads everything again', async (_what, part) => {
  let [isBroken, failures] = [false, 0];
  const broken = async <T>(answer: T): Promise<T> => {
    if (isBroken) {
      failures += 1;
      throw new Error('the server is away');
    }
    return answer;
  };
  const { hub, change, gate } = aHub({
    ...(part === 'standing' && { presences: { standing: () => broken([]) } }),
    ...(part === 'find' && { users: { find: () => broken(null) } }),
  });
  if (part === 'since') gate.wait = () => broken(undefined);
  const ear = listenTo(await open(hub));
  await until(async () => ear.told.length > 0, 'the stream to begin');
  isBroken = true;
  change('10482');
  await until(async () => failures > 0, 'a failure');
  isBroken = false;
  await until(async () => ear.told.some(({ event }) => event === 'resync' || event === 'hold'), 'the change');
  await ear.leave();
  hub.stop();
});

test('a hub that was stopped begins nothing any more', async () => {
  const { hub } = aHub();
  hub.stop();
  await expect(open(hub)).rejects.toMatchObject({ code: 'Unavailable' });
});
