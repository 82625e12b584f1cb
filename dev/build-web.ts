/** Owns the build of the pages into `web/dist`: by Vite, then pressed once, so that no request waits for it. */
import { spawn } from 'node:child_process';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { hashOf, ROOT } from './hash-of';

export const WEB_DIST = join(ROOT, 'web', 'dist');
const ASSETS = join(WEB_DIST, 'assets');
const HASH_FILE = join(WEB_DIST, 'inputs.hash');

/** All that the pages are made of. */
const WEB_INPUTS = [
  'web/src',
  'web/index.html',
  'web/package.json',
  'web/vite.config.ts',
  'domain',
  'contracts',
  'dev/build-web.ts',
  'package-lock.json',
];
const PRESSED = /\.(?:js|css|svg)$/;
const LONGEST_MS = 5 * 60_000;

const pressers = { gz: promisify(gzip), br: promisify(brotliCompress) } as const;

/** Takes seconds, so it is done only where something changed since. */
export async function buildWeb(): Promise<'made anew' | 'unchanged'> {
  const [hash, last] = await Promise.all([hashOf(WEB_INPUTS), readFile(HASH_FILE, 'utf8').catch(() => '')]);
  const isThere = await access(join(WEB_DIST, 'index.html')).then(
    () => true,
    () => false,
  );
  if (isThere && hash === last) return 'unchanged';
  await runVite();
  const assets = (await readdir(ASSETS)).filter((name) => PRESSED.test(name));
  await Promise.all(assets.map((name) => press(join(ASSETS, name))));
  await writeFile(HASH_FILE, hash);
  return 'made anew';
}

async function press(file: string): Promise<void> {
  const bytes = await readFile(file);
  for (const [ending, by] of Object.entries(pressers)) await writeFile(`${file}.${ending}`, await by(bytes));
}

/** As a program of its own: what it loads stays out of the process that starts everything else. */
function runVite(): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
    const args = ['build', 'web', '--logLevel', 'warn'];
    // Started by a test run, it would take React's slow and heavy build for development.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`the pages could not be built:\n${Buffer.concat(said).toString()}`));
    });
  });
}
