/** Owns what traces are to the rest of the code, and that nothing of them is loaded while they are off. */
import type { Tracing } from './tracing';

type Attributes = Readonly<Record<string, string | number>>;

/** Told of MongoDB's commands by name and collection, never of what they hold. */
export interface CommandWatcher {
  started(request: number, command: string, collection: string | undefined): void;
  ended(request: number, succeeded: boolean): void;
}

export interface Telemetry {
  /** Runs a piece of work as a span; the callback it is given names the span when its end is known. */
  span<T>(work: (done: (name: string, attributes: Attributes) => void) => Promise<T>): Promise<T>;
  /** What the clients and the worker of Temporal are given; `undefined` while traces are off. */
  readonly temporal: Tracing['temporal'] | undefined;
  readonly commands: CommandWatcher | undefined;
  /** Sends what is not sent yet, for a few seconds at most. */
  stop(): Promise<void>;
}

/** For a process that traces nothing. */
export const NO_TELEMETRY: Telemetry = {
  span: (work) => work(() => undefined),
  temporal: undefined,
  commands: undefined,
  stop: () => Promise.resolve(),
};

/** `endpoint`: of an OpenTelemetry collector that takes OTLP by HTTP, such as `http://127.0.0.1:4318`; without it, off. */
export async function openTelemetry(process: string, endpoint: string | undefined): Promise<Telemetry> {
  if (endpoint === undefined) return NO_TELEMETRY;
  const { startTracing } = await import('./tracing.js');
  return startTracing(process, endpoint);
}
