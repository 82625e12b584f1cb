/** Owns the guarantees on how a server's program is found: in which order, and what is said when it isn't. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../../dev/servers/cache-folder';
import { findProgram, type Install, type ProgramRecipe } from '../../dev/servers/find-program';
import { aProgram } from '../support/processes';
import { temporaryFolder } from '../support/temporary-folder';

const folder = temporaryFolder('find');
let count = 0;

/** A machine of its own: an empty cache and a PATH with nothing on it. */
function aMachine() {
  const root = join(folder, String((count += 1)));
  const said: string[] = [];
  const bin = join(root, 'bin');
  return {
    bin,
    said,
    options: { cache: join(root, 'cache'), env: { PATH: bin }, say: (line: string) => void said.push(line) },
  };
}

const working = (how: Install['how'], folderName = 'toy-1'): Install => ({
  how,
  folder: folderName,
  program: 'toy',
  run: async (into) => void aProgram(join(into, 'toy')),
});
const failing = (how: Install['how'], reason: string): Install => ({
  ...working(how),
  run: () => Promise.reject(new Error(reason)),
});
const aRecipe = (...installs: Install[]): ProgramRecipe => ({
  title: 'Toy server',
  onPath: ['toy', 'toy-too'],
  installs,
  remedy: 'Install a toy, or set TOY_ADDRESS.',
});

test('a program on the PATH is taken before the cache', async () => {
  const { bin, options, said } = aMachine();
  aProgram(join(options.cache, 'toy-1', 'toy'));
  const path = aProgram(join(bin, 'toy-too'));
  expect(await findProgram(aRecipe(working('build')), options)).toEqual({ path, how: 'path' });
  expect(said).toEqual([`Toy server: taken from the PATH (${path})`]);
});

test('a cached program is taken before anything is downloaded or built', async () => {
  const { options } = aMachine();
  const path = aProgram(join(options.cache, 'toy-2', 'toy'));
  const recipe = aRecipe(failing('download', 'must not be asked'), working('build', 'toy-2'));
  expect(await findProgram(recipe, options)).toEqual({ path, how: 'cache' });
});

test('a program that was got once is in the cache the next time', async () => {
  const { options } = aMachine();
  const recipe = aRecipe(failing('download', 'no internet'), working('build'));
  const built = await findProgram(recipe, options);
  expect(built).toEqual({ path: join(options.cache, 'toy-1', 'toy'), how: 'build' });
  expect(await findProgram(recipe, options)).toEqual({ ...built, how: 'cache' });
});

test('the official download is tried before the build', async () => {
  const { options } = aMachine();
  const recipe = aRecipe(working('download'), failing('build', 'must not be asked'));
  expect((await findProgram(recipe, options)).how).toBe('download');
});

test('when nothing works, every way tried, the missing tool and the remedy are named', async () => {
  const { options } = aMachine();
  const build = { ...working('build'), tool: { name: 'mason', remedy: 'install Mason 3 (https://example.com)' } };
  const finding = findProgram(aRecipe(failing('download', 'no internet here'), build), options);
  await expect(finding).rejects.toThrow(
    [
      'Toy server was not found:',
      '- not on the PATH (toy, toy-too)',
      `- not in the cache folder (${options.cache})`,
      '- download of toy-1 failed: no internet here',
      '- build of toy-1: `mason` is missing; install Mason 3 (https://example.com)',
      'Install a toy, or set TOY_ADDRESS.',
    ].join('\n'),
  );
  expect(existsSync(join(options.cache, 'toy-1'))).toBe(false);
});

test('a file on the PATH that is not executable is no program', async () => {
  const { bin, options } = aMachine();
  aProgram(join(bin, 'other'));
  expect((await findProgram(aRecipe(working('build')), options)).how).toBe('build');
});

test.each([
  ['CRIVO_CACHE moves it', { CRIVO_CACHE: '/a', XDG_CACHE_HOME: '/b' }, 'linux', '/a'],
  ['the user may have moved all caches', { XDG_CACHE_HOME: '/b' }, 'linux', '/b/crivo'],
  ['the usual place of Linux', {}, 'linux', '/home/ana/.cache/crivo'],
  ['the usual place of macOS', {}, 'darwin', '/home/ana/Library/Caches/crivo'],
] as const)('cache folder: %s', (_, env, platform, expected) => {
  expect(cacheFolder(env, platform, '/home/ana')).toBe(expected);
});
