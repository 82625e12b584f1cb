/** Owns the guarantees of `GET /metrics` at the API: for who has the token, and only where one is configured. */
import { openMetrics } from '../../platform/metrics';
import { startApi } from '../support/api';

const TOKEN = 'metrics-token-0123456789';
const read = (app: { request: (path: string, init?: RequestInit) => Response | Promise<Response> }, token?: string) =>
  app.request('/metrics', { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });

test('requests are told by template, method and status to who has the token, also while MongoDB is away', async () => {
  const api = await startApi({ name: 'metrics', deps: { metrics: { metrics: await openMetrics(), token: TOKEN } } });
  try {
    await api.call('GET', '/branches/02/orders/nobody');
    await api.call('BREW', '/audit');
    const answer = await read(api.app, TOKEN);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    const text = await answer.text();
    const count = 'crivo_http_request_duration_seconds_count';
    expect(text).toContain(`${count}{method="GET",route="/v1/branches/{branch}/orders/{order}",status="404"} 1`);
    expect(text).toContain(`${count}{method="other",route="none",status="405"} 1`);
    expect(text).not.toContain('nobody');
    for (const wrong of [undefined, 'metrics-token-012345678', await api.keyOf()]) {
      expect((await read(api.app, wrong)).status).toBe(401);
    }
  } finally {
    await api.stop();
  }
});

test('without a token there is nothing to read', async () => {
  const api = await startApi({ name: 'metrics-off' });
  try {
    expect((await read(api.app, TOKEN)).status).toBe(404);
  } finally {
    await api.stop();
  }
});
