/** Owns what a process counts and measures of itself, and its text for Prometheus. Nothing is loaded while it is off. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Values by label; under the empty one where there is no label. */
type Reading = () => Promise<Readonly<Record<string, number>>>;
type Labels = Readonly<Record<string, string>>;

/** Label values come from closed lists only: never an id, a name, a path as it was asked for. */
export interface Metrics {
  counter(name: string, help: string, labelNames: readonly string[]): (labels: Labels) => void;
  /** In seconds. */
  durations(name: string, help: string, labelNames: readonly string[]): (labels: Labels, seconds: number) => void;
  /** Read when asked for, at most every few seconds; left out while it can't be read. One value a label, if there is one. */
  gauge(name: string, help: string, labelName: string | null, read: Reading): void;
  /** In Prometheus' text format; `null` when nothing is measured. */
  text(): Promise<string | null>;
}

/** For a process that measures nothing. */
export const NO_METRICS: Metrics = {
  counter: () => () => undefined,
  durations: () => () => undefined,
  gauge: () => undefined,
  text: () => Promise.resolve(null),
};

/** What Prometheus is answered as. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const READ_AGAIN_AFTER_MS = 5_000;
const READ_WITHIN_MS = 2_000;

/** Those of Node (memory, CPU, event loop, collections) are among them. */
export async function openMetrics(): Promise<Metrics> {
  const prometheus = await import('prom-client');
  const registry = new prometheus.Registry();
  prometheus.collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    counter: (name, help, labelNames) => {
      const counter = new prometheus.Counter({ name, help, labelNames: [...labelNames], registers });
      return (labels) => counter.inc(labels);
    },
    durations: (name, help, labelNames) => {
      const given = { name, help, labelNames: [...labelNames], buckets: BUCKETS, registers };
      const histogram = new prometheus.Histogram(given);
      return (labels, seconds) => histogram.observe(labels, seconds);
    },
    gauge: (name, help, labelName, read) => {
      const readNow = seldom(read);
      const gauge = new prometheus.Gauge({
        name,
        help,
        labelNames: labelName === null ? [] : [labelName],
        registers,
        collect: async () => {
          const values = await readNow();
          gauge.reset();
          // Reset leaves a 0 where there is no label, and a false 0 is worse than nothing.
          if (labelName === null) gauge.remove();
          for (const [label, value] of Object.entries(values)) {
            gauge.set(labelName === null ? {} : { [labelName]: label }, value);
          }
        },
      });
    },
    text: () => registry.metrics(),
  };
}

/** True when a request carries the token that `METRICS_TOKEN` holds. Takes the same time for every wrong one. */
export function holdsToken(authorization: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(authorization ?? ''), hash(`Bearer ${token}`));
}

/** The last values while they are young; none when reading fails or takes too long. */
function seldom(read: Reading): Reading {
  let last: { at: number; values: ReturnType<Reading> } | null = null;
  return () => {
    if (last === null || Date.now() - last.at > READ_AGAIN_AFTER_MS) {
      last = { at: Date.now(), values: within(read, READ_WITHIN_MS).catch(() => ({})) };
    }
    return last.values;
  };
}

async function within<T>(work: () => Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
