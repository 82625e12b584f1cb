/** Owns a way to a server that a test can cut: connections are dropped and new ones refused until it is mended. */
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface TcpProxy {
  readonly address: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Passes bytes on to `target`, a `host:port`. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const [host = '', targetPort = ''] = target.split(':');
  const open = new Set<Socket>();
  let server = await listen(0);
  const { port } = server.address() as { port: number };

  function listen(onPort: number): Promise<Server> {
    const listening = createServer((client) => {
      const upstream = connect(Number(targetPort), host);
      for (const socket of [client, upstream]) {
        open.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => (open.delete(socket), client.destroy(), upstream.destroy()));
      }
      client.pipe(upstream).pipe(client);
    });
    return new Promise((resolve, reject) => {
      listening.once('error', reject);
      listening.listen(onPort, '127.0.0.1', () => resolve(listening));
    });
  }
  async function cut(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of open) socket.destroy();
    await closed;
  }
  return {
    address: `127.0.0.1:${port}`,
    cut,
    mend: async () => {
      if (!server.listening) server = await listen(port);
    },
    close: cut,
  };
}
