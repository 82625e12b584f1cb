/** Owns what has changed in the queue since it was looked at last: orders by their news, and who looks at which of them. */
import type { HoldNewsStore, ToldHold } from '../../adapters/mongo/hold-news-store';
import type { Presence, PresenceStore } from '../../adapters/mongo/presence-store';

export interface WatchDeps {
  readonly holdNews: HoldNewsStore;
  readonly presences: Pick<PresenceStore, 'standing'>;
  readonly now: () => Date;
}

/** An order at which somebody began or ceased to look, and all who look at it now. */
export interface SeenOrder {
  readonly branch: string;
  readonly order: string;
  readonly people: readonly Pick<Presence, 'subject' | 'name'>[];
}

export interface Round {
  readonly changes: readonly ToldHold[];
  /** More has changed than is told one by one: everything is to be read again. */
  readonly isGap: boolean;
  readonly seen: readonly SeenOrder[];
}

export interface HoldWatch {
  /** From now on. */
  begin(): Promise<void>;
  /** Up to when all was told. */
  readonly position: string;
  round(): Promise<Round>;
  /** All that has changed since an earlier position; `null` where that is too much to tell. */
  since(position: string): Promise<readonly ToldHold[] | null>;
  /** Every order that somebody looks at. */
  readonly standing: readonly SeenOrder[];
}

/** A write becomes readable some moments after its instant: so much is read again, and what was told is left out. */
const OVERLAP_MS = 2_000;
const BATCH = 500;
const MOST_BATCHES = 4;
/** Of one who comes back; who has missed more reads everything again. */
const MOST_MISSED = 200;
const MOST_PRESENCES = 1_000;
const BEGINNING = new Date(0).toISOString();

export function holdWatch({ holdNews, presences, now }: WatchDeps): HoldWatch {
  let position = BEGINNING;
  let told = new Map<string, string>();
  let looking: ReadonlyMap<string, SeenOrder> = new Map();

  const changed = async (): Promise<Pick<Round, 'changes' | 'isGap'>> => {
    const changes: ToldHold[] = [];
    let from = before(position);
    for (let batches = 0; batches < MOST_BATCHES; batches += 1) {
      const found = await holdNews.since(from, BATCH);
      changes.push(...found.filter((one) => told.get(nameOf(one)) !== one.at));
      for (const one of found) told.set(nameOf(one), one.at);
      from = found.at(-1)?.at ?? from;
      if (from > position) position = from;
      if (found.length < BATCH) return { changes, isGap: false };
    }
    position = (await holdNews.newestAt()) ?? position;
    return { changes: [], isGap: true };
  };
  const seen = async (): Promise<readonly SeenOrder[]> => {
    const earlier = looking;
    looking = byOrder(await presences.standing(now().toISOString(), MOST_PRESENCES));
    const left = [...earlier.values()].filter((one) => !looking.has(nameOf(one)));
    const others = [...looking].filter(([name, one]) => namesIn(one) !== namesIn(earlier.get(name)));
    return [...left.map((one) => ({ ...one, people: [] })), ...others.map(([, one]) => one)];
  };
  return {
    get position() {
      return position;
    },
    get standing() {
      return [...looking.values()];
    },
    begin: async () => {
      position = (await holdNews.newestAt()) ?? BEGINNING;
      told = new Map();
      await changed();
      await seen();
    },
    round: async () => {
      const round = { ...(await changed()), seen: await seen() };
      const oldest = before(position);
      for (const [name, at] of told) if (at < oldest) told.delete(name);
      return round;
    },
    since: async (earlier) => {
      if (earlier > position) return null;
      const found = await holdNews.since(before(earlier), MOST_MISSED + 1);
      return found.length > MOST_MISSED ? null : found;
    },
  };
}

function before(instant: string): string {
  return new Date(Math.max(0, Date.parse(instant) - OVERLAP_MS)).toISOString();
}

function nameOf({ branch, order }: Pick<ToldHold, 'branch' | 'order'>): string {
  return `${branch}/${order}`;
}

function byOrder(presences: readonly Presence[]): ReadonlyMap<string, SeenOrder> {
  const orders = new Map<string, SeenOrder>();
  for (const { branch, order, subject, name } of presences) {
    const people = orders.get(nameOf({ branch, order }))?.people ?? [];
    orders.set(nameOf({ branch, order }), { branch, order, people: [...people, { subject, name }] });
  }
  return orders;
}

function namesIn(seen: SeenOrder | undefined): string {
  return (seen?.people ?? [])
    .map(({ subject, name }) => `${subject} ${name}`)
    .sort()
    .join('\n');
}
