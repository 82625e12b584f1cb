/** Owns the proof that a branch can be pointed to any published policy, and stays there. */
import { defaultPolicy } from '../../rules/default-policy';
import { publishPolicy } from '../../usecases/publish-policy';
import { startCrivo, type Crivo } from '../support/crivo';

let crivo: Crivo;
beforeAll(async () => {
  crivo = await startCrivo({ name: 'branch-policy', worker: false });
});
afterAll(() => crivo.stop());

const publish = (id: string, basedOn: number) =>
  publishPolicy({ policies: crivo.stores.policies, now: () => new Date() }, 'test', id, basedOn, {
    ...defaultPolicy(),
    id,
  });
const put = (branch: string, body: Record<string, unknown>) =>
  crivo.call('PUT', `/branches/${branch}`, { name: 'Filial', ...body });

test('a new branch begins with the policy it names, at its newest version, else with the default one', async () => {
  await publish('beginning', 0);
  await publish('beginning', 1);
  expect((await put('10', { policy: 'beginning' })).body).toMatchObject({ policy: { id: 'beginning', version: 2 } });
  expect((await put('11', {})).body).toMatchObject({ policy: { id: 'default', version: 1 } });
});

test('a branch moves to the policy it names, keeps it when none is named, and follows its next version', async () => {
  await put('20', {});
  await publish('moving', 0);
  expect((await put('20', { policy: 'moving' })).body).toMatchObject({ policy: { id: 'moving', version: 1 } });
  expect((await put('20', { name: 'Outro nome' })).body).toMatchObject({ policy: { id: 'moving', version: 1 } });
  await publish('moving', 1);
  expect((await crivo.call('GET', '/branches/20')).body).toMatchObject({
    name: 'Outro nome',
    policy: { id: 'moving', version: 2 },
  });
});

test('a policy that nobody published is an error, and the branch stays as it was', async () => {
  const before = (await put('30', {})).body;
  const refused = await put('30', { name: 'Outro nome', policy: 'unpublished' });
  expect(refused.status).toBe(404);
  expect(refused.body).toMatchObject({ code: 'PolicyNotFound' });
  expect((await crivo.call('GET', '/branches/30')).body).toEqual(before);
  expect((await put('31', { policy: 'unpublished' })).body).toMatchObject({ code: 'PolicyNotFound' });
  expect((await crivo.call('GET', '/branches/31')).status).toBe(404);
});

test('an id that no policy can have is refused by place', async () => {
  const { status, body } = await put('40', { policy: 'Not An Id' });
  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ at: 'policy' }] });
});

test('the audit tells from which policy to which a branch was moved', async () => {
  await publish('audited', 0);
  await put('50', {});
  await put('50', { policy: 'audited' });
  const { body } = await crivo.call('GET', '/audit?limit=1');
  expect(body['entries']).toEqual([
    expect.objectContaining({
      kind: 'branch',
      target: '50',
      before: expect.objectContaining({ policy: { id: 'default', version: 1 } }) as unknown,
      after: expect.objectContaining({ policy: { id: 'audited', version: 1 } }) as unknown,
    }),
  ]);
});

test('a policy published while a branch is pointed to it is the one the branch ends with', async () => {
  await publish('racing', 0);
  for (let version = 1; version <= 5; version += 1) {
    const branch = `60-${version}`;
    await put(branch, {});
    await Promise.all([publish('racing', version), put(branch, { policy: 'racing' })]);
    expect((await crivo.call('GET', `/branches/${branch}`)).body).toMatchObject({
      policy: { id: 'racing', version: version + 1 },
    });
  }
});
