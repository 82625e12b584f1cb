/** Owns the guarantee that a program which refuses a database of other keys says so and ends, whatever it has opened. */
import { spawnSync } from 'node:child_process';
import { ensureInstallation } from '../../adapters/mongo/installation-store';
import { openDatabase } from '../../adapters/mongo/database';
import { testKeyring } from '../support/keys';
import { ROOT } from '../support/processes';
import { mongodbUri, temporalAddress, uniqueDatabase } from '../support/servers';

const name = uniqueDatabase('refused-start');
beforeAll(async () => {
  const database = await openDatabase({ uri: mongodbUri(), name });
  await ensureInstallation(database, testKeyring().installationMark('demo'));
  await database.close();
});

test.each(['api/main.ts', 'worker/main.ts'])(
  '%s ends by itself, with what to do',
  (program) => {
    const run = spawnSync(process.execPath, ['--import', 'tsx', program], {
      cwd: ROOT,
      env: {
        ...{ PATH: process.env['PATH'], NODE_ENV: 'test', LOG_LEVEL: 'silent' },
        ...{ MONGODB_URI: mongodbUri(), MONGODB_DATABASE: name, TEMPORAL_ADDRESS: temporalAddress() },
        CRIVO_KEYS: `k1:${Buffer.alloc(32, 9).toString('base64')}`,
      },
      encoding: 'utf8',
      timeout: 40_000,
    });
    expect([run.signal, run.status]).toEqual([null, 1]);
    expect(run.stderr).toContain('or unset CRIVO_KEYS, or begin anew with npm start -- --fresh');
  },
  60_000,
);
