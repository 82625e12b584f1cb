/** Owns the guarantee that who opens a stream and takes nothing of it is let go, and everything made for them ends. */
import { serve } from '@hono/node-server';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { LiveEvent } from '../../api/views/event-view';
import { startApi, type TestApi } from '../support/api';
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

let api: TestApi;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  const events = { open: () => Promise.resolve(endlessEvents()) };
  api = await startApi({ name: 'stalled-reader', deps: { events, stalledAfterMs: STALLED_MS } });
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await until(async () => server.listening, 'the server to listen');
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
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
