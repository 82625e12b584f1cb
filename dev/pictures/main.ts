/** Owns `npm run pictures`: the pictures of the README, taken by the tests of the screens they show. */
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../build';
import { runNodeTool } from '../test/tools';

/** The file in the README's folder, the picture it is, and the suite that takes it. */
const PICTURES = [
  { file: 'pedidos-bloqueados.png', picture: 'dois-no-mesmo-pedido', suite: 'hold-desk' },
  { file: 'central-de-atendimento.png', picture: 'cliente', suite: 'customers' },
  { file: 'politicas.png', picture: 'politica-editor', suite: 'policies' },
] as const;
const FOLDER = join(ROOT, 'docs', 'pictures');
const TAKEN = join(ROOT, '.crivo', 'screens');
const LIMIT_MS = 10 * 60_000;

async function main(): Promise<void> {
  const suites = PICTURES.map(({ suite }) => `test/browser/${suite}.test.ts`);
  const args = ['--config', 'jest.browser.config.cjs', ...suites];
  const code = await runNodeTool({ program: 'jest/bin/jest.js', args, limitMs: LIMIT_MS, output: 'shown' });
  if (code !== 0) throw new Error('the screens could not be shown: no picture was changed');
  await mkdir(FOLDER, { recursive: true });
  for (const { file, picture } of PICTURES) await copyFile(join(TAKEN, `${picture}.png`), join(FOLDER, file));
  console.log(PICTURES.map(({ file }) => `docs/pictures/${file}`).join('\n'));
}

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
