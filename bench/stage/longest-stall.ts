/** Owns asking a process under measurement for how long it heard nobody. */

const TOKEN = 'bench-metrics-token';
const MS = 1_000;

/** With these it tells. */
export const METRICS_ENV = { METRICS_TOKEN: TOKEN };
export const LONGEST_LAG = 'nodejs_eventloop_lag_max_seconds';

/** Of a process, since it was last asked: reading it begins it anew. */
export async function longestStallMs(baseUrl: string): Promise<number> {
  const answer = await fetch(`${baseUrl}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  const seconds = new RegExp(`^${LONGEST_LAG} (\\S+)$`, 'm').exec(await answer.text())?.[1];
  if (seconds === undefined) throw new Error(`${baseUrl} does not tell its longest stall (${answer.status})`);
  return Number(seconds) * MS;
}
