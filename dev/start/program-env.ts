/** Owns the environment in which `npm start` runs API and worker, and its check before anything is touched. */
import { loadConfig } from '../../platform/config';
import type { StartPorts } from './settings';

/** The environment of API and worker. What a person has set is kept; the servers' addresses are added later. */
export function programEnv(keys: string, ports: StartPorts, given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = { API_PORT: String(ports.api), WORKER_HEALTH_PORT: String(ports.worker), NODE_ENV: 'development' };
  // The receiver and the simulator of the README's tour run beside us.
  const forTour = { WEBHOOK_ALLOW_LOOPBACK: 'true', DEPS_ALLOW_LOOPBACK: 'true', SPC_ALLOW_LOOPBACK: 'true' };
  const forUi = { CODEC_UI_ORIGIN: `http://127.0.0.1:${ports.temporalUi}` };
  return { CRIVO_KEYS: keys, ...forTour, ...forUi, ...given, ...own };
}

/** In the place of what only a start that goes on finds or draws. */
const NOT_YET = {
  keys: `k1:${Buffer.alloc(32).toString('base64')}`,
  addresses: { MONGODB_URI: 'mongodb://127.0.0.1/', TEMPORAL_ADDRESS: '127.0.0.1:1' },
} as const;

/**
 * Whether a person's settings can be used, told before a server is started and before `--fresh` removes anything.
 * @throws {ConfigError} with all problems at once
 */
export function requireUsable(ports: StartPorts, given: NodeJS.ProcessEnv): void {
  const { MONGODB_URI = '', TEMPORAL_ADDRESS = '' } = given;
  const addresses = {
    ...NOT_YET.addresses,
    ...(MONGODB_URI && { MONGODB_URI }),
    ...(TEMPORAL_ADDRESS && { TEMPORAL_ADDRESS }),
  };
  loadConfig({ ...programEnv(NOT_YET.keys, ports, given), ...addresses });
}
