/** Owns the record of what `npm start` has started, so that the next one finds what a killed one left behind. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Say } from '../servers/say';

const run = promisify(execFile);

/** `birth` is the system's own words on when and as what the process started: a reused pid has another. */
const recordedSchema = z.object({ title: z.string(), pid: z.number().int().positive(), birth: z.string() });
const recordSchema = z.object({ owner: recordedSchema, processes: z.array(recordedSchema) });
type Recorded = z.infer<typeof recordedSchema>;

const STOP_WITHIN_MS = 15_000;
const LOOK_AGAIN_MS = 100;

/** Writes down who runs now. Called again whenever that changes. */
export async function recordProcesses(
  file: string,
  processes: readonly { title: string; pid: number }[],
): Promise<void> {
  const withBirth = async ({ title, pid }: { title: string; pid: number }): Promise<Recorded[]> => {
    const birth = await birthOf(pid);
    return birth === null ? [] : [{ title, pid, birth }];
  };
  const [owner] = await withBirth({ title: 'npm start', pid: process.pid });
  if (!owner) return;
  const record = { owner, processes: (await Promise.all(processes.map(withBirth))).flat() };
  await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
}

/** All has been stopped: nothing is left to find. */
export async function forgetProcesses(file: string): Promise<void> {
  await rm(file, { force: true });
}

/**
 * Stops what an earlier start left running, and says so. A process is touched only if it is the very one recorded.
 * @throws when that earlier start is itself still running
 */
export async function clearLeftovers(file: string, say: Say): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return;
  const parsed = recordSchema.safeParse(parseJson(text));
  if (!parsed.success) return forgetProcesses(file);
  const { owner, processes } = parsed.data;
  if (await isStill(owner)) throw new Error(`it is already running (pid ${owner.pid}): stop that one first`);
  for (const left of processes.reverse()) {
    if (!(await isStill(left))) continue;
    say(`an earlier start left ${left.title} running (pid ${left.pid}): stopping it`);
    await stopGroup(left);
  }
  await forgetProcesses(file);
}

async function stopGroup(left: Recorded): Promise<void> {
  const deadline = Date.now() + STOP_WITHIN_MS;
  signalGroup(left.pid, 'SIGTERM');
  while (await isStill(left)) {
    if (Date.now() > deadline) signalGroup(left.pid, 'SIGKILL');
    if (Date.now() > deadline + STOP_WITHIN_MS) throw new Error(`${left.title} (pid ${left.pid}) can't be stopped`);
    await wait(LOOK_AGAIN_MS);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended by itself meanwhile; the caller looks again.
  }
}

async function isStill(recorded: Recorded): Promise<boolean> {
  return (await birthOf(recorded.pid)) === recorded.birth;
}

/** `null` when there is no such process, or the system has no `ps`. A zombie counts as gone. */
async function birthOf(pid: number): Promise<string | null> {
  const answer = await run('ps', ['-o', 'stat=', '-o', 'lstart=', '-o', 'args=', '-p', String(pid)]).catch(() => null);
  const [, stat, birth] = /^\s*(\S+)\s+(.*?)\s*$/m.exec(answer?.stdout ?? '') ?? [];
  return !birth || stat?.startsWith('Z') ? null : birth;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
