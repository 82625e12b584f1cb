/** Owns the guarantee that a database is never opened with keys or a company that would rename its customers. */
import { openDatabase, type Database } from '../../../adapters/mongo/database';
import { ensureInstallation, OtherInstallationError } from '../../../adapters/mongo/installation-store';
import { Keyring } from '../../../platform/keyring';
import { mongodbUri, uniqueDatabase } from '../../support/servers';

const key = (id: string, fill: number) => ({ id, bytes: Buffer.alloc(32, fill) });
const [FIRST, SECOND] = [key('k1', 1), key('k2', 2)];
const mark = new Keyring([FIRST]).installationMark('demo');

let database: Database;
beforeEach(async () => {
  database = await openDatabase({ uri: mongodbUri(), name: uniqueDatabase('installation') });
});
afterEach(async () => {
  await database.connection.dropDatabase();
  await database.close();
});

test('a new key in front and any repetition are the same installation', async () => {
  await ensureInstallation(database, mark);
  await ensureInstallation(database, mark);
  await ensureInstallation(database, new Keyring([SECOND, FIRST]).installationMark('demo'));
});

test.each([
  ['the last key removed', new Keyring([SECOND]).installationMark('demo')],
  ['the last key moved to the front', new Keyring([FIRST, SECOND]).installationMark('demo')],
  ['another company', new Keyring([FIRST]).installationMark('other')],
])('%s is refused, and the mark stays', async (_, other) => {
  await ensureInstallation(database, mark);
  await expect(ensureInstallation(database, other)).rejects.toThrow(OtherInstallationError);
  await ensureInstallation(database, mark);
});

test('of many that begin at once with different keys, one decides', async () => {
  const marks = Array.from({ length: 20 }, (_, n) => new Keyring([key('k1', n)]).installationMark('demo'));
  const ended = await Promise.allSettled(marks.map((each) => ensureInstallation(database, each)));
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
