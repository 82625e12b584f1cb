/** Owns the health endpoints, the only ones beside the docs that need no API key. */
import { refusedPolicyText } from '../usecases/check-policies';
import type { ApiDeps } from './deps';
import type { Api } from './route';

/**
 * `/healthz`: the process lives. `/readyz`: 200 when every part answers, else 503, each part by name. Policies that had to
 * be refused are named there; the versions before them are judged by, so that they make nothing unready.
 */
export function serveHealth(app: Api, deps: Pick<ApiDeps, 'parts' | 'credit'>): void {
  app.get('/healthz', (c) => c.json({ status: 'alive' }));
  app.get('/readyz', async (c) => {
    const parts = await deps.parts();
    const ready = Object.values(parts).every(Boolean);
    const named = Object.entries(parts).map(([part, answers]) => [part, answers ? 'up' : 'down']);
    const refusedPolicies = deps.credit.policies.refused().map(refusedPolicyText);
    return c.json(
      {
        status: ready ? 'ready' : 'notReady',
        parts: Object.fromEntries(named) as object,
        ...(refusedPolicies.length > 0 && { refusedPolicies }),
      },
      ready ? 200 : 503,
    );
  });
}
