/** Owns the way of a policy into force: linted, tested, approved by a second person, published once, and rolled back. */
import { defaultPolicy } from '../../rules/default-policy';
import { publishPolicy } from '../../usecases/publish-policy';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type ApiAnswer, type TestApi } from '../support/api';
import { anOrder, uniqueId } from '../support/orders';

let api: TestApi;
let keys: { readonly ana: string; readonly anaAgain: string; readonly bia: string; readonly caio: string };
beforeAll(async () => {
  api = await startApi({ name: 'policy-lifecycle' });
  keys = {
    ana: await api.keyOf({ subject: 'ana' }),
    anaAgain: await api.keyOf({ subject: 'ana' }),
    bia: await api.keyOf({ subject: 'bia' }),
    caio: await api.keyOf({ subject: 'caio' }),
  };
});
afterAll(() => api.stop());

const policyOf = (id: string, name = 'Uma política') => ({ ...defaultPolicy(), id, name });
const codeOf = ({ status, body }: ApiAnswer) => [status, body['code']];

/** A draft of ana's, of a policy of its own; `step` is hers unless told otherwise. */
async function drafted(document?: object, id = uniqueId('policy')) {
  const ask = (who: keyof typeof keys, method: string, suffix: string, body?: unknown) =>
    api.call(method, `${path}${suffix}`, body, { key: keys[who] });
  let path = `/policies/${id}/drafts`;
  const { body } = await ask('ana', 'POST', '', { document: document ?? policyOf(id) });
  path = `${path}/${String(body['draft'])}`;
  const step = (name: string, who: keyof typeof keys = 'ana', revision = 1) =>
    ask(who, 'POST', `/${name}`, { revision, ...(name === 'return' && { reason: 'Falta um teste.' }) });
  return { id, path, draft: String(body['draft']), ask, step };
}
const auditOf = async (target: string) =>
  (await api.stores.audit.page({ branches: '*', limit: 1_000 })).filter((entry) => entry.target === target);

test('a draft is submitted, approved by another person and published; the version names both, and each step is audited', async () => {
  const { id, path, draft, step } = await drafted();
  expect((await step('submit')).body).toMatchObject({ status: 'submitted', submitted: { by: 'ana' } });
  expect((await step('approve', 'bia')).body).toMatchObject({
    status: 'approved',
    approved: { by: 'bia', revision: 1 },
  });
  const published = await step('publish');
  expect(published.body).toMatchObject({ id, version: 1, publishedBy: 'ana', approvedBy: 'bia', draft, warnings: [] });
  expect((await api.call('GET', `/policies/${id}/versions/1`)).body).toMatchObject({ document: policyOf(id), draft });
  expect((await api.call('GET', path)).body).toMatchObject({ status: 'published', published: { version: 1 } });
  const steps = (await auditOf(`${id}/${draft}`)).map(({ after, subject }) => [
    (after as { step: string }).step,
    subject,
  ]);
  expect(steps.reverse()).toEqual([
    ['create', 'ana'],
    ['submit', 'ana'],
    ['approve', 'bia'],
    ['publish', 'ana'],
  ]);
  expect(await auditOf(`${id}@1`)).toMatchObject([{ subject: 'ana', after: { draft, approvedBy: 'bia' } }]);
});

test('nobody approves what they have written or submitted, with another key of theirs neither', async () => {
  const { ask, step } = await drafted();
  await step('submit', 'bia');
  for (const who of ['ana', 'anaAgain', 'bia'] as const) {
    expect(codeOf(await step('approve', who))).toEqual([403, 'SamePerson']);
  }
  const document = policyOf('any');
  expect((await ask('caio', 'PUT', '', { revision: 1, document, name: 'De caio' })).status).toBe(200);
  await ask('caio', 'PUT', '', { revision: 2, document: policyOf(document.id, 'Outra') });
  expect(codeOf(await step('approve', 'caio', 3))).toEqual([409, 'PolicyDraftNotDue']);
});

test('saving what was approved ends the approval: it was of something else', async () => {
  const { id, ask, step } = await drafted();
  await step('submit');
  await step('approve', 'bia');
  const saved = await ask('ana', 'PUT', '', { revision: 1, document: policyOf(id, 'Mudada depois') });
  expect(saved.body).toMatchObject({ status: 'editing', approved: null, submitted: null, revision: 2 });
  expect(codeOf(await step('publish', 'ana', 2))).toEqual([409, 'PolicyDraftNotDue']);
});

test('each step is of the revision that was read', async () => {
  const { id, ask, step } = await drafted();
  await ask('ana', 'PUT', '', { revision: 1, document: policyOf(id, 'Outra') });
  expect(codeOf(await step('submit', 'ana', 1))).toEqual([409, 'PolicyDraftConflict']);
  await step('submit', 'ana', 2);
  expect(codeOf(await step('approve', 'bia', 1))).toEqual([409, 'PolicyDraftConflict']);
});

test('a draft that is returned goes back to its authors with the reason', async () => {
  const { path, step } = await drafted();
  await step('submit');
  expect((await step('return', 'bia')).body).toMatchObject({ status: 'editing', submitted: null });
  const { history } = (await api.call('GET', path)).body as { history: unknown[] };
  expect(history.at(-1)).toMatchObject({ step: 'return', by: 'bia', note: 'Falta um teste.' });
});

test('what lint calls an error, another policy’s id, or a failing test keep a draft from being submitted', async () => {
  const id = uniqueId('policy');
  const failing = {
    id: 'clean',
    name: 'Limpo',
    action: 'save',
    facts: {},
    expect: { outcome: 'clear', restrictions: [] },
  };
  const unfit = [{}, policyOf('another'), { ...policyOf(id), tests: [failing] }];
  for (const document of unfit) {
    const { step, ask } = await drafted(document, id);
    const refused = await step('submit');
    expect(codeOf(refused)).toEqual([422, 'PolicyInvalid']);
    expect(refused.body['errors']).not.toEqual([]);
    expect((await ask('ana', 'GET', '')).body['status']).toBe('editing');
  }
});

test('of many publications at once one is done: numbers have no gap, and no draft is published twice', async () => {
  const { id, step } = await drafted();
  await step('submit');
  await step('approve', 'bia');
  const answers = await Promise.all(Array.from({ length: 6 }, () => step('publish')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
  expect(await api.stores.policies.latestVersion(id)).toBe(1);
});

test('a draft based on a version that is not the newest is not published; moved to the newest, it is approved anew', async () => {
  const { id, ask, step } = await drafted();
  await step('submit');
  await step('approve', 'bia');
  await publishPolicy({ policies: api.stores.policies, now: () => new Date() }, 'test', id, 0, policyOf(id, 'A outra'));
  const late = await step('publish');
  expect([...codeOf(late), late.body['state']]).toEqual([409, 'PolicyVersionConflict', { id, latest: 1 }]);
  expect((await ask('ana', 'GET', '')).body['status']).toBe('approved');
  const moved = await ask('ana', 'PUT', '', { revision: 1, document: policyOf(id), basedOn: 1 });
  expect(moved.body).toMatchObject({ basedOn: 1, status: 'editing', approved: null });
  for (const [name, who] of [
    ['submit', 'ana'],
    ['approve', 'bia'],
    ['publish', 'bia'],
  ] as const) {
    expect((await step(name, who, 2)).status).toBe(200);
  }
  expect(await api.stores.policies.latestVersion(id)).toBe(2);
});

test('a rollback is one call: an earlier content under a new number, with the reason; what was published stays', async () => {
  const id = uniqueId('policy');
  const deps = { policies: api.stores.policies, now: () => new Date() };
  await publishPolicy(deps, 'test', id, 0, policyOf(id, 'A primeira'));
  await publishPolicy(deps, 'test', id, 1, policyOf(id, 'A segunda'));
  const back = { to: 1, reason: 'Bloqueou pedidos demais.' };
  const answer = await api.call('POST', `/policies/${id}/rollback`, back, { key: keys.bia });
  expect(answer.body).toMatchObject({ version: 3, rollbackTo: 1, reason: back.reason, publishedBy: 'bia' });
  const nameOf = async (version: number) =>
    ((await api.call('GET', `/policies/${id}/versions/${version}`)).body['document'] as { name: string }).name;
  expect([await nameOf(1), await nameOf(2), await nameOf(3)]).toEqual(['A primeira', 'A segunda', 'A primeira']);
  expect(await auditOf(`${id}@3`)).toMatchObject([{ subject: 'bia', after: { rollbackTo: 1, reason: back.reason } }]);
  expect(codeOf(await api.call('POST', `/policies/${id}/rollback`, { ...back, to: 3 }))).toEqual([
    400,
    'InvalidRequest',
  ]);
  expect(codeOf(await api.call('POST', `/policies/${id}/rollback`, { ...back, to: 9 }))).toEqual([
    404,
    'PolicyNotFound',
  ]);
});

test('a rollback that would change nothing, and one from a version that is not the newest any more, make none', async () => {
  const id = uniqueId('policy');
  const deps = { policies: api.stores.policies, now: () => new Date() };
  for (const [basedOn, name] of ['A primeira', 'A segunda', 'A primeira'].entries())
    await publishPolicy(deps, 'test', id, basedOn, policyOf(id, name));
  const back = (to: number, basedOn?: number) =>
    api.call('POST', `/policies/${id}/rollback`, { to, reason: 'De volta.', ...(basedOn && { basedOn }) });
  expect((await back(1)).body).toMatchObject({ code: 'InvalidRequest', errors: [{ at: 'to' }] });
  expect((await back(2, 2)).body).toMatchObject({ code: 'PolicyVersionConflict', state: { latest: 3 } });
  expect(await api.stores.policies.latestVersion(id)).toBe(3);
  expect((await back(2, 3)).body).toMatchObject({ version: 4 });
});

test('a version that is not what was published any more is not brought into force by a rollback', async () => {
  const id = uniqueId('policy');
  const deps = { policies: api.stores.policies, now: () => new Date() };
  await publishPolicy(deps, 'test', id, 0, policyOf(id, 'A primeira'));
  await publishPolicy(deps, 'test', id, 1, policyOf(id, 'A segunda'));
  await api.database
    .collection<{ readonly _id: string }>('policies')
    .updateOne({ _id: `${id}@1` }, { $set: { 'document.name': 'Adulterada' } });
  const back = await api.call('POST', `/policies/${id}/rollback`, { to: 1, reason: 'De volta.' });
  expect(codeOf(back)).toEqual([422, 'PolicyInvalid']);
  expect(await api.stores.policies.latestVersion(id)).toBe(2);
});

test('a blank reason is none, of a rollback and of a return', async () => {
  const { id, path, step } = await drafted();
  await step('submit');
  const deps = { policies: api.stores.policies, now: () => new Date() };
  await publishPolicy(deps, 'test', id, 0, policyOf(id, 'A primeira'));
  await publishPolicy(deps, 'test', id, 1, policyOf(id, 'A segunda'));
  const blank = { reason: '   ' };
  for (const [target, body] of [
    [`/policies/${id}/rollback`, { to: 1, ...blank }],
    [`${path}/return`, { revision: 1, ...blank }],
  ] as const) {
    const answer = await api.call('POST', target, body, { key: keys.bia });
    expect([answer.status, answer.body['errors']]).toMatchObject([400, [{ at: 'reason' }]]);
  }
});

test('who does not see every branch that uses a policy neither approves, publishes nor rolls it back', async () => {
  const { step, path } = await drafted(policyOf('default'), 'default');
  await step('submit');
  const here = await api.keyOf({ subject: 'dora', branches: [OWN_BRANCH] });
  const both = await api.keyOf({ subject: 'eva', branches: [OWN_BRANCH, OTHER_BRANCH] });
  const denied = async (target: string, body: unknown) =>
    expect(codeOf(await api.call('POST', target, body, { key: here }))).toEqual([403, 'PermissionDenied']);
  await denied(`${path}/approve`, { revision: 1 });
  expect((await api.call('POST', `${path}/approve`, { revision: 1 }, { key: both })).status).toBe(200);
  await denied(`${path}/publish`, { revision: 1 });
  expect((await api.call('POST', `${path}/publish`, { revision: 1 }, { key: both })).status).toBe(200);
  await denied('/policies/default/rollback', { to: 1, reason: 'De volta.' });
});

test('what is published is judged by in every process within two seconds', async () => {
  const processes = [api.app, api.restarted()];
  const versions = () =>
    Promise.all(
      processes.map(async (app) => {
        const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder(), { app });
        return (body['policy'] as { version: number }).version;
      }),
    );
  const [before = 0] = await versions();
  const { step } = await drafted(policyOf('default', 'A próxima'), 'default');
  await step('submit');
  await step('approve', 'bia');
  expect((await step('publish')).body['version']).toBe(before + 1);
  api.advance(2_000);
  expect(await versions()).toEqual([before + 1, before + 1]);
});
