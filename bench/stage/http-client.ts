/** Owns the HTTP client of the measurements: connections kept alive, JSON in and out, as little of its own as can be. */
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface HttpClient {
  /** Resolves when the whole body has arrived and is parsed. Rejects on a broken connection. */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<Answer>;
  /** The same for what must succeed. @throws with status and body on anything but 200 */
  done(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<unknown>;
  close(): void;
}

/** The server had closed a connection that was kept; a new one is opened then, once, as Node asks of its callers. */
class ClosedMeanwhile extends Error {}

const ANSWERED_WITHIN_MS = 30_000;

/** `baseUrl` without a slash at its end; every call carries `apiKey`. */
export function httpClient(baseUrl: string, apiKey: string): HttpClient {
  const agent = new Agent({ keepAlive: true });
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const call: HttpClient['call'] = (method, path, body) =>
    attempt(method, path, body).catch((error: unknown) => {
      if (error instanceof ClosedMeanwhile) return attempt(method, path, body);
      throw error;
    });
  const attempt: HttpClient['call'] = (method, path, body) =>
    new Promise((resolve, reject) => {
      const options = { agent, method, headers, timeout: ANSWERED_WITHIN_MS };
      const sent = request(`${baseUrl}${path}`, options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.once('error', reject);
        response.once('end', () => {
          try {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
          } catch {
            reject(new Error(`${method} ${path} gave ${response.statusCode ?? 'no'} and no JSON`));
          }
        });
      });
      sent.once('error', (error: NodeJS.ErrnoException) =>
        reject(sent.reusedSocket && error.code === 'ECONNRESET' ? new ClosedMeanwhile() : error),
      );
      sent.once('timeout', () =>
        sent.destroy(new Error(`${method} ${path} gave no answer in ${ANSWERED_WITHIN_MS} ms`)),
      );
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    call,
    done: async (method, path, body) => {
      const answer = await call(method, path, body);
      if (answer.status !== 200) {
        throw new Error(`${method} ${path} gave ${answer.status}: ${JSON.stringify(answer.body).slice(0, 500)}`);
      }
      return answer.body;
    },
    close: () => agent.destroy(),
  };
}
