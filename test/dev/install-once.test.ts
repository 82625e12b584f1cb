/** Owns the guarantees on getting a program: once however many ask, and never half. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce } from '../../dev/servers/install-once';
import { aProgram, firstLine, runTypeScript } from '../support/processes';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder('install');
const silent = (): void => undefined;
const wanted = (cache: string, install: (into: string) => Promise<void>) => ({
  cache: join(folder, cache),
  folder: 'toy-1',
  program: 'toy',
  install,
  lockStaleMs: 2_000,
});

test('who asks while another is building waits, and builds nothing', async () => {
  let builds = 0;
  const install = async (into: string): Promise<void> => {
    builds += 1;
    await new Promise((resolve) => setImmediate(resolve));
    aProgram(join(into, 'toy'));
  };
  const asked = Array.from({ length: 4 }, () => installOnce(wanted('together', install), silent));
  expect(new Set(await Promise.all(asked))).toEqual(new Set([join(folder, 'together', 'toy-1', 'toy')]));
  expect(builds).toBe(1);
});

test('a build that fails leaves nothing, and the next one succeeds', async () => {
  const failing = wanted('failing', async (into) => {
    aProgram(join(into, 'toy'));
    throw new Error('the compiler gave up');
  });
  await expect(installOnce(failing, silent)).rejects.toThrow('the compiler gave up');
  expect(readdirSync(failing.cache)).toEqual([]);
  await installOnce({ ...failing, install: async (into) => void aProgram(join(into, 'toy')) }, silent);
  expect(readdirSync(failing.cache)).toEqual(['toy-1']);
});

test('a build that ends well without leaving a program is a failure', async () => {
  const empty = wanted('empty', async () => undefined);
  await expect(installOnce(empty, silent)).rejects.toThrow('it ended well but left no program toy');
  expect(existsSync(join(empty.cache, 'toy-1'))).toBe(false);
});

test('a build killed half-way leaves no program, and the next one sweeps its remains away', async () => {
  const cache = join(folder, 'killed');
  const child = runTypeScript(
    join(folder, 'killed-build.ts'),
    `import { writeFileSync } from 'node:fs';
     import { installOnce } from '#/dev/servers/install-once';
     const install = async (into: string) => {
       writeFileSync(into + '/toy', 'half of a program', { mode: 0o755 });
       console.log(into);
       await new Promise((resolve) => setTimeout(resolve, 60_000));
     };
     void installOnce({ cache: ${JSON.stringify(cache)}, folder: 'toy-1', program: 'toy', install }, () => undefined);`,
  );
  const half = await firstLine(child);
  expect(existsSync(join(half, 'toy'))).toBe(true);
  child.kill('SIGKILL');
  expect(existsSync(join(cache, 'toy-1'))).toBe(false);
  const path = await installOnce(
    wanted('killed', async (into) => void aProgram(join(into, 'toy'))),
    silent,
  );
  expect(path).toBe(join(cache, 'toy-1', 'toy'));
  expect(readdirSync(cache)).toEqual(['toy-1']);
});
