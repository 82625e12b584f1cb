/** Owns a night of the measurements: a branch that syncs with a simulated Deps, and one run seen from outside. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { TestDeps } from '../../test/support/deps-simulator';
import { BRANCH, type Product } from './product';

const LOOK_EVERY_MS = 20;
const ENDED_WITHIN_MS = 600_000;

/** What a product needs to reach a Deps on this machine. */
export const DEPS_ENV = { NODE_ENV: 'development', DEPS_ALLOW_LOOPBACK: 'true' } as const;

/** One run, seen from outside: what Deps got, and how long it was from the request to the end. */
export interface Night {
  readonly documents: readonly string[];
  readonly seconds: number;
}

/** The branch's account at the simulated Deps, as fast as one may be. */
export async function syncWith({ http }: Product, { url, user, ca }: TestDeps): Promise<void> {
  const login = { apiUrl: url, email: user.email, password: user.password, caCertificate: ca };
  await http.done('PUT', `/v1/branches/${BRANCH}/deps`, { ...login, requestsPerMinute: 6_000, sync: {} });
}

const startedSchema = z.object({ run: z.string() });
const stateSchema = z.object({ lastRun: z.object({ run: z.string(), status: z.string() }).nullable() });

/** A run by hand, to its end. Throws unless it ended well. */
export async function night({ http }: Product, { control }: TestDeps): Promise<Night> {
  const path = `/v1/branches/${BRANCH}/receivables/sync`;
  const before = control.sends().length;
  const started = performance.now();
  const { run } = startedSchema.parse(await http.done('POST', `${path}/run`));
  for (;;) {
    const { lastRun } = stateSchema.parse(await http.done('GET', path));
    const seconds = (performance.now() - started) / 1_000;
    if (lastRun?.run === run && lastRun.status !== 'running') {
      if (lastRun.status !== 'done') throw new Error(`the run ended ${lastRun.status}`);
      const sends = control.sends().slice(before);
      return { documents: sends.flatMap(({ documents }) => [...documents]), seconds };
    }
    if (seconds * 1_000 > ENDED_WITHIN_MS) throw new Error('the run did not end');
    await wait(LOOK_EVERY_MS);
  }
}
