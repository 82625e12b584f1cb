/** Owns `npm run simulator:spc`: the simulator on one machine, by plain http unless a certificate is given. */
import { runSimulator } from '../run-simulator';
import { FAULTS, QUERY_FAULTS } from './faults';
import { DEFAULT_OPERATOR } from './service';
import { startSpcSimulator } from './simulator';

const PORT = 4011;

runSimulator(PORT, startSpcSimulator, (url) => {
  const control = new URL('/control', url).href;
  return [
    `SPC is simulated at ${url}; Ctrl-C ends it`,
    `operator: ${DEFAULT_OPERATOR.operator} / ${DEFAULT_OPERATOR.password}`,
    `state: curl ${control}`,
    `fault: curl -X POST ${control}/faults -d '{"name":"rateLimit","retryAfter":5,"times":2}'`,
    `       ${Object.keys(FAULTS).join(', ')}`,
    `of a paid query: ${Object.keys(QUERY_FAULTS).join(', ')}`,
    `invoice: curl ${control}/invoice`,
  ];
});
