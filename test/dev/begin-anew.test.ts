/** Owns the guarantee that `--fresh` removes what was kept, and nothing at all where the start would be refused. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginAnew } from '../../dev/start/begin-anew';
import { localFiles, startPorts } from '../../dev/start/settings';
import { temporaryFolder } from '../support/temporary-folder';

const root = temporaryFolder('begin-anew');
let count = 0;

/** An installation that has run before. */
function kept() {
  count += 1;
  const files = localFiles(join(root, String(count)));
  for (const folder of [files.data, files.logs]) mkdirSync(folder, { recursive: true });
  for (const file of [files.secrets, files.demo, join(files.data, 'x')]) writeFileSync(file, '{}');
  const left = () => [files.data, files.logs, files.secrets, files.demo].filter((path) => existsSync(path));
  return { files, left };
}
const begin = (files: ReturnType<typeof localFiles>, env: NodeJS.ProcessEnv) =>
  beginAnew(files, startPorts({}).ports, env, () => undefined);

test('with usable settings all that was kept is gone; the keys of a database of somebody else stay', async () => {
  const [own, others] = [kept(), kept()];
  await begin(own.files, {});
  expect(own.left()).toEqual([]);
  await begin(others.files, { MONGODB_URI: 'mongodb://db.internal/?replicaSet=rs0', TEMPORAL_ADDRESS: '' });
  expect(others.left()).toEqual([others.files.secrets]);
});

test.each([
  ['CRIVO_KEYS', 'k1:short'],
  ['CRIVO_COMPANY', 'Not A Slug'],
  ['WORKER_MAX_CACHED_WORKFLOWS', 'many'],
  ['MONGODB_URI', 'postgres://db'],
  ['TEMPORAL_ADDRESS', 'http://temporal:7233'],
])('a wrong %s is told, and nothing is removed', async (name, value) => {
  const { files, left } = kept();
  await expect(begin(files, { [name]: value })).rejects.toThrow(name);
  expect(left()).toHaveLength(4);
});
