/** Owns the proof that a replay's decisions can be kept on running servers, again and again, beside all else. */
import { generateInvoices } from '../../dev/generator/invoices';
import { keepDecisions } from '../../dev/replay-history/keep-decisions';
import { keepEndings } from '../../dev/replay-history/keep-endings';
import { replayHistory, type Replay } from '../../dev/replay-history/replay';
import { defaultPolicy } from '../../rules/default-policy';
import { titlesOfCases } from '../../usecases/titles-of-cases';
import { BRANCH, startCrivo, type Crivo } from '../support/crivo';

let crivo: Crivo;
let replay: Replay;
beforeAll(async () => {
  crivo = await startCrivo({ name: 'keep-decisions', worker: false });
  const csv = generateInvoices({ seed: 'kept', customers: 5, firstDay: '2024-01-02', days: 90 });
  replay = await replayHistory({ source: 'test', csv, policy: defaultPolicy(), lateDays: 15 });
});
afterAll(() => crivo.stop());

test('kept twice, the decisions are there once, under their own branch and policy; other branches keep theirs', async () => {
  const { place, judged } = replay;
  const count = judged.length;
  const cut = judged.slice(0, 3);
  expect(await keepDecisions(crivo.database, place, cut)).toEqual({ decisions: 3, thereBefore: 0 });
  expect(await keepDecisions(crivo.database, place, judged)).toEqual({ decisions: count, thereBefore: 3 });
  expect(await keepDecisions(crivo.database, place, judged)).toEqual({ decisions: count, thereBefore: count });
  const branch = await crivo.call('GET', `/branches/${place.branch}`);
  expect(branch.body).toMatchObject({ zone: 'America/Sao_Paulo', policy: { id: place.policy.id, version: 1 } });
  expect((await crivo.call('GET', `/branches/${BRANCH}`)).body).toMatchObject({
    policy: { id: 'default', version: 1 },
  });
});

test('a kept decision is read over the API and replays to the very same record', async () => {
  await keepDecisions(crivo.database, replay.place, replay.judged);
  for (const { decision } of replay.judged.slice(0, 5)) {
    const path = `/decisions/${decision.decision}`;
    expect((await crivo.call('GET', path)).body).toEqual(JSON.parse(JSON.stringify(decision)));
    expect((await crivo.call('POST', `${path}/replay`)).body).toMatchObject({ identical: true });
  }
});

test('a decision that was kept with another content is never passed over', async () => {
  const [first] = replay.judged;
  if (first === undefined) throw new Error('no invoice was judged');
  await keepDecisions(crivo.database, replay.place, [first]);
  const changed = { ...first, decision: { ...first.decision, subject: 'somebody else' } };
  await expect(keepDecisions(crivo.database, replay.place, [changed])).rejects.toThrow(/says something else/);
});

test('how each was paid is kept too, once, so that a back-test can tell it; no customer is added', async () => {
  const { place, judged } = replay;
  await keepDecisions(crivo.database, place, judged);
  const invoices = judged.map(({ invoice }) => invoice);
  expect(await keepEndings(crivo.database, place.branch, invoices)).toBe(2 * invoices.length);
  expect(await keepEndings(crivo.database, place.branch, invoices)).toBe(0);
  // The history is years old: ledgers keep none of its titles.
  const cases = judged.map(({ decision }) => ({ ...decision, kind: 'order' as const, id: decision.order }));
  const titles = await titlesOfCases({ ...crivo.stores, now: () => new Date() }, cases);
  expect(titles).toMatchObject(invoices.map(({ settledOn, dueOn }) => [{ settledOn, dueOn }]));
  expect(await crivo.database.collection('customers').countDocuments()).toBe(0);
});
