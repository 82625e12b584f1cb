/** Owns what the system tells of a process: the CPU time it has used and the memory it holds. Linux only. */
import { readFile, writeFile } from 'node:fs/promises';

/** The kernel counts CPU time in these, whatever the machine: USER_HZ is 100 on every Linux of today. */
const TICKS_PER_SECOND = 100;

export interface Memory {
  /** Resident now, and the most it ever was. Bytes. */
  readonly residentBytes: number;
  readonly peakBytes: number;
}

/** Milliseconds of CPU (user and system) a process has used since it started, all its threads together. */
export async function cpuMs(pid: number): Promise<number> {
  const [userTicks, systemTicks] = cpuTicks(await readFile(`/proc/${pid}/stat`, 'utf8'));
  return ((userTicks + systemTicks) * 1_000) / TICKS_PER_SECOND;
}

/** The 14th and 15th field; the second may hold spaces and parentheses, so counting starts after its last one. */
export function cpuTicks(stat: string): readonly [number, number] {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [Number(fields[11]), Number(fields[12])];
}

export async function memoryOf(pid: number): Promise<Memory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return { residentBytes: statusBytes(status, 'VmRSS'), peakBytes: statusBytes(status, 'VmHWM') };
}

/** The most a process ever held counts from now on. */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}

/** A size in `/proc/…/status`, which is written in kB. Throws when it isn't there. */
export function statusBytes(status: string, field: 'VmRSS' | 'VmHWM'): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kilobytes === undefined) throw new Error(`${field} is not told of this process`);
  return Number(kilobytes) * 1_024;
}

/** Milliseconds of CPU that each named process used while `work` ran. A pid that isn't known is left out. */
export async function cpuDuring<T>(
  pids: Readonly<Record<string, number | null>>,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpuMs: Readonly<Record<string, number>> }> {
  const known = Object.entries(pids).flatMap(([name, pid]) => (pid === null ? [] : [{ name, pid }]));
  const before = await Promise.all(known.map(({ pid }) => cpuMs(pid)));
  const result = await work();
  const after = await Promise.all(known.map(({ pid }) => cpuMs(pid)));
  const used = known.map(({ name }, index) => [name, (after[index] ?? 0) - (before[index] ?? 0)] as const);
  return { result, cpuMs: Object.fromEntries(used) };
}
