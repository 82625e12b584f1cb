/** Owns the guarantee that an API which is told to stop does, whatever those who are connected leave undone. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { newSecret, secretHash } from '../../platform/keyring';
import { freePort } from '../../dev/servers/ports';
import { openDatabase, type Database } from '../../adapters/mongo/database';
import { mongoStores } from '../../adapters/mongo/stores';
import { ROOT } from '../support/processes';
import { mongodbUri, temporalAddress, uniqueDatabase } from '../support/servers';
import { until } from '../support/until';

const name = uniqueDatabase('stopping-api');
const key = `crv_${newSecret()}`;
let database: Database;
let api: ChildProcess;
let port: number;
const sockets: Socket[] = [];
beforeAll(async () => {
  database = await openDatabase({ uri: mongodbUri(), name });
  const analyst = { subject: 'ana', userGroups: ['analyst'], permissions: ['holds:read'], branches: '*' } as const;
  await mongoStores(database).apiKeys.put(secretHash(key), analyst);
  port = await freePort();
  api = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env['PATH'], NODE_ENV: 'test', LOG_LEVEL: 'silent', API_PORT: String(port) },
      ...{ MONGODB_URI: mongodbUri(), MONGODB_DATABASE: name, TEMPORAL_ADDRESS: temporalAddress() },
      CRIVO_KEYS: `k1:${Buffer.alloc(32, 9).toString('base64')}`,
    },
    stdio: 'ignore',
  });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(answers, 'the API to answer', 40_000);
}, 60_000);
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  if (api.exitCode === null) api.kill('SIGKILL');
  await database.connection.dropDatabase();
  await database.close();
});

/** Says this and then nothing more, and keeps the connection. */
async function say(lines: readonly string[]): Promise<{ readonly heard: () => string }> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  sockets.push(socket);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(lines.join('\r\n'));
  return { heard: () => text };
}

test('a stream of events, half a request and an idle connection do not hold it', async () => {
  const listener = await say(['GET /v1/events HTTP/1.1', 'host: x', `authorization: Bearer ${key}`, '', '']);
  await until(async () => listener.heard().includes('event: hello'), 'the stream');
  await say(['POST /v1/session HTTP/1.1', 'host: x', 'content-type: application/json', 'content-length: 90', '', '{']);
  await say(['GET /healthz HTTP/1.1', 'host: x', '', '']);
  const ended = once(api, 'exit');
  api.kill('SIGTERM');
  const told = await Promise.race([ended, new Promise<string>((resolve) => setTimeout(resolve, 20_000, 'it lasts'))]);
  expect(told).toEqual([0, null]);
  expect(listener.heard()).toContain('event: hello');
}, 40_000);
