/** Owns the proof that an API killed in the middle of an ingest loses no movement and has none counted twice. */
import { freePort } from '../../dev/servers/ports';
import { addDays, dateInZone } from '../../domain/calendar';
import { foldLeftRuns } from '../../usecases/fold-ledgers';
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { startKillable } from '../support/kill';
import { aCustomer, anOrder, ndjson, uniqueDocument, uniqueId } from '../support/orders';

let crivo: Crivo;
beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'killed-ingest' });
  await crivo.publish({ 'limit-exceeded': { save: 'block' } });
});
afterAll(() => crivo.stop());

/** So many lines are stored at once: the second batch has the rest of a file. */
const BATCH = 250;
const CUSTOMERS = 3;
const LINES = BATCH + 2 * CUSTOMERS;
const HALF = 'movements.insertMany:after';
const ALL = 'movements.insertMany:after:2';
const UNFOLDED = 'ledgers.begunBy:before';
const FOLDED = 'ledgers.put:after';

interface Member {
  readonly document: string;
  readonly customerKey: string;
  readonly groupKey: string;
}

/** With a limit of R$ 1.000,00, of which the file's two titles take R$ 600,00. */
const LIMIT = 100_000;
const TITLE = 30_000;
const LEFT = LIMIT - 2 * TITLE;

async function aMember(): Promise<Member> {
  const { document, ...rest } = aCustomer(LIMIT);
  const { body } = await crivo.call('PUT', `/branches/${BRANCH}/customers`, { document, ...rest });
  return { document, customerKey: String(body['customerKey']), groupKey: String(body['groupKey']) };
}

/** Two titles of each member among the first lines, then a title each of many others. */
function aFile(members: readonly Member[]): string {
  const today = dateInZone(new Date().toISOString(), 'UTC');
  const days = { issuedOn: addDays(today, -1), dueOn: addDays(today, 60) };
  const others = Array.from({ length: 20 }, () => uniqueDocument());
  const documents = Array.from({ length: LINES }, (_, at) => {
    const member = members[at % CUSTOMERS];
    return at < 2 * CUSTOMERS && member ? member.document : others[at % others.length];
  });
  return ndjson(
    documents.map((document) => ({
      ...{ movement: uniqueId('mv'), type: 'issued', title: uniqueId('T'), document, amountCents: TITLE },
      ...days,
    })),
  );
}

/** Sends the file to an API that stops at the point, and kills it there. */
async function sendTo(point: string, file: string): Promise<void> {
  const { databaseName: database, taskQueue } = crivo;
  const port = await freePort();
  const api = await startKillable('api', { database, taskQueue, point, port });
  const headers = { authorization: `Bearer ${crivo.keys.integrator}`, 'content-type': 'application/x-ndjson' };
  const url = `http://127.0.0.1:${port}/v1/branches/${BRANCH}/receivables`;
  const cut = fetch(url, { method: 'POST', headers, body: file }).then(
    () => 'answered',
    () => 'cut',
  );
  await api.reached();
  await api.kill();
  expect(await cut).toBe('cut');
  console.info(`killed API ${api.pid} at ${point}`);
}

const storedLines = () => crivo.database.collection('movements').countDocuments({});
const judged = async ({ document }: Member, amountCents: number) => {
  const { body } = await crivo.call('POST', `/branches/${BRANCH}/orders`, anOrder({ document, amountCents }));
  return body['status'];
};
const figuresOf = async ({ customerKey }: Member) => {
  const { body } = await crivo.call('GET', `/branches/${BRANCH}/customers/${customerKey}/receivables`);
  return body['figures'];
};
const openOf = async ({ groupKey, customerKey }: Member) =>
  (await crivo.stores.exposures.peek(groupKey, customerKey)).members[customerKey]?.openCents;
const countsOf = async (members: readonly Member[]) => {
  const ledgers = await crivo.stores.ledgers.findMany(members.map(({ customerKey }) => customerKey));
  return [...ledgers.values()].map((ledger) => ledger?.count ?? 'unfinished');
};
/** As the worker does hours later. */
const sweep = () => {
  const now = () => new Date(Date.now() + 2 * 3_600_000);
  return foldLeftRuns({ ...crivo.stores, branches: crivo.credit.branches, now });
};
const sendAgain = (file: string) => crivo.call('POST', `/branches/${BRANCH}/receivables`, file);

describe('R4, R13: an API killed in the middle of an ingest', () => {
  it.each([
    [HALF, BATCH, 'unfinished'],
    [ALL, LINES, 'unfinished'],
    [UNFOLDED, LINES, 'unfinished'],
    [FOLDED, LINES, 2],
  ])('at %s: orders are judged by all that was stored, and sending again ends right', async (point, stored, count) => {
    const members = [await aMember(), await aMember(), await aMember()] as const;
    const file = aFile(members);
    const before = await storedLines();
    await sendTo(point, file);
    expect(await storedLines()).toBe(before + stored);
    expect(await countsOf(members)).toEqual([count, count, count]);
    const [tooMuch, justFits, idle] = members;
    expect(await judged(tooMuch, LEFT + 1)).toBe('held');
    expect(await judged(justFits, LEFT)).toBe('waiting');
    expect(await figuresOf(idle)).toMatchObject({ openCents: 2 * TITLE });

    expect((await sendAgain(file)).body).toMatchObject({
      lines: LINES,
      stored: LINES - stored,
      repeated: stored,
      rejected: 0,
    });
    expect(await storedLines()).toBe(before + LINES);
    await sweep();
    expect(await countsOf(members)).toEqual([2, 2, 2]);
    expect(await openOf(idle)).toBe(2 * TITLE);
    expect(await judged(idle, LEFT + 1)).toBe('held');
    expect(await judged(idle, LEFT)).toBe('waiting');
  });

  it.each([HALF, ALL, UNFOLDED])('at %s: what nobody sends again is folded by the sweep, once', async (point) => {
    const members = [await aMember(), await aMember(), await aMember()] as const;
    await sendTo(point, aFile(members));
    expect(await sweep()).toBeGreaterThanOrEqual(CUSTOMERS);
    expect(await countsOf(members)).toEqual([2, 2, 2]);
    expect(await Promise.all(members.map(openOf))).toEqual([2 * TITLE, 2 * TITLE, 2 * TITLE]);
    expect(await sweep()).toBe(0);
    const [tooMuch, justFits] = members;
    expect(await judged(tooMuch, LEFT + 1)).toBe('held');
    expect(await judged(justFits, LEFT)).toBe('waiting');
  });

  it('a run that began a moment ago is left to who does it', async () => {
    const members = [await aMember(), await aMember(), await aMember()] as const;
    await sendTo(UNFOLDED, aFile(members));
    expect(await foldLeftRuns({ ...crivo.stores, branches: crivo.credit.branches, now: () => new Date() })).toBe(0);
    expect(await countsOf(members)).toEqual(['unfinished', 'unfinished', 'unfinished']);
    expect(await sweep()).toBeGreaterThanOrEqual(CUSTOMERS);
  });
});
