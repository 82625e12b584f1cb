/** Owns the set of servers that a test run, or a measurement, has for itself: free ports, throw-away data. */
import { join } from 'node:path';
import { type FindOptions, findProgram, type FoundProgram } from './find-program';
import { type MongodbServer, obtainMongodb } from './mongodb-server';
import { freePort } from './ports';
import { timeSkippingRecipe } from './recipes';
import { obtainTemporal, type TemporalServer } from './temporal-server';

export interface TestServers {
  readonly temporal: TemporalServer;
  readonly mongodb: MongodbServer;
  /** Only found: each suite that skips time starts its own. */
  readonly timeSkipping: FoundProgram;
}

export interface TestServersOptions extends FindOptions {
  /** Holds data and logs; the caller makes and removes it. */
  readonly folder: string;
}

/** Gets and starts all side by side; when one fails the others are stopped, and its error is thrown. */
export async function startTestServers(options: TestServersOptions): Promise<TestServers> {
  const { folder } = options;
  const [port, mongodbPort] = [await freePort(), await freePort()];
  const [temporal, mongodb, timeSkipping] = await Promise.allSettled([
    obtainTemporal({ ...options, port, uiPort: null, dataDir: null, logFile: join(folder, 'temporal.log') }),
    obtainMongodb({
      ...options,
      port: mongodbPort,
      dataDir: join(folder, 'mongodb'),
      logFile: join(folder, 'mongodb.log'),
    }),
    findProgram(timeSkippingRecipe, options),
  ]);
  if (temporal.status === 'fulfilled' && mongodb.status === 'fulfilled' && timeSkipping.status === 'fulfilled') {
    return { temporal: temporal.value, mongodb: mongodb.value, timeSkipping: timeSkipping.value };
  }
  for (const started of [temporal, mongodb]) if (started.status === 'fulfilled') await started.value.stop();
  const reasons = [temporal, mongodb, timeSkipping].flatMap((r) => (r.status === 'rejected' ? [String(r.reason)] : []));
  throw new Error(reasons.join('\n'));
}
