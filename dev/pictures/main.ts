/** Owns `npm run pictures`: the pictures of the README, of a made-up day at a credit desk. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../build';
import { runNodeTool } from '../test/tools';

/** Each file in the README's folder is one that the scenes leave behind under the same name. */
const PICTURES = ['pedidos-bloqueados.png', 'central-de-atendimento.png', 'politicas.png'] as const;
const SCENES = 'test/browser/readme.pictures.ts';
const FOLDER = join(ROOT, 'docs', 'pictures');
const TAKEN = join(ROOT, '.crivo', 'screens');
const LIMIT_MS = 10 * 60_000;

async function main(): Promise<void> {
  const args = ['--config', 'jest.browser.config.cjs', '--testMatch', '**/*.pictures.ts', '--', SCENES];
  const code = await runNodeTool({ program: 'jest/bin/jest.js', args, limitMs: LIMIT_MS, output: 'shown' });
  if (code !== 0) throw new Error('the screens could not be shown: no picture was changed');
  await mkdir(FOLDER, { recursive: true });
  for (const file of PICTURES) await copyFile(join(TAKEN, file), join(FOLDER, file));
  console.log(PICTURES.map((file) => `docs/pictures/${file}`).join('\n'));
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
