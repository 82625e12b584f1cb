/** Owns `npm run simulator:deps`: the simulator on one machine, by plain http unless a certificate is given. */
import { runSimulator } from '../run-simulator';
import { FAULTS } from './faults';
import { DEFAULT_USER } from './logins';
import { QUERY_FAULTS } from './query-faults';
import { startDepsSimulator } from './simulator';

const PORT = 4010;

runSimulator(PORT, startDepsSimulator, (url) => [
  `Deps is simulated at ${url}; Ctrl-C ends it`,
  `login: ${DEFAULT_USER.email} / ${DEFAULT_USER.password}`,
  `state: curl ${url}/control`,
  `fault: curl -X POST ${url}/control/faults -d '{"name":"rateLimit","retryAfter":5,"times":2}'`,
  `       ${Object.keys(FAULTS).join(', ')}`,
  `of a paid query: ${Object.keys(QUERY_FAULTS).join(', ')}`,
  `invoice: curl ${url}/control/invoice`,
]);
