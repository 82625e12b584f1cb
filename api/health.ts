/** Owns the health endpoints, the only ones beside the docs that need no API key. */
import type { ApiDeps } from './deps';
import type { Api } from './route';

/** `/healthz`: the process lives. `/readyz`: 200 when every part answers, else 503, each part by name. */
export function serveHealth(app: Api, deps: Pick<ApiDeps, 'parts'>): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }));
  app.get('/readyz', async (c) => {
    const parts = await deps.parts();
    const ready = Object.values(parts).every(Boolean);
    const named = Object.entries(parts).map(([part, answers]) => [part, answers ? 'up' : 'down']);
    return c.json(
      { status: ready ? 'ready' : 'notReady', parts: Object.fromEntries(named) as object },
      ready ? 200 : 503,
    );
  });
}
