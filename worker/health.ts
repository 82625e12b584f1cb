/** Owns the worker's health endpoint: alive, and ready once it polls. */
import { createServer, type Server } from 'node:http';

/** Serves `/healthz` (always 200) and `/readyz` (200 while `parts` all answer, else 503 with which part is down). */
export function serveHealth(port: number, parts: () => Promise<Readonly<Record<string, boolean>>>): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<[number, unknown]> => {
      if (request.url === '/healthz') return [200, { status: 'alive' }];
      if (request.url !== '/readyz') return [404, { status: 'not found' }];
      const state = await parts();
      return [Object.values(state).every(Boolean) ? 200 : 503, state];
    };
    answer()
      .catch((): [number, unknown] => [503, { status: 'unknown' }])
      .then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      }, response.destroy.bind(response));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
