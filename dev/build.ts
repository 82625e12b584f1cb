/** Owns the build: what `npm start` and a release run is bundled into `dist/`, the pages into `web/dist`. */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { bundleWorkflows } from '../worker/bundle-workflows';
import { buildWeb } from './build-web';
import { hashOf, ROOT } from './hash-of';
import type { Say } from './servers/say';

export { ROOT };
export const DIST = join(ROOT, 'dist');

/** What a release runs, by the name of its bundle. */
export const PROGRAMS = { api: 'api/main.ts', worker: 'worker/main.ts', 'keys-rotate': 'dev/keys/rotate.ts' } as const;

/** The bundles of workflow code, and whether each traces. */
const WORKFLOW_BUNDLES = { 'workflow-bundle': false, 'workflow-bundle-traced': true } as const;

/** All that workflow code can be made of: when none of it changed, the bundle is still the same. */
const WORKFLOW_INPUTS = [
  'workflows',
  'domain',
  'worker/bundle-workflows.ts',
  'platform/workflow-tracing.ts',
  'package-lock.json',
];

/**
 * Bundles the programs to `dist/`, such as `dist/api.js`, and the workflows to `dist/workflow-bundle.js` and, with
 * traces, to `dist/workflow-bundle-traced.js`, and the pages to `web/dist`.
 * Packages stay outside the programs. The workflow bundle and the pages take seconds, so each is made anew only when
 * its inputs changed.
 */
export async function build(say: Say): Promise<void> {
  const started = Date.now();
  await mkdir(DIST, { recursive: true });
  const [, workflows, pages] = await Promise.all([buildPrograms(), buildWorkflows(), buildWeb()]);
  say(`built in ${((Date.now() - started) / 1000).toFixed(1)} s (workflow bundle ${workflows}, pages ${pages})`);
}

/** `entryPoints` by the names of their bundles. As a release has them: what runs from sources runs slower. */
export async function buildPrograms(entryPoints: Readonly<Record<string, string>> = PROGRAMS, outdir = DIST) {
  await bundle({
    absWorkingDir: ROOT,
    entryPoints: { ...entryPoints },
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    logLevel: 'warning',
  });
}

async function buildWorkflows(): Promise<'made anew' | 'unchanged'> {
  const hashFile = join(DIST, 'workflow-bundle.inputs');
  const [hash, last] = await Promise.all([hashOf(WORKFLOW_INPUTS), readFile(hashFile, 'utf8').catch(() => '')]);
  const outputs = Object.keys(WORKFLOW_BUNDLES).map((name) => join(DIST, `${name}.js`));
  const there = await Promise.all(outputs.map((output) => access(output))).then(
    () => true,
    () => false,
  );
  if (there && hash === last) return 'unchanged';
  for (const [name, traced] of Object.entries(WORKFLOW_BUNDLES)) {
    const { code } = await bundleWorkflows(ROOT, traced);
    await writeFile(join(DIST, `${name}.js`), code);
  }
  await writeFile(hashFile, hash);
  return 'made anew';
}

if (require.main === module) {
  build((line) => console.log(line)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
