/** Owns a stand-in for Temporal that answers every call with nothing and counts them. */
import { createServer, type Http2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';

export interface CountingTemporal {
  /** `host:port`. */
  readonly address: string;
  /** Calls so far; connections and keep-alives of theirs are none. */
  calls(): number;
  close(): Promise<void>;
}

/** A gRPC message of no bytes: not compressed, length 0. Every field of it reads as its default. */
const EMPTY_MESSAGE = Buffer.alloc(5);

export async function countingTemporal(): Promise<CountingTemporal> {
  let calls = 0;
  const sessions = new Set<Http2Session>();
  const server = createServer();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream) => {
    calls += 1;
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(EMPTY_MESSAGE);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: () => calls,
    close: () => {
      for (const session of sessions) session.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
