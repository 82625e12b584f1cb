/** Owns the guarantee that who takes nothing of a stream, or never ends a body, is let go, and everything made for them ends. */
import { serve } from '@hono/node-server';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { LiveEvent } from '../../api/views/event-view';
import { startApi, type TestApi } from '../support/api';
import { testSignIn } from '../support/people';
import { until } from '../support/until';

const STALLED_MS = 300;
let [made, isOver] = [0, false];
/** As fast as they are taken, without an end. */
async function* endlessEvents() {
  const told: LiveEvent = { event: 'presence', branch: '02', order: '10482', people: ['A'.repeat(10_000)] };
  try {
    for (;;) {
      made += 1;
      yield { told };
    }
  } finally {
    isOver = true;
  }
}

let slow = () => Promise.resolve();
const signIn = testSignIn();
const passwords = { ...signIn.passwords, matches: () => slow().then(() => false) };

let api: TestApi;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  const events = { open: () => Promise.resolve(endlessEvents()) };
  api = await startApi({
    name: 'stalled',
    deps: { events, stalledAfterMs: STALLED_MS, signIn: { ...signIn, passwords } },
  });
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await until(async () => server.listening, 'the server to listen');
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
});

test('a sender who falls silent in the middle of a body is cut off, and is no failure of ours', async () => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const isCut = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.write('POST /v1/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{');
  await isCut;
  await until(async () => api.logged.some((line) => line.includes('/v1/session')), 'the request to be logged');
  expect(api.logged.filter((line) => line.includes('request failed'))).toEqual([]);
});

test('an answer that takes longer than that, the body being whole, is not cut off', async () => {
  const { port } = server.address() as AddressInfo;
  slow = () => new Promise((resolve) => setTimeout(resolve, 3 * STALLED_MS));
  const answer = await fetch(`http://127.0.0.1:${port}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ninguem@example.com', password: 'errada' }),
  });
  expect(answer.status).toBe(401);
});

test('a reader who falls silent, the connection open, is cut off', async () => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const isCut = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.write(`GET /v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${await api.keyOf()}\r\n\r\n`);
  await until(async () => made > 10, 'the stream to begin');
  socket.pause();
  await until(async () => isOver, 'the making of events to end');
  socket.resume();
  await isCut;
});

test('a body that is too large is told as that, also where its length is not', async () => {
  const { port } = server.address() as AddressInfo;
  const lines = new Blob(['x'.repeat(2 * 1024 * 1024)]).stream();
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: lines,
    duplex: 'half',
  } as const;
  const answer = await fetch(`http://127.0.0.1:${port}/v1/session`, init);
  expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'BodyTooLarge' }]);
});
