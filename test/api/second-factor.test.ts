/** Owns the guarantees of the own second factor: turned on and off by its person alone, sealed, its recovery codes good once. */
import { RECOVERY_CODES, SETUP_MS } from '../../domain/second-factor';
import { Keyring } from '../../platform/keyring';
import { startApi, type ApiAnswer, type TestApi } from '../support/api';
import { testKeyring } from '../support/keys';
import { aBrowser, aPerson, PASSWORD, testSignIn, type TestBrowser } from '../support/people';
import { codeOf, PLAIN_HASH, plainPasswords } from '../support/second-factors';

const START = new Date('2026-11-20T12:00:00Z');
const STEP_MS = 30_000;
const OLD = { id: 't1', bytes: Buffer.alloc(32, 7) };

let keyring = testKeyring();
let api: TestApi;
beforeAll(async () => {
  const signIn = { ...testSignIn(), passwords: plainPasswords };
  const sealer = {
    sealText: (plain: string) => keyring.sealText(plain),
    openText: (sealed: string) => keyring.openText(sealed),
    identity: (purpose: string, value: string) => keyring.identity(purpose, value),
  };
  api = await startApi({ name: 'second-factor', startsAt: START, deps: { signIn, sealer } });
});
afterAll(() => api.stop());

let addresses = 0;
const anAddress = () => ({ 'x-test-address': `198.51.100.${(addresses += 1)}` });
const told = ({ status, body }: ApiAnswer) => [status, body['code']];
const wrongAt = ({ status, body }: ApiAnswer) => [status, (body['errors'] as { at: string }[] | undefined)?.[0]?.at];
const FACTOR = '/session/second-factor';

interface Owner {
  readonly user: string;
  readonly email: string;
  readonly browser: TestBrowser;
}
async function anOwner(changes: Parameters<typeof aPerson>[1] = {}): Promise<Owner> {
  const { user, email } = await aPerson(api, changes, PLAIN_HASH);
  const browser = aBrowser(api);
  expect((await browser.signIn(email, PASSWORD, anAddress())).status).toBe(200);
  return { user, email, browser };
}
const setUp = async ({ browser }: Owner) =>
  (await browser.call('POST', `${FACTOR}/setup`, { password: PASSWORD })).body as { secret: string; keyUri: string };
/** The next code: of a step that none was used of. */
function nextCode(secret: string): string {
  api.advance(STEP_MS);
  return codeOf(secret, api.now());
}

interface Guarded extends Owner {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}
async function turnedOn(changes?: Parameters<typeof aPerson>[1]): Promise<Guarded> {
  const owner = await anOwner(changes);
  const { secret } = await setUp(owner);
  const { status, body } = await owner.browser.call('PUT', FACTOR, { code: nextCode(secret) });
  expect(status).toBe(200);
  return { ...owner, secret, recoveryCodes: body['recoveryCodes'] as string[] };
}
async function signIn({ email }: Pick<Owner, 'email'>, code: string) {
  const browser = aBrowser(api);
  expect((await browser.signIn(email, PASSWORD, anAddress())).status).toBe(202);
  return { browser, answer: await browser.call('POST', '/session/second-step', { code }, { headers: anAddress() }) };
}
const stateOf = async ({ browser }: Pick<Owner, 'browser'>) => (await browser.call('GET', FACTOR)).body;
async function auditOf(target: string) {
  const { entries } = (await api.call('GET', `/audit?kind=secondFactor&target=${target}`)).body;
  return (entries as { subject: string; after: unknown }[]).map(({ subject, after }) => ({ subject, after })).reverse();
}

describe('a second factor', () => {
  test('is turned on with the password and a code of the secret that was shown; other sessions end, this one goes on under another token', async () => {
    const owner = await anOwner();
    const elsewhere = aBrowser(api);
    await elsewhere.signIn(owner.email, PASSWORD, anAddress());
    expect(await stateOf(owner)).toEqual({ since: null, recoveryCodesLeft: 0, isRequired: false });
    const { secret, keyUri } = await setUp(owner);
    expect(keyUri).toContain(`secret=${secret}`);
    expect(wrongAt(await owner.browser.call('PUT', FACTOR, { code: '000000' }))).toEqual([400, 'code']);
    expect((await stateOf(owner))['since']).toBeNull();
    const before = owner.browser.token;
    const { status, body } = await owner.browser.call('PUT', FACTOR, { code: codeOf(secret, api.now()) });
    expect([status, (body['recoveryCodes'] as string[]).length]).toEqual([200, RECOVERY_CODES]);
    expect(owner.browser.token).not.toBe(before);
    expect(await stateOf(owner)).toMatchObject({ since: api.now().toISOString(), recoveryCodesLeft: RECOVERY_CODES });
    expect((await elsewhere.call('GET', '/session')).status).toBe(401);
    expect(told((await signIn(owner, codeOf(secret, api.now()))).answer)).toEqual([401, 'SecondFactorRefused']);
    expect((await signIn(owner, nextCode(secret))).answer.status).toBe(200);
    expect(await auditOf(owner.user)).toEqual([
      { subject: owner.user, after: { isOn: true, by: 'self' } },
      { subject: owner.user, after: { refused: 'code' } },
    ]);
  });

  test('is set up by the password, in this session, within ten minutes; the last secret counts', async () => {
    const owner = await anOwner();
    expect(wrongAt(await owner.browser.call('POST', `${FACTOR}/setup`, { password: 'errada' }))).toEqual([
      400,
      'password',
    ]);
    expect(told(await owner.browser.call('PUT', FACTOR, { code: '123456' }))).toEqual([
      409,
      'SecondFactorSetupExpired',
    ]);
    const { secret: first } = await setUp(owner);
    const { secret } = await setUp(owner);
    expect(wrongAt(await owner.browser.call('PUT', FACTOR, { code: codeOf(first, api.now()) }))).toEqual([400, 'code']);
    const elsewhere = aBrowser(api);
    await elsewhere.signIn(owner.email, PASSWORD, anAddress());
    const expired = [409, 'SecondFactorSetupExpired'];
    expect(told(await elsewhere.call('PUT', FACTOR, { code: codeOf(secret, api.now()) }))).toEqual(expired);
    api.advance(SETUP_MS);
    expect(told(await owner.browser.call('PUT', FACTOR, { code: codeOf(secret, api.now()) }))).toEqual(expired);
  });

  test('that is on is not set up over', async () => {
    const owner = await turnedOn();
    expect(told(await owner.browser.call('POST', `${FACTOR}/setup`, { password: PASSWORD }))).toEqual([
      409,
      'SecondFactorOn',
    ]);
    expect((await signIn(owner, nextCode(owner.secret))).answer.status).toBe(200);
  });

  test('confirmed by two requests at once gives one set of recovery codes', async () => {
    const owner = await anOwner();
    const { secret } = await setUp(owner);
    const token = owner.browser.token ?? '';
    const body = { code: codeOf(secret, api.now()) };
    const twins = [0, 1].map(() => {
      const browser = aBrowser(api);
      browser.holdToken(token);
      return browser.call('PUT', FACTOR, body, { app: api.restarted() });
    });
    expect((await Promise.all(twins)).map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
    expect((await auditOf(owner.user)).length).toBe(1);
  });

  test('is turned off with password and code; other sessions end', async () => {
    const owner = await turnedOn();
    const { browser: elsewhere } = await signIn(owner, nextCode(owner.secret));
    const off = (body: object) => owner.browser.call('POST', `${FACTOR}/turn-off`, body);
    expect(wrongAt(await off({ password: 'errada', code: nextCode(owner.secret) }))).toEqual([400, 'password']);
    expect(wrongAt(await off({ password: PASSWORD, code: '000000' }))).toEqual([400, 'code']);
    expect((await off({ password: PASSWORD, code: nextCode(owner.secret) })).body['since']).toBeNull();
    expect((await elsewhere.call('GET', '/session')).status).toBe(401);
    expect((await owner.browser.call('GET', '/session')).status).toBe(200);
    expect((await aBrowser(api).signIn(owner.email, PASSWORD, anAddress())).status).toBe(200);
    expect(told(await off({ password: PASSWORD, code: '000000' }))).toEqual([409, 'SecondFactorOff']);
    expect((await auditOf(owner.user)).at(-1)?.after).toEqual({ isOn: false, by: 'self', provenBy: 'code' });
  });

  test('stays through a change and a reset of the password', async () => {
    const owner = await turnedOn();
    const NEW_PASSWORD = 'girassol tijolo vento';
    const changed = await owner.browser.call('PUT', '/session/password', {
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
    });
    expect(changed.status).toBe(200);
    expect((await aBrowser(api).signIn(owner.email, NEW_PASSWORD, anAddress())).status).toBe(202);
    const { body } = await api.call('POST', `/users/${owner.user}/password-reset`);
    expect((await aBrowser(api).signIn(owner.email, String(body['password']), anAddress())).status).toBe(202);
  });

  test('is of no key', async () => {
    for (const [method, suffix, body] of [
      ['GET', '', undefined],
      ['PUT', '', { code: '123456' }],
      ['POST', '/setup', { password: PASSWORD }],
      ['POST', '/turn-off', { password: PASSWORD, code: '123456' }],
      ['POST', '/recovery-codes', { password: PASSWORD, code: '123456' }],
    ] as const)
      expect(told(await api.call(method, FACTOR + suffix, body))).toEqual([403, 'PermissionDenied']);
  });
});

describe('a recovery code', () => {
  test('signs in once, as it is or as people type it; how many are left is told', async () => {
    const owner = await turnedOn();
    const [first = '', second = ''] = owner.recoveryCodes;
    expect(first).toMatch(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
    const { browser, answer } = await signIn(owner, first);
    expect(answer.status).toBe(200);
    expect((await stateOf({ browser }))['recoveryCodesLeft']).toBe(RECOVERY_CODES - 1);
    expect(told((await signIn(owner, first)).answer)).toEqual([401, 'SecondFactorRefused']);
    api.advance(1_000);
    expect((await signIn(owner, ` ${second.toUpperCase().replaceAll('-', ' ')} `)).answer.status).toBe(200);
    const used = (await auditOf(owner.user)).filter(({ after }) => JSON.stringify(after).includes('recoveryCode'));
    expect(used.map(({ after }) => after)).toEqual([
      { used: 'recoveryCode', recoveryCodesLeft: RECOVERY_CODES - 1 },
      { used: 'recoveryCode', recoveryCodesLeft: RECOVERY_CODES - 2 },
    ]);
  });

  test('raced in two processes signs in one', async () => {
    const owner = await turnedOn();
    const answers = await Promise.all(Array.from({ length: 6 }, () => signIn(owner, owner.recoveryCodes[0] ?? '')));
    expect(answers.filter(({ answer }) => answer.status === 200)).toHaveLength(1);
  });

  test('of another person, or from before others were made, is worth nothing', async () => {
    const [owner, other] = [await turnedOn(), await turnedOn()];
    expect(told((await signIn(owner, other.recoveryCodes[0] ?? '')).answer)).toEqual([401, 'SecondFactorRefused']);
    const renew = (body: object) => owner.browser.call('POST', `${FACTOR}/recovery-codes`, body);
    expect(wrongAt(await renew({ password: PASSWORD, code: '000000' }))).toEqual([400, 'code']);
    const code = nextCode(owner.secret);
    const { body } = await renew({ password: PASSWORD, code });
    expect(wrongAt(await renew({ password: PASSWORD, code }))).toEqual([400, 'code']);
    const [made = ''] = body['recoveryCodes'] as string[];
    expect(told((await signIn(owner, owner.recoveryCodes[0] ?? '')).answer)).toEqual([401, 'SecondFactorRefused']);
    expect((await signIn(owner, made)).answer.status).toBe(200);
  });
});

describe('at rest', () => {
  test('nothing is stored or logged that signs in: the secret is sealed, of codes there are hashes', async () => {
    const owner = await turnedOn();
    const pending = await anOwner();
    const { secret } = await setUp(pending);
    await signIn(owner, nextCode(owner.secret));
    const kept = JSON.stringify(await api.everythingStored()) + api.logged.join('\n');
    const codes = owner.recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')]);
    for (const one of [owner.secret, secret, ...codes]) expect(kept).not.toContain(one);
    const listed = (await api.call('GET', `/users/${owner.user}`)).text + (await api.call('GET', '/users')).text;
    expect(listed).not.toMatch(/sealedSecret|recoveryHashes|lastStep|factorSetup/);
  });

  test('keys are rotated: what was sealed before signs in, what is turned on afterwards is sealed with the new key', async () => {
    const before = await turnedOn();
    keyring = new Keyring([{ id: 't2', bytes: Buffer.alloc(32, 9) }, OLD]);
    expect((await signIn(before, nextCode(before.secret))).answer.status).toBe(200);
    expect((await signIn(before, before.recoveryCodes[0] ?? '')).answer.status).toBe(200);
    const after = await turnedOn();
    const users = api.database.collection<{ _id: string; secondFactor: { sealedSecret: string } }>('users');
    const sealedBy = async ({ user }: Owner) =>
      (await users.findOne({ _id: user }))?.secondFactor.sealedSecret.split('.')[0];
    expect([await sealedBy(before), await sealedBy(after)]).toEqual(['t1', 't2']);
    keyring = testKeyring();
  });

  test('a sealed secret put into another person’s document opens nothing', async () => {
    const [owner, other] = [await turnedOn(), await turnedOn()];
    const users = api.database.collection<{ _id: string; secondFactor: { sealedSecret: string } }>('users');
    const sealedSecret = (await users.findOne({ _id: other.user }))?.secondFactor.sealedSecret ?? '';
    await users.updateOne({ _id: owner.user }, { $set: { 'secondFactor.sealedSecret': sealedSecret } });
    expect((await signIn(owner, nextCode(other.secret))).answer.status).toBe(500);
  });
});

describe('an administrator', () => {
  test('sees who has it, and takes it from who has lost it: their sessions end, the password signs in again', async () => {
    const owner = await turnedOn();
    const since = (await api.call('GET', `/users/${owner.user}`)).body['secondFactorSince'];
    expect(since).toEqual(expect.any(String));
    const reset = await api.call('POST', `/users/${owner.user}/second-factor-reset`);
    expect([reset.status, reset.body['secondFactorSince']]).toEqual([200, null]);
    expect((await owner.browser.call('GET', '/session')).status).toBe(401);
    expect((await aBrowser(api).signIn(owner.email, PASSWORD, anAddress())).status).toBe(200);
    expect(told(await api.call('POST', `/users/${owner.user}/second-factor-reset`))).toEqual([409, 'SecondFactorOff']);
    expect((await auditOf(owner.user)).at(-1)).toEqual({
      subject: 'administrator',
      after: { isOn: false, by: 'administrator' },
    });
  });

  test('doesn’t take their own so', async () => {
    const owner = await turnedOn();
    expect(told(await owner.browser.call('POST', `/users/${owner.user}/second-factor-reset`))).toEqual([
      403,
      'PermissionDenied',
    ]);
  });

  test('changing a person changes nothing of their factor', async () => {
    const owner = await turnedOn();
    const changed = await api.call('PATCH', `/users/${owner.user}`, { name: 'Ana Lima', revision: 1 });
    expect(changed.body['secondFactorSince']).toEqual(expect.any(String));
    expect((await signIn(owner, nextCode(owner.secret))).answer.status).toBe(200);
  });
});

describe('a group that demands it', () => {
  async function demanding(): Promise<string> {
    const userGroup = `g${(addresses += 1)}`;
    const body = { name: 'Caixa', permissions: ['branches:read'], requiresSecondFactor: true, revision: 0 };
    const put = await api.call('PUT', `/user-groups/${userGroup}`, body);
    expect([put.status, put.body['requiresSecondFactor']]).toEqual([200, true]);
    return userGroup;
  }

  test('has it set up at the next sign-in, after a handed-over password and before anything else', async () => {
    const NEW_PASSWORD = 'girassol tijolo vento';
    const userGroup = await demanding();
    const owner = await anOwner({ userGroups: [userGroup], mustChangePassword: true });
    expect(told(await owner.browser.call('GET', '/branches/02'))).toEqual([403, 'PasswordChangeDue']);
    expect(told(await owner.browser.call('POST', `${FACTOR}/setup`, { password: PASSWORD }))).toEqual([
      403,
      'PasswordChangeDue',
    ]);
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await owner.browser.call('PUT', '/session/password', change)).body).toMatchObject({
      secondFactorDue: true,
    });
    expect(told(await owner.browser.call('GET', '/branches/02'))).toEqual([403, 'SecondFactorDue']);
    expect(told(await owner.browser.call('GET', '/events'))).toEqual([403, 'SecondFactorDue']);
    const { body } = await owner.browser.call('POST', `${FACTOR}/setup`, { password: NEW_PASSWORD });
    const secret = String(body['secret']);
    expect((await owner.browser.call('PUT', FACTOR, { code: codeOf(secret, api.now()) })).status).toBe(200);
    expect((await owner.browser.call('GET', '/session')).body['secondFactorDue']).toBe(false);
    expect((await owner.browser.call('GET', '/branches/02')).status).toBe(200);
    const off = { password: NEW_PASSWORD, code: nextCode(secret) };
    expect(told(await owner.browser.call('POST', `${FACTOR}/turn-off`, off))).toEqual([409, 'SecondFactorRequired']);
  });

  test('leaves who is signed in at work, and counts from their next sign-in; a change that doesn’t name it leaves it so', async () => {
    const userGroup = `g${(addresses += 1)}`;
    const group = { name: 'Caixa', permissions: ['branches:read'] };
    await api.call('PUT', `/user-groups/${userGroup}`, { ...group, revision: 0 });
    const owner = await anOwner({ userGroups: [userGroup] });
    api.advance(1_000);
    await api.call('PUT', `/user-groups/${userGroup}`, { ...group, requiresSecondFactor: true, revision: 1 });
    const renamed = await api.call('PUT', `/user-groups/${userGroup}`, { ...group, name: 'Caixas', revision: 2 });
    expect(renamed.body['requiresSecondFactor']).toBe(true);
    expect((await owner.browser.call('GET', '/branches/02')).status).toBe(200);
    const later = aBrowser(api);
    expect((await later.signIn(owner.email, PASSWORD, anAddress())).body['secondFactorDue']).toBe(true);
    await api.call('PUT', `/user-groups/${userGroup}`, { ...group, requiresSecondFactor: false, revision: 3 });
    expect((await later.call('GET', '/branches/02')).status).toBe(200);
  });

  test('asks nothing of a key', async () => {
    const userGroup = await demanding();
    const key = await api.keyOf({ role: 'seller', subject: 'pdv', userGroups: [userGroup], branches: ['07'] });
    expect((await api.call('GET', '/session', undefined, { key })).body['secondFactorDue']).toBe(false);
  });
});
