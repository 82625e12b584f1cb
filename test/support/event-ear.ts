/** Owns a listener of server-sent events for suites: all it was told, and a bounded wait for what it is to be told. */
import type { Api } from '../../api/route';
import { until } from './until';

export interface ToldEvent {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

export interface Ear {
  readonly told: readonly ToldEvent[];
  /** Everything as it was sent. */
  readonly text: string;
  readonly lastId: string;
  readonly isOver: boolean;
  /** The next one of this name that fits; each is given once. */
  next(event: string, fits?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** So many beats from now on. */
  beats(count: number): Promise<void>;
  close(): Promise<void>;
}

const WITHIN_MS = 8_000;

export async function hear(app: Api, address: string, headers: Record<string, string>): Promise<Ear> {
  const response = await app.request(address, { headers });
  const { body, status } = response;
  const type = response.headers.get('content-type');
  if (status !== 200 || body === null || type?.startsWith('text/event-stream') !== true)
    throw new Error(`${status} ${type}: ${await response.text()}`);
  const reader = body.getReader();
  const told: ToldEvent[] = [];
  let [text, lastId, isOver, given, beats] = ['', '', false, 0, 0];
  const take = (frame: string) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
    if (frame.startsWith(':')) beats += 1;
    lastId = field('id') ?? lastId;
    const event = field('event');
    if (event !== undefined) told.push({ event, data: JSON.parse(field('data') ?? '{}') as ToldEvent['data'] });
  };
  const reading = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const piece = decoder.decode(chunk.value as Uint8Array, { stream: true });
      text += piece;
      const frames = (rest + piece).split('\n\n');
      rest = frames.pop() ?? '';
      frames.forEach(take);
    }
    isOver = true;
  })();
  return {
    told,
    get text() {
      return text;
    },
    get lastId() {
      return lastId;
    },
    get isOver() {
      return isOver;
    },
    next: async (event, fits = {}) => {
      const find = () =>
        told.findIndex(
          (one, at) =>
            at >= given &&
            one.event === event &&
            Object.entries(fits).every(([name, value]) => JSON.stringify(one.data[name]) === JSON.stringify(value)),
        );
      await until(
        async () => find() !== -1,
        `${event} ${JSON.stringify(fits)} after ${JSON.stringify(told)}`,
        WITHIN_MS,
      );
      const at = find();
      given = at + 1;
      return told[at]?.data ?? {};
    },
    beats: async (count) => {
      const before = beats;
      await until(async () => beats >= before + count, `${count} beats`, WITHIN_MS);
    },
    close: async () => {
      await reader.cancel();
      await reading;
    },
  };
}
