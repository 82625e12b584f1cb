/** Owns one download, as a program: `official-download-main.ts <name> <version> <path to put the program at>`. */
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

async function main(): Promise<void> {
  const [name, version, to] = process.argv.slice(2);
  if (!name || !version || !to) throw new Error('usage: official-download-main.ts <name> <version> <path>');
  const into = await mkdtemp(join(dirname(to), 'download-'));
  if (name === 'mongod') await rename(await downloadMongod(version, into), to);
  else {
    await downloadFromTemporal(name, version, into);
    const [file] = await readdir(into);
    if (!file) throw new Error('the downloader left no file');
    await rename(join(into, file), to);
  }
  await rm(into, { recursive: true, force: true });
  await chmod(to, 0o755);
}

/** The SDK downloads a server by starting it; it is stopped at once, and the file stays in `downloadDir`. */
async function downloadFromTemporal(name: string, version: string, downloadDir: string): Promise<void> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = { type: 'cached-download' as const, downloadDir, version: `v${version}` };
  const environment =
    name === 'temporal'
      ? await TestWorkflowEnvironment.createLocal({ server: { executable } })
      : await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  await environment.teardown();
}

async function downloadMongod(version: string, downloadDir: string): Promise<string> {
  process.env['MONGOMS_PREFER_GLOBAL_PATH'] = 'false';
  const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js');
  return MongoBinary.getPath({ version, downloadDir });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
