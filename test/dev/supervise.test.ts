/** Owns the guarantees of `npm start` on processes that die: started again, given up in the end, found when left over. */
import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Running } from '../../dev/servers/server-process';
import { clearLeftovers, recordProcesses } from '../../dev/start/leftovers';
import { localKeys } from '../../dev/start/secrets';
import { supervise } from '../../dev/start/supervise';
import { isAlive } from '../support/processes';
import { temporaryFolder } from '../support/temporary-folder';
import { until } from '../support/until';

const folder = temporaryFolder('supervise');
const said: string[] = [];
const say = (line: string): void => void said.push(line);

function aProcess(pid: number): Running & { die(how: string): void } {
  let die: (how: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (die = resolve));
  return { pid, ended, die, stop: async () => die('stopped') };
}

test('a process that dies is started again, and both are said', async () => {
  const [first, second] = [aProcess(1), aProcess(2)];
  const supervised = supervise({
    ...{ title: 'toy', first, start: async () => second, say },
    ...{ onRestarted: () => undefined, onGivenUp: (reason) => say(reason) },
  });
  first.die('killed by SIGKILL');
  await until(async () => supervised.pid() === 2, 'the restart');
  expect(said).toEqual(['toy: killed by SIGKILL; starting it again in 0.1 s', 'toy: runs again (pid 2)']);
  await supervised.stop();
  expect(await second.ended).toBe('stopped');
});

test('a process that keeps dying is given up, with the last reason', async () => {
  const first = aProcess(1);
  const givenUp = new Promise<string>((onGivenUp) => {
    const start = (): Promise<Running> => Promise.reject(new Error('port in use'));
    supervise({ title: 'toy', first, start, say, onRestarted: () => undefined, onGivenUp, firstPauseMs: 1 });
  });
  first.die('ended with code 1');
  expect(await givenUp).toBe('toy died 9 times in a row, the last: port in use');
});

test('what a killed start left running is stopped, and said', async () => {
  const left = spawn('sleep', ['60'], { detached: true });
  const pidsFile = join(folder, 'left.json');
  await recordProcesses(pidsFile, [{ title: 'Temporal', pid: left.pid ?? 0 }]);
  asIfOwnerDied(pidsFile);
  await clearLeftovers(pidsFile, say);
  expect(said.at(-1)).toBe(`an earlier start left Temporal running (pid ${left.pid}): stopping it`);
  expect(isAlive(left.pid ?? 0)).toBe(false);
});

test('a stranger who got the number of a recorded process is left alone', async () => {
  const stranger = spawn('sleep', ['60'], { detached: true });
  const pidsFile = join(folder, 'stranger.json');
  await recordProcesses(pidsFile, [{ title: 'Temporal', pid: stranger.pid ?? 0 }]);
  asIfOwnerDied(pidsFile);
  writeFileSync(pidsFile, readFileSync(pidsFile, 'utf8').replace('sleep 60', 'temporal server start-dev'));
  await clearLeftovers(pidsFile, say);
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill();
});

test('a second start is refused while the first runs', async () => {
  const pidsFile = join(folder, 'second.json');
  await recordProcesses(pidsFile, []);
  await expect(clearLeftovers(pidsFile, say)).rejects.toThrow(`it is already running (pid ${process.pid})`);
});

test('the keys of a machine are drawn once, for its owner only', async () => {
  const file = join(folder, 'deep', 'secrets.json');
  const keys = await localKeys(file);
  expect(keys).toMatch(/^k1:[A-Za-z0-9+/]{43}=$/);
  expect(await localKeys(file)).toBe(keys);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

function asIfOwnerDied(pidsFile: string): void {
  const record = JSON.parse(readFileSync(pidsFile, 'utf8')) as { owner: { birth: string } };
  record.owner.birth = 'another time, another program';
  writeFileSync(pidsFile, JSON.stringify(record));
}
