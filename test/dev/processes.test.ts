/** Owns the guarantees on processes we start: bounded, said to have died, and never outliving their owner. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from '../../dev/servers/run-tool';
import { startServerProcess } from '../../dev/servers/server-process';
import { aProgram, firstLine, isAlive, runTypeScript } from '../support/processes';
import { temporaryFolder } from '../support/temporary-folder';
import { until } from '../support/until';

const folder = temporaryFolder('processes');
const silent = (): void => undefined;
const server = (name: string, script: string) => ({
  title: 'Toy server',
  command: aProgram(join(folder, name), script),
  args: [],
  logFile: join(folder, `${name}.log`),
  probe: () => Promise.resolve(),
  readyWithinMs: 5_000,
  stopWithinMs: 300,
});

test('a tool that takes too long is killed with everything it started', async () => {
  const command = aProgram(join(folder, 'slow'), 'sleep 60 & echo $! > "$0.child"; wait');
  const run = runTool({ command, args: [], doing: 'waiting', limitMs: 500 }, silent);
  await expect(run).rejects.toThrow('took longer than 1 s');
  const child = Number(readFileSync(`${command}.child`, 'utf8'));
  await until(async () => !isAlive(child), 'the child of the tool to be gone');
});

test('a tool that fails is reported with what it wrote', async () => {
  const command = aProgram(join(folder, 'failing'), 'echo "no such crate" >&2; exit 3');
  const run = runTool({ command, args: [], doing: 'failing', limitMs: 5_000 }, silent);
  await expect(run).rejects.toThrow(/ended with code 3: no such crate/);
});

test('a server that dies before it is ready is reported with the end of its log', async () => {
  const options = {
    ...server('dying', 'echo "disk is full"; exit 1'),
    probe: () => Promise.reject(new Error('refused')),
  };
  await expect(startServerProcess(options)).rejects.toThrow(/Toy server: ended with code 1[^]*disk is full/);
});

test('what earlier starts have written to the log is no part of the report', async () => {
  const options = {
    ...server('again', 'echo "disk is full"; exit 1'),
    probe: () => Promise.reject(new Error('refused')),
  };
  writeFileSync(options.logFile, 'an old reason — olá\n');
  const reported = await startServerProcess(options).catch((error: Error) => error.message);
  expect(reported).toMatch(/ends with:\ndisk is full$/);
  const silent = { ...options, command: aProgram(join(folder, 'again-silent'), 'exit 1') };
  const nothing = await startServerProcess(silent).catch((error: Error) => error.message);
  expect(nothing).toMatch(/ended with code 1\nnothing was written to /);
});

test('a server that never becomes ready is stopped when its time is over', async () => {
  const options = { ...server('deaf', 'echo $$; exec sleep 60'), readyWithinMs: 400 };
  const starting = startServerProcess({ ...options, probe: () => Promise.reject(new Error('refused')) });
  const error = await starting.then(
    () => '',
    (reason: Error) => reason.message,
  );
  expect(error).toMatch(/not ready within 0 s \(refused\)/);
  const pid = Number(/(\d+)\s*$/.exec(error)?.[1]);
  expect(pid).toBeGreaterThan(1);
  expect(isAlive(pid)).toBe(false);
});

test('a server that ignores SIGTERM is killed', async () => {
  const stubborn = server('stubborn', 'trap "" TERM; echo ready > "$0.ready"; while true; do sleep 0.1; done');
  const running = await startServerProcess(stubborn);
  await until(async () => existsSync(`${stubborn.command}.ready`), 'the trap to be set');
  await running.stop();
  expect(await running.ended).toBe('killed by SIGKILL');
});

test('no server outlives an owner that was killed', async () => {
  const program = aProgram(join(folder, 'orphan'), 'exec sleep 60');
  const owner = runTypeScript(
    join(folder, 'owner.ts'),
    `import { startServerProcess } from '#/dev/servers/server-process';
     void startServerProcess({
       title: 'Toy server', command: ${JSON.stringify(program)}, args: [], logFile: ${JSON.stringify(`${program}.log`)},
       probe: () => Promise.resolve(), readyWithinMs: 5_000, stopWithinMs: 1_000,
     }).then(({ pid }) => { console.log(pid); setInterval(() => undefined, 1_000); });`,
  );
  const pid = Number(await firstLine(owner));
  expect(isAlive(pid)).toBe(true);
  owner.kill('SIGKILL');
  await until(async () => !isAlive(pid), 'the orphan to be stopped');
});
