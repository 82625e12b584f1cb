/** Owns the worker's endpoints for operators: alive, ready once it polls, and what it measures. */
import { createServer, type Server } from 'node:http';
import { holdsToken, METRICS_TYPE } from '../platform/metrics';

export interface HealthInputs {
  readonly host: string;
  readonly port: number;
  /** Which parts answer. */
  readonly parts: () => Promise<Readonly<Record<string, boolean>>>;
  /** The policies that had to be refused, each in a line. They make nothing unready. */
  readonly refusedPolicies: () => readonly string[];
  /** Text for Prometheus, for who sends the token. Without it there is no such address. */
  readonly metrics?: { readonly text: () => Promise<string>; readonly token: string } | undefined;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Serves `/healthz` (always 200), `/readyz` (200 while all parts answer, else 503 with which part is down), `/metrics`. */
export function serveHealth(inputs: HealthInputs): Promise<Server> {
  const server = createServer((request, response) => {
    answer(inputs, request.url ?? '', request.headers.authorization)
      .catch(() => json(503, { status: 'unknown' }))
      .then(
        ({ status, type, text }) => response.writeHead(status, { 'content-type': type }).end(text),
        response.destroy.bind(response),
      );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(inputs.port, inputs.host, () => resolve(server));
  });
}

async function answer(
  { parts, refusedPolicies, metrics }: HealthInputs,
  url: string,
  authorization?: string,
): Promise<Answer> {
  if (url === '/healthz') return json(200, { status: 'alive' });
  if (url === '/readyz') {
    const state = await parts();
    const refused = refusedPolicies();
    const body = refused.length === 0 ? state : { ...state, refusedPolicies: refused };
    return json(Object.values(state).every(Boolean) ? 200 : 503, body);
  }
  if (url !== '/metrics' || metrics === undefined) return json(404, { status: 'not found' });
  if (!holdsToken(authorization, metrics.token)) return json(401, { status: 'unauthenticated' });
  return { status: 200, type: METRICS_TYPE, text: await metrics.text() };
}

function json(status: number, body: unknown): Answer {
  return { status, type: 'application/json', text: JSON.stringify(body) };
}
