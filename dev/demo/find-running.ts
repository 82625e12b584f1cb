/** Owns finding the Crivo that a demo is sent to. */
import { readDemoFile } from '../start/read-demo-file';

export type RunningCrivo = NonNullable<Awaited<ReturnType<typeof readDemoFile>>>;

const PROBE_WITHIN_MS = 5_000;

/** What `npm start` wrote to `file`, provided that it answers. Throws with the remedy when it doesn't. */
export async function findRunning(file: string): Promise<RunningCrivo> {
  const written = await readDemoFile(file);
  if (written === null) throw new Error("Crivo isn't running: run npm start first");
  const probe = fetch(`${written.baseUrl}/readyz`, { signal: AbortSignal.timeout(PROBE_WITHIN_MS) });
  const problem = await probe.then(
    (answer) => (answer.ok ? null : `answers ${answer.status}`),
    () => "doesn't answer",
  );
  if (problem !== null) throw new Error(`Crivo at ${written.baseUrl} ${problem}: run npm start first`);
  return written;
}
