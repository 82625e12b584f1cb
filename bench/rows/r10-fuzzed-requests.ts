/** Owns R10: a million random requests of every route, none of which may be answered with a 5xx. */
import { randomBytes } from 'node:crypto';
import { startApi } from '../../test/support/api';
import { runFuzz } from '../../test/support/fuzz/run-fuzz';
import type { Row } from '../row';

const REQUESTS = 1_000_000;
const SHOWN = 5;

const silent = () => undefined;

export const fuzzedRequests: Row = {
  id: 'R10',
  title: 'random requests answered with a 5xx, or refused without a problem',
  run: async (stage, { quick, say }) => {
    const seed = process.env['CRIVO_FUZZ_SEED'] ?? randomBytes(6).toString('hex');
    const requests = quick ? REQUESTS / 10 : REQUESTS;
    say(`CRIVO_FUZZ_SEED=${seed} repeats this run`);
    // The API of the tests, in this process, on the stage's database server.
    process.env['CRIVO_TEST_MONGODB'] = (await stage.servers()).mongodb.uri;
    const log = { level: 'silent', info: silent, warn: silent, error: silent };
    const api = await startApi({ name: 'bench-r10', deps: { log } });
    try {
      const { failed, failures, statuses, passed } = await runFuzz(api, { seed, requests, say });
      for (const failure of failures.slice(0, SHOWN)) say(JSON.stringify(failure));
      const answers = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
      return [
        {
          id: 'R10',
          ours: failed,
          reference: null,
          ratio: null,
          floor: 0,
          aim: 0,
          unit: `failures of ${requests}`,
          better: 'lower',
          counted: { cases: requests, seed },
          notes: [`seed ${seed}; answers by status ${answers.join(', ')}; ${passed.size} routes passed`],
        },
      ];
    } finally {
      await api.stop();
    }
  },
};
