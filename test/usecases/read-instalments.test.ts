/** Owns the bound on what the tab *Crediário* reads. */
import { createHolidayBook } from '../../adapters/holidays/brazilian-holidays';
import { openDatabase } from '../../adapters/mongo/database';
import { mongoStores } from '../../adapters/mongo/stores';
import { readInstalments } from '../../usecases/read-instalments';
import { creditStores } from '../../usecases/stores';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aSale, uniqueDocument } from '../support/orders';
import { mongodbUri } from '../support/servers';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'read-instalments' });
});
afterAll(() => api.stop());

async function aCustomer() {
  const document = uniqueDocument();
  const limit = { kind: 'amount', amountCents: 9_000_00 };
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit });
  return { document, customerKey: String(body['customerKey']) };
}

test('a call reads eleven times at most, however much the customer has bought', async () => {
  const [buyer, friend] = [await aCustomer(), await aCustomer()];
  const { groupKey } = (await api.call('POST', '/groups', { name: 'Irmãos' })).body;
  for (const { customerKey } of [buyer, friend])
    await api.call('POST', `/groups/${String(groupKey)}/members`, { customerKey, note: 'mesmo dono' });
  for (let n = 0; n < 12; n += 1) {
    const sale = aSale({ document: buyer.document, amountCents: 1_00 });
    expect((await api.call('POST', `/branches/${OWN_BRANCH}/sales`, sale)).status).toBe(200);
  }
  const commands: string[] = [];
  const database = await openDatabase({
    uri: mongodbUri(),
    name: api.database.connection.name,
    commands: {
      started: (_request, command, collection) => void commands.push(`${command} ${collection}`),
      ended: () => undefined,
    },
  });
  try {
    const stores = mongoStores(database);
    const holidays = createHolidayBook();
    const now = () => new Date();
    const credit = creditStores({ ...stores, calendarOf: (own) => holidays.calendar(own) }, now);
    const read = () =>
      readInstalments({ credit, ...stores }, { branch: OWN_BRANCH, customerKey: buyer.customerKey, subject: 'joao' });
    await read();
    commands.length = 0;
    const { sales } = await read();
    expect(sales).toHaveLength(10);
    expect(commands.filter((one) => !one.startsWith('find'))).toEqual([]);
    expect(commands.length).toBeLessThanOrEqual(11);
  } finally {
    await database.close();
  }
});
