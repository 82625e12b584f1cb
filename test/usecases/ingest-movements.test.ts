/** Owns R13 for one send: every line is stored once or told why not, and the exposure follows, also after a death. */
import fc from 'fast-check';
import { receivablesLineSchema, type ReceivablesLine } from '../../contracts/receivables';
import { takenCents } from '../../domain/exposure';
import { foldLeftRuns } from '../../usecases/fold-ledgers';
import { identifier } from '../../usecases/identify-customer';
import { ingestMovements, openIngest, type IngestDeps, type NumberedLine } from '../../usecases/ingest-movements';
import { readReceivables } from '../../usecases/read-receivables';
import { refreshLedger } from '../../usecases/refresh-ledger';
import { Crash, crashing } from '../support/crashing';
import { testCnpj, testCpf } from '../support/documents';
import { testKeyring } from '../support/keys';
import { uniqueDocument, uniqueId } from '../support/orders';
import { openSetting, type Setting } from './setting';

let setting: Setting;
let branch: string;
const keys = identifier('test', testKeyring());
beforeAll(async () => {
  setting = await openSetting('ingest-movements');
  branch = await setting.branchWith({});
});
afterAll(() => setting.stop());

function aLine(given: Record<string, unknown> = {}): ReceivablesLine {
  const names = { movement: uniqueId('mv'), type: 'issued', title: uniqueId('T'), document: uniqueDocument() };
  return receivablesLineSchema.parse({
    ...names,
    amountCents: 100_00,
    issuedOn: '2026-10-01',
    dueOn: '2026-12-01',
    ...given,
  });
}
const numbered = (lines: readonly ReceivablesLine[]): NumberedLine[] =>
  lines.map((content, at) => ({ line: at + 1, content }));
const plain = (): IngestDeps => ({ ...setting.credit, ...setting.stores, identifier: keys });
const send = (lines: readonly ReceivablesLine[], deps = plain(), at = branch) =>
  ingestMovements(deps, at, numbered(lines));
const openOf = async (document: string) => {
  const { groupKey, customerKey } = keys.identify(document, setting.clock.now);
  return takenCents(await setting.stores.exposures.peek(groupKey, customerKey), customerKey);
};

test('a line is stored once, however often it is sent', async () => {
  const line = aLine();
  const none = { rejected: [], overpaid: null };
  expect(await send([line])).toEqual({ stored: 1, repeated: 0, ...none });
  expect(await send([line, line])).toEqual({ stored: 0, repeated: 2, ...none });
  expect(await openOf(line.document)).toBe(100_00);
});

test('what has not happened yet is rejected with its place, and frees nothing today', async () => {
  const issue = aLine();
  const { title, document } = issue;
  const aPayment = (given: object) =>
    receivablesLineSchema.parse({
      ...{ movement: uniqueId('mv'), type: 'collected', title, document, method: 'money', amountCents: 100_00 },
      ...given,
    });
  const future = aPayment({ effectiveOn: '2099-10-02' });
  const clock = aPayment({ effectiveOn: '2026-11-20', recordedAt: '2027-11-20T10:00:00Z' });
  const { stored, rejected } = await send([issue, future, clock]);
  expect(stored).toBe(1);
  expect(rejected.map(({ line, errors }) => [line, errors[0]?.at])).toEqual([
    [2, 'effectiveOn'],
    [3, 'recordedAt'],
  ]);
  expect(await openOf(issue.document)).toBe(100_00);
});

test('the same id with other content is rejected by its line number, and the rest is taken', async () => {
  const line = aLine();
  await send([line]);
  const other = aLine();
  const { stored, rejected } = await send([other, { ...line, title: 'another' }]);
  expect(stored).toBe(1);
  expect(rejected).toEqual([expect.objectContaining({ line: 2, movement: line.movement, code: 'MovementConflict' })]);
  expect(rejected[0]?.errors[0]?.fix).toMatch(/correction/);
  expect(await openOf(line.document)).toBe(100_00);
});

test('a document that is none is rejected by its line number, and the rest is taken', async () => {
  const bad = aLine({ document: '52998224726' });
  const { stored, rejected } = await send([bad, aLine()]);
  expect(stored).toBe(1);
  expect(rejected).toEqual([expect.objectContaining({ line: 1, code: 'InvalidRequest' })]);
  expect(JSON.stringify(rejected)).not.toContain('52998224726');
});

test('the same id from two branches is two movements', async () => {
  const [line, other] = [aLine(), await setting.branchWith({})];
  await send([line]);
  expect(await send([{ ...line }], plain(), other)).toMatchObject({ stored: 1, repeated: 0 });
  expect(await openOf(line.document)).toBe(200_00);
});

test('customers met for the first time have no limit, and establishments of one company share an exposure', async () => {
  const root = 70_000_000 + Math.floor(Math.random() * 1_000_000);
  const [one, two, person] = [testCnpj(root, 1), testCnpj(root, 2), testCpf(root)];
  await send([one, two, person].map((document) => aLine({ document })));
  const [a, b, c] = [one, two, person].map((document) => keys.identify(document, setting.clock.now));
  expect(a?.groupKey).toBe(b?.groupKey);
  expect(a?.customerKey).not.toBe(b?.customerKey);
  expect(c?.groupKey).toBe(c?.customerKey);
  const exposure = await setting.stores.exposures.peek(a?.groupKey ?? '', a?.customerKey ?? '');
  expect(Object.values(exposure.members).map(({ openCents }) => openCents)).toEqual([100_00, 100_00]);
  expect((await setting.stores.customers.find(a?.customerKey ?? ''))?.limit).toEqual({ kind: 'none' });
});

test('a branch that does not exist takes nothing', async () => {
  const line = aLine();
  await expect(send([line], plain(), 'nowhere')).rejects.toMatchObject({ code: 'BranchNotFound' });
  expect(await openOf(line.document)).toBe(0);
});

test('a send that dies at any call is healed by sending it again', async () => {
  const probe = crashing(plain(), null);
  await send([aLine(), aLine()], probe.stores);
  for (let call = 1; call <= probe.calls.length; call += 1) {
    const lines = [aLine(), aLine()];
    const { stores } = crashing(plain(), { call, when: 'after' });
    await expect(send(lines, stores)).rejects.toThrow(Crash);
    const { stored, repeated, rejected } = await send(lines);
    expect([stored + repeated, rejected]).toEqual([2, []]);
    for (const line of lines) expect(await openOf(line.document)).toBe(100_00);
  }
});

test('sums that can not be exact make one ledger unknown, and keep nobody else from being folded', async () => {
  const [huge, other] = [aLine({ amountCents: 1_000_000_000_000 }), aLine()];
  const collected = { type: 'collected', title: huge.title, document: huge.document, method: 'money' };
  const many = Array.from({ length: 9_100 }, () =>
    receivablesLineSchema.parse({
      ...collected,
      movement: uniqueId('mv'),
      amountCents: 1_000_000_000_000,
      effectiveOn: '2026-11-01',
    }),
  );
  expect(await send([huge, ...many, other])).toMatchObject({ stored: 9_102, rejected: [] });
  expect(await openOf(other.document)).toBe(100_00);
  const { customerKey } = keys.identify(huge.document, setting.clock.now);
  expect((await setting.stores.ledgers.findMany([customerKey])).get(customerKey)).toMatchObject({ titles: null });
  const asOf = { branch, customerKey, asOf: '2026-11-20' };
  expect(await readReceivables(setting.credit, asOf)).toMatchObject({ figures: null, openTitles: null });
});

test('a ledger that is larger than a document is unknown, and keeps nobody else from being folded', async () => {
  const [big, other] = [uniqueDocument(), aLine()];
  const renegotiates = Array.from({ length: 100 }, (_, at) => `${at}`.padStart(100, 'x'));
  const lines = [...Array.from({ length: 1_700 }, () => aLine({ document: big, renegotiates })), other];
  const ingest = await openIngest(plain(), branch);
  for (let at = 0; at < lines.length; at += 100) await ingest.take(numbered(lines.slice(at, at + 100)));
  expect(await ingest.finish(true)).toMatchObject({ stored: 1_701 });
  expect(await openOf(other.document)).toBe(100_00);
  const { customerKey } = keys.identify(big, setting.clock.now);
  const ledger = (await setting.stores.ledgers.findMany([customerKey])).get(customerKey);
  expect(ledger).toMatchObject({ count: 1_700, titles: null });
});

test('a sending that lasts for hours is never taken for one that died, and ends right', async () => {
  const [first, second] = [aLine(), aLine()];
  const deps = plain();
  let now = setting.clock.now;
  const long = await openIngest({ ...deps, now: () => now }, branch);
  await long.take(numbered([first]));
  now = new Date(now.getTime() + 90 * 60_000);
  expect(await foldLeftRuns({ ...deps, ledgers: setting.stores.ledgers, now: () => now })).toBeGreaterThanOrEqual(1);
  await long.take(numbered([aLine({ title: uniqueId('T'), document: first.document }), second]));
  await long.finish(true);
  expect([await openOf(first.document), await openOf(second.document)]).toEqual([200_00, 100_00]);
  const { customerKey } = keys.identify(first.document, setting.clock.now);
  expect((await setting.stores.ledgers.findMany([customerKey])).get(customerKey)).toMatchObject({ count: 2 });
});

test('a title of which more was collected than it had is told by who sends it, and by nobody else', async () => {
  const [issue, whole] = [aLine(), aLine()];
  const paid = (line: typeof issue, amountCents: number) => ({
    ...{ type: 'collected', movement: uniqueId('mv'), document: line.document, title: line.title, amountCents },
    ...{ method: 'money', effectiveOn: '2026-11-01' },
  });
  const lines = [issue, paid(issue, 100_01), whole, paid(whole, 100_00)].map((one) => receivablesLineSchema.parse(one));
  expect(await send(lines)).toMatchObject({ stored: 4, overpaid: { count: 1, titles: [issue.title] } });
  expect(await send([aLine()])).toMatchObject({ stored: 1, overpaid: null });
});

test('what died long ago is found behind any number of runs that are young', async () => {
  const { ledgers } = setting.stores;
  const ago = (minutes: number) => new Date(setting.clock.now.getTime() - minutes * 60_000).toISOString();
  const keyOf = (place: number) => `cus_${String(place).padStart(26, '0')}`;
  const young = { run: uniqueId('ing'), startedAt: ago(1) };
  const old = { run: uniqueId('ing'), startedAt: ago(90) };
  await ledgers.begin(
    young,
    Array.from({ length: 30 }, (_, place) => keyOf(place)),
  );
  await ledgers.begin(old, [keyOf(99)]);
  await ledgers.begin(young, [keyOf(99)]);
  const left = await ledgers.leftBefore(ago(60), 5);
  expect(left).toContain(old.run);
  expect(left).not.toContain(young.run);
});

test('what a server was asked to store when it fell silent counts as soon as it comes', async () => {
  const [known, late] = [aLine(), aLine()];
  const deps = plain();
  await send([known]);
  let arrive = async (): Promise<unknown> => undefined;
  const insertMany: IngestDeps['movements']['insertMany'] = (movements, at) => {
    arrive = () => deps.movements.insertMany(movements, at);
    return Promise.reject(new Error('the connection was lost'));
  };
  const ingest = await openIngest({ ...deps, movements: { ...deps.movements, insertMany } }, branch);
  await expect(ingest.take(numbered([{ ...late, document: known.document }]))).rejects.toThrow('lost');
  await ingest.finish(false);
  await arrive();
  const { groupKey, customerKey } = keys.identify(known.document, setting.clock.now);
  const { exposure } = await refreshLedger(setting.credit, { groupKey, customerKey });
  expect(takenCents(exposure, customerKey)).toBe(200_00);
});

test('shuffled, repeated and cut into any parts, also at once, the lines make the same ledger', async () => {
  const document = fc.constantFrom(1, 2);
  const spec = fc.record({ document, cents: fc.integer({ min: 1, max: 9_999 }), paid: fc.boolean() });
  const property = fc.asyncProperty(
    fc.array(spec, { minLength: 1, maxLength: 5 }),
    fc.infiniteStream(fc.nat()),
    async (titles, random) => {
      const documents = [uniqueDocument(), uniqueDocument()];
      const lines = titles.flatMap(({ document: n, cents, paid }) => {
        const names = { title: uniqueId('T'), document: documents[n - 1] };
        const issue = aLine({ ...names, amountCents: cents });
        const paidOn = { type: 'collected', method: 'money', effectiveOn: '2026-11-01' };
        if (!paid) return [issue];
        const collected = { ...names, ...paidOn, movement: uniqueId('mv'), amountCents: cents };
        return [issue, receivablesLineSchema.parse(collected)];
      });
      const sends = [...lines, ...lines].map((line) => ({ line, at: random.next().value ?? 0 }));
      const shuffled = sends.sort((a, b) => a.at - b.at).map(({ line }) => line);
      const half = Math.ceil(shuffled.length / 2);
      const answers = await Promise.all([send(shuffled.slice(0, half)), send(shuffled.slice(half))]);
      expect(answers.reduce((sum, { stored }) => sum + stored, 0)).toBe(lines.length);
      expect(answers.flatMap(({ rejected }) => rejected)).toEqual([]);
      for (const [at, one] of documents.entries()) {
        const open = titles.filter(({ document: n, paid }) => n === at + 1 && !paid);
        expect(await openOf(one)).toBe(open.reduce((sum, { cents }) => sum + cents, 0));
      }
    },
  );
  await fc.assert(property, { numRuns: 30, seed: 20_261_122 });
});
