/** Owns what is known about TCP ports of this machine before a server is started on one. */
import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/** A port nobody listens on, picked by the system. Another process may still take it before it is used. */
export async function freePort(): Promise<number> {
  const port = await listenBriefly(0);
  if (port === null) throw new Error('the system gave no free port');
  return port;
}

/** A port of ours, with the words a person needs when it is taken. */
export interface WantedPort {
  readonly port: number;
  /** `API`, `Temporal`, … */
  readonly use: string;
  /** The environment variable that moves it. */
  readonly variable: string;
}

/** One sentence for each wanted port that is in use or is wanted twice; empty when all can be listened on. */
export async function portsInUse(wanted: readonly WantedPort[]): Promise<string[]> {
  const problems: string[] = [];
  for (const [index, { port, use, variable }] of wanted.entries()) {
    const twin = wanted.slice(0, index).find((other) => other.port === port);
    if (twin) problems.push(`port ${port} is wanted twice, by ${twin.use} and ${use}: set ${variable}`);
    else if ((await listenBriefly(port)) === null) problems.push(`port ${port} (${use}) is in use: set ${variable}`);
  }
  return problems;
}

function listenBriefly(port: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null));
    });
  });
}
