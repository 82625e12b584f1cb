/** Owns the guarantees on ports: one that is taken is reported by name before anything is started on it. */
import { createServer, type Server } from 'node:net';
import { freePort, portsInUse } from '../../dev/servers/ports';
import { startPorts } from '../../dev/start/settings';

let taken: Server;
let port: number;
beforeAll(async () => {
  port = await freePort();
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => taken.close(resolve)));

test('a port in use is reported with what wanted it and the variable that moves it', async () => {
  const problems = await portsInUse([
    { port, use: 'API', variable: 'API_PORT' },
    { port: await freePort(), use: 'Temporal', variable: 'CRIVO_TEMPORAL_PORT' },
  ]);
  expect(problems).toEqual([`port ${port} (API) is in use: set API_PORT`]);
});

test('one port wanted twice is reported, free as it is', async () => {
  const same = await freePort();
  const problems = await portsInUse([
    { port: same, use: 'API', variable: 'API_PORT' },
    { port: same, use: 'Temporal', variable: 'CRIVO_TEMPORAL_PORT' },
  ]);
  expect(problems).toEqual([`port ${same} is wanted twice, by API and Temporal: set CRIVO_TEMPORAL_PORT`]);
});

test('every port can be moved', () => {
  const env = {
    API_PORT: '1',
    WORKER_HEALTH_PORT: '2',
    CRIVO_TEMPORAL_PORT: '3',
    CRIVO_TEMPORAL_UI_PORT: '4',
    CRIVO_MONGODB_PORT: '5',
  };
  expect(startPorts(env).ports).toEqual({ api: 1, worker: 2, temporal: 3, temporalUi: 4, mongodb: 5 });
});

test('a server that the environment names wants no port', () => {
  const { wanted } = startPorts({ TEMPORAL_ADDRESS: 'temporal:7233', MONGODB_URI: 'mongodb://db/' });
  expect(wanted.map(({ use }) => use)).toEqual(['API', 'worker health']);
});

test.each(['abc', '0', '65536', '1.5'])('%s is refused as a port', (value) => {
  expect(() => startPorts({ API_PORT: value })).toThrow(`API_PORT is ${value}, but must be a port number`);
});
