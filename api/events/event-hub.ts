/** Owns the one watcher of this process over the queue, and the bounded number of screens that it tells of changes. */
import type { ToldHold } from '../../adapters/mongo/hold-news-store';
import type { UserStore } from '../../adapters/mongo/user-store';
import { CrivoError } from '../../domain/errors';
import { may, sees, type Principal } from '../../domain/permissions';
import type { Logger } from '../../platform/logger';
import type { LiveEvent, SentEvent } from '../views/event-view';
import { eventQueue, type EventQueue } from './event-queue';
import type { Beat } from './event-stream';
import { holdWatch, type SeenOrder, type WatchDeps } from './hold-watch';
import { personNames } from './person-names';
import { repeatWhile } from './repeat-while';

export interface HubDeps extends WatchDeps {
  readonly users: Pick<UserStore, 'find'>;
  readonly log: Pick<Logger, 'warn'>;
}

/** A screen that wants to be told. */
export interface Listener {
  readonly principal: Principal;
  /** Who it is by now; `null` where the session or key has ended. */
  readonly recheck: () => Promise<Principal | null>;
  /** The id of what it was told last. */
  readonly after: string | null;
}

export interface EventHub {
  /** Errors: `TooManyEventStreams`; `Unavailable` once it is stopped. */
  open(listener: Listener): Promise<AsyncIterable<SentEvent | Beat>>;
  /** Ends every stream, so that the process can stop. */
  stop(): void;
}

export interface HubTiming {
  /** Between two looks at what has changed, while somebody listens. */
  readonly pollMs: number;
  /** Between two beats; at each of them it is asked anew who listens. */
  readonly beatMs: number;
}

const USUAL: HubTiming = { pollMs: 500, beatMs: 15_000 };
const MOST_LISTENERS = 500;
const MOST_OF_ONE = 10;
const MOST_WAITING = 200;
/** A listener of whom it can't be said any more who they are is not told for longer than this. */
const MOST_MISSED_BEATS = 2;
/** A stream lasts an hour; its browser comes again. */
const LONGEST_MS = 3_600_000;
const RECHECKED_AT_ONCE = 10;

interface Client {
  principal: Principal;
  missedBeats: number;
  readonly listener: Listener;
  readonly queue: EventQueue<SentEvent | Beat>;
  readonly endsAt: number;
}

const RESYNC: SentEvent = { told: { event: 'resync' } };

export function createEventHub(deps: HubDeps, { pollMs, beatMs }: HubTiming = USUAL): EventHub {
  const clients = new Set<Client>();
  const watch = holdWatch(deps);
  const nameOf = personNames(deps);
  /** From the first listener to the last: what is left of an earlier time ends with it. */
  let watching: { readonly over: AbortController; readonly begun: Promise<void> } | null = null;
  let [isBehind, isStopped] = [false, false];

  const rest = () => {
    watching?.over.abort();
    watching = null;
  };
  const begin = async ({ signal: over }: AbortController) => {
    await watch.begin();
    const onFailed = (err: unknown, pauseMs: number) =>
      deps.log.warn({ err, pauseMs }, 'the queue could not be watched; trying again');
    void repeatWhile(tellRound, { everyMs: pollMs, over, onFailed });
    void repeatWhile(beat, { everyMs: beatMs, over, onFailed });
  };
  const beginOnce = () => {
    const over = new AbortController();
    watching ??= { over, begun: begin(over) };
    return watching.begun;
  };
  const tellHold = async (client: Client, change: ToldHold) => {
    const { branch, order, isHeld, what, by } = change;
    if (!isFor(client, branch)) return;
    const isOwn = by === client.principal.subject;
    const told: LiveEvent = { event: 'hold', branch, order, isHeld, what, by: await nameOf(by), isOwn };
    client.queue.push({ id: change.at, told });
  };
  const tellRound = async () => {
    // What a round has found is not found again: where it fails, nobody knows what it would have told.
    const wasBehind = isBehind;
    isBehind = true;
    const { changes, isGap, seen } = await watch.round();
    for (const client of clients) {
      if (isGap || wasBehind) client.queue.push({ ...RESYNC, id: watch.position });
      for (const change of changes) await tellHold(client, change);
      for (const one of seen) tellSeen(client, one);
    }
    isBehind = false;
  };
  const beat = async () => {
    const all = [...clients];
    for (let from = 0; from < all.length; from += RECHECKED_AT_ONCE)
      await Promise.all(all.slice(from, from + RECHECKED_AT_ONCE).map(recheck));
  };

  return {
    open: async (listener) => {
      if (isStopped) throw new CrivoError('Unavailable');
      const { subject } = listener.principal;
      const own = [...clients].filter(({ principal }) => principal.subject === subject).length;
      if (clients.size >= MOST_LISTENERS || own >= MOST_OF_ONE) throw new CrivoError('TooManyEventStreams');
      const onClosed = () => {
        clients.delete(client);
        if (clients.size === 0) rest();
      };
      const queue = eventQueue<SentEvent | Beat>({ most: MOST_WAITING, dropped: RESYNC, onClosed });
      const endsAt = Date.now() + LONGEST_MS;
      const client: Client = { principal: listener.principal, missedBeats: 0, listener, queue, endsAt };
      clients.add(client);
      try {
        await beginOnce();
        const missed = listener.after === null ? null : await watch.since(listener.after);
        queue.push({ id: watch.position, told: { event: 'hello', resumed: missed !== null } });
        for (const change of missed ?? []) await tellHold(client, change);
        for (const one of watch.standing) tellSeen(client, one);
      } catch (error) {
        onClosed();
        throw error;
      }
      return queue;
    },
    stop: () => {
      isStopped = true;
      for (const { queue } of clients) queue.end();
      rest();
    },
  };
}

function isFor({ principal }: Client, branch: string): boolean {
  return may(principal, 'holds:read') && sees(principal, branch);
}

function tellSeen(client: Client, { branch, order, people }: SeenOrder): void {
  if (!isFor(client, branch)) return;
  const others = people.filter(({ subject }) => subject !== client.principal.subject);
  client.queue.push({ told: { event: 'presence', branch, order, people: others.map(({ name }) => name) } });
}

/** Whoever may see less by now is told less from now on; whose session or key has ended is told nothing more. */
async function recheck(client: Client): Promise<void> {
  const { listener, queue } = client;
  const principal = await listener.recheck().catch(() => undefined);
  client.missedBeats = principal === undefined ? client.missedBeats + 1 : 0;
  const isOver = principal === null || client.missedBeats >= MOST_MISSED_BEATS;
  if (principal) client.principal = principal;
  if (!isOver && Date.now() < client.endsAt) return queue.push(null);
  if (isOver) queue.push({ told: { event: 'end' } });
  queue.end();
}
