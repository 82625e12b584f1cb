/** Owns the guarantees of the own second factor: turned on and off by its person alone, sealed, its recovery codes good once. */
import type { Passwords } from '../../adapters/auth/passwords';
import { RECOVERY_CODES, SETUP_MS } from '../../domain/second-factor';
import { Keyring } from '../../platform/keyring';
import { contentHash } from '../../usecases/content-hash';
import { startApi, type TestApi } from '../support/api';
import { FACTOR, factorDesk, told, wrongAt, type FactorDesk, type Owner } from '../support/factor-desk';
import { testKeyring } from '../support/keys';
import { aBrowser, PASSWORD, testSignIn } from '../support/people';
import { codeOf, plainPasswords } from '../support/second-factors';

const START = new Date('2026-11-20T12:00:00Z');
const OLD = { id: 't1', bytes: Buffer.alloc(32, 7) };

const nothing = () => Promise.resolve();
let whilePasswordIsLookedAt: () => Promise<void> = nothing;
afterEach(() => {
  whilePasswordIsLookedAt = nothing;
});

let keyring = testKeyring();
let api: TestApi;
let desk: FactorDesk;
beforeAll(async () => {
  const matches: Passwords['matches'] = async (...tried) => {
    await whilePasswordIsLookedAt();
    return plainPasswords.matches(...tried);
  };
  const signIn = { ...testSignIn(), passwords: { ...plainPasswords, matches } };
  const sealer = {
    sealText: (plain: string) => keyring.sealText(plain),
    openText: (sealed: string) => keyring.openText(sealed),
    identity: (purpose: string, value: string) => keyring.identity(purpose, value),
  };
  api = await startApi({ name: 'second-factor', startsAt: START, deps: { signIn, sealer } });
  desk = factorDesk(api);
});
afterAll(() => api.stop());

describe('a second factor', () => {
  test('is turned on with the password and a code of the secret that was shown; other sessions end, this one goes on under another token', async () => {
    const owner = await desk.anOwner();
    const elsewhere = aBrowser(api);
    await elsewhere.signIn(owner.email, PASSWORD, desk.anAddress());
    expect(await desk.stateOf(owner)).toEqual({ since: null, recoveryCodesLeft: 0, isRequired: false });
    const { secret, keyUri } = await desk.setUp(owner);
    expect(keyUri).toContain(`secret=${secret}`);
    expect(wrongAt(await owner.browser.call('PUT', FACTOR, { code: '000000' }))).toEqual([400, 'code']);
    expect((await desk.stateOf(owner))['since']).toBeNull();
    const before = owner.browser.token;
    const { status, body } = await owner.browser.call('PUT', FACTOR, { code: codeOf(secret, api.now()) });
    expect([status, (body['recoveryCodes'] as string[]).length]).toEqual([200, RECOVERY_CODES]);
    expect(owner.browser.token).not.toBe(before);
    expect(await desk.stateOf(owner)).toMatchObject({
      since: api.now().toISOString(),
      recoveryCodesLeft: RECOVERY_CODES,
    });
    expect((await elsewhere.call('GET', '/session')).status).toBe(401);
    api.advance(1_000);
    expect(told((await desk.signIn(owner, codeOf(secret, api.now()))).answer)).toEqual([401, 'SecondFactorRefused']);
    expect((await desk.signIn(owner, desk.nextCode(secret))).answer.status).toBe(200);
    expect(await desk.auditOf(owner.user)).toEqual([
      { subject: owner.user, after: { isOn: true, by: 'self' } },
      { subject: owner.user, after: { refused: 'code' } },
    ]);
  });

  test('is set up by the password, in this session, within ten minutes; the last secret counts', async () => {
    const owner = await desk.anOwner();
    expect(wrongAt(await owner.browser.call('POST', `${FACTOR}/setup`, { password: 'errada' }))).toEqual([
      400,
      'password',
    ]);
    expect(told(await owner.browser.call('PUT', FACTOR, { code: '123456' }))).toEqual([
      409,
      'SecondFactorSetupExpired',
    ]);
    const { secret: first } = await desk.setUp(owner);
    const { secret } = await desk.setUp(owner);
    expect(wrongAt(await owner.browser.call('PUT', FACTOR, { code: codeOf(first, api.now()) }))).toEqual([400, 'code']);
    const elsewhere = aBrowser(api);
    await elsewhere.signIn(owner.email, PASSWORD, desk.anAddress());
    const expired = [409, 'SecondFactorSetupExpired'];
    expect(told(await elsewhere.call('PUT', FACTOR, { code: codeOf(secret, api.now()) }))).toEqual(expired);
    api.advance(SETUP_MS);
    expect(told(await owner.browser.call('PUT', FACTOR, { code: codeOf(secret, api.now()) }))).toEqual(expired);
  });

  test('that is on is not set up over', async () => {
    const owner = await desk.turnedOn();
    expect(told(await owner.browser.call('POST', `${FACTOR}/setup`, { password: PASSWORD }))).toEqual([
      409,
      'SecondFactorOn',
    ]);
    expect((await desk.signIn(owner, desk.nextCode(owner.secret))).answer.status).toBe(200);
  });

  test('confirmed by two requests at once gives one set of recovery codes', async () => {
    const owner = await desk.anOwner();
    const { secret } = await desk.setUp(owner);
    const token = owner.browser.token ?? '';
    const body = { code: codeOf(secret, api.now()) };
    const twins = [0, 1].map(() => {
      const browser = aBrowser(api);
      browser.holdToken(token);
      return browser.call('PUT', FACTOR, body, { app: api.restarted() });
    });
    expect((await Promise.all(twins)).map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
    expect((await desk.auditOf(owner.user)).length).toBe(1);
  });

  test('is turned off with password and code; other sessions end', async () => {
    const owner = await desk.turnedOn();
    const { browser: elsewhere } = await desk.signIn(owner, desk.nextCode(owner.secret));
    const off = (body: object) => owner.browser.call('POST', `${FACTOR}/turn-off`, body);
    expect(wrongAt(await off({ password: 'errada', code: desk.nextCode(owner.secret) }))).toEqual([400, 'password']);
    expect(wrongAt(await off({ password: PASSWORD, code: '000000' }))).toEqual([400, 'code']);
    expect((await off({ password: PASSWORD, code: desk.nextCode(owner.secret) })).body['since']).toBeNull();
    expect((await elsewhere.call('GET', '/session')).status).toBe(401);
    expect((await owner.browser.call('GET', '/session')).status).toBe(200);
    expect((await aBrowser(api).signIn(owner.email, PASSWORD, desk.anAddress())).status).toBe(200);
    expect(told(await off({ password: PASSWORD, code: '000000' }))).toEqual([409, 'SecondFactorOff']);
    expect((await desk.auditOf(owner.user)).at(-1)?.after).toEqual({ isOn: false, by: 'self', provenBy: 'code' });
  });

  test('stays through a change and a reset of the password', async () => {
    const owner = await desk.turnedOn();
    const NEW_PASSWORD = 'girassol tijolo vento';
    const changed = await owner.browser.call('PUT', '/session/password', {
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
    });
    expect(changed.status).toBe(200);
    expect((await aBrowser(api).signIn(owner.email, NEW_PASSWORD, desk.anAddress())).status).toBe(202);
    const { body } = await api.call('POST', `/users/${owner.user}/password-reset`);
    expect((await aBrowser(api).signIn(owner.email, String(body['password']), desk.anAddress())).status).toBe(202);
  });

  test('guessed at with the own password is in the audit', async () => {
    const owner = await desk.turnedOn();
    for (const route of ['turn-off', 'recovery-codes'])
      await owner.browser.call('POST', `${FACTOR}/${route}`, { password: PASSWORD, code: '000000' });
    const refused = (await desk.auditOf(owner.user)).filter(({ after }) => JSON.stringify(after).includes('refused'));
    expect(refused).toHaveLength(2);
  });

  test.each([
    ['turned off', 'POST', `${FACTOR}/turn-off`, (code: string) => ({ password: PASSWORD, code })],
    [
      'kept and the password changed',
      'PUT',
      '/session/password',
      () => ({ currentPassword: PASSWORD, newPassword: 'girassol tijolo vento' }),
    ],
  ] as const)(
    '%s in the moment in which an administrator ends the session: it doesn’t come back',
    async (_what, method, path, body) => {
      const owner = await desk.turnedOn();
      const code = desk.nextCode(owner.secret);
      whilePasswordIsLookedAt = async () => {
        whilePasswordIsLookedAt = nothing;
        expect((await api.call('DELETE', `/users/${owner.user}/sessions`)).status).toBe(200);
      };
      expect((await owner.browser.call(method, path, body(code))).status).toBeGreaterThanOrEqual(400);
      expect(await api.stores.sessions.listOf(owner.user)).toEqual([]);
      expect((await desk.signIn(owner, code)).answer.status).toBe(200);
    },
  );

  test('confirmed in the moment in which an administrator ends the session is not on', async () => {
    const owner = await desk.anOwner();
    const { secret } = await desk.setUp(owner);
    const known = await api.stores.users.findKnown(owner.user);
    const [session] = await api.stores.sessions.listOf(owner.user);
    if (!known?.factorSetup || session === undefined) throw new Error('nothing was set up');
    await api.call('DELETE', `/users/${owner.user}/sessions`);
    const { factorSetup: setup } = known;
    const factor = { sealedSecret: setup.sealedSecret, since: setup.until, lastStep: 1, recoveryHashes: [] };
    const goesOn = { tokenHash: secret, session };
    const at = api.now().toISOString();
    const audit = { id: `aud_${owner.user}`, at, subject: 'ana', kind: 'secondFactor', target: owner.user } as const;
    const entry = { ...audit, branch: null, before: null, after: {} };
    expect(await api.stores.secondFactors.turnOn(owner.user, { setup, factor, goesOn }, entry)).toBe(false);
    expect(await api.stores.sessions.listOf(owner.user)).toEqual([]);
    expect((await api.stores.users.find(owner.user))?.secondFactorSince).toBeNull();
  });

  test('tells its secrets once, and keeps neither them nor a hash of the password under an Idempotency-Key', async () => {
    const owner = await desk.anOwner();
    const call = (path: string, body: object) =>
      owner.browser.call('POST', path, body, { headers: { 'idempotency-key': `chave-${owner.user}` } });
    const setUp = async () => String((await call(`${FACTOR}/setup`, { password: PASSWORD })).body['secret']);
    const first = await setUp();
    const secret = await setUp();
    expect(secret).not.toBe(first);
    expect((await owner.browser.call('PUT', FACTOR, { code: desk.nextCode(secret) })).status).toBe(200);
    const proof = { password: PASSWORD, code: desk.nextCode(secret) };
    expect((await call(`${FACTOR}/recovery-codes`, proof)).status).toBe(200);
    expect(wrongAt(await call(`${FACTOR}/recovery-codes`, proof))).toEqual([400, 'code']);
    const stored = await api.everythingStored();
    const kept = JSON.stringify(stored['idempotency'] ?? []);
    for (const body of [{ password: PASSWORD }, proof]) expect(kept).not.toContain(contentHash(JSON.stringify(body)));
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
    const owner = await desk.turnedOn();
    const [first = '', second = ''] = owner.recoveryCodes;
    expect(first).toMatch(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/);
    const { browser, answer } = await desk.signIn(owner, first);
    expect(answer.status).toBe(200);
    expect((await desk.stateOf({ browser }))['recoveryCodesLeft']).toBe(RECOVERY_CODES - 1);
    expect(told((await desk.signIn(owner, first)).answer)).toEqual([401, 'SecondFactorRefused']);
    api.advance(1_000);
    expect((await desk.signIn(owner, ` ${second.toUpperCase().replaceAll('-', ' ')} `)).answer.status).toBe(200);
    const used = (await desk.auditOf(owner.user)).filter(({ after }) => JSON.stringify(after).includes('recoveryCode'));
    expect(used.map(({ after }) => after)).toEqual([
      { used: 'recoveryCode', recoveryCodesLeft: RECOVERY_CODES - 1 },
      { used: 'recoveryCode', recoveryCodesLeft: RECOVERY_CODES - 2 },
    ]);
  });

  test('raced in two processes signs in one', async () => {
    const owner = await desk.turnedOn();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => desk.signIn(owner, owner.recoveryCodes[0] ?? '')),
    );
    expect(answers.filter(({ answer }) => answer.status === 200)).toHaveLength(1);
  });

  test('of another person, or from before others were made, is worth nothing', async () => {
    const [owner, other] = [await desk.turnedOn(), await desk.turnedOn()];
    expect(told((await desk.signIn(owner, other.recoveryCodes[0] ?? '')).answer)).toEqual([401, 'SecondFactorRefused']);
    const renew = (body: object) => owner.browser.call('POST', `${FACTOR}/recovery-codes`, body);
    expect(wrongAt(await renew({ password: PASSWORD, code: '000000' }))).toEqual([400, 'code']);
    const code = desk.nextCode(owner.secret);
    const { body } = await renew({ password: PASSWORD, code });
    expect(wrongAt(await renew({ password: PASSWORD, code }))).toEqual([400, 'code']);
    const [made = ''] = body['recoveryCodes'] as string[];
    expect(told((await desk.signIn(owner, owner.recoveryCodes[0] ?? '')).answer)).toEqual([401, 'SecondFactorRefused']);
    expect((await desk.signIn(owner, made)).answer.status).toBe(200);
  });
});

describe('at rest', () => {
  test('nothing is stored or logged that signs in: the secret is sealed, of codes there are hashes', async () => {
    const owner = await desk.turnedOn();
    const pending = await desk.anOwner();
    const { secret } = await desk.setUp(pending);
    await desk.signIn(owner, desk.nextCode(owner.secret));
    const kept = JSON.stringify(await api.everythingStored()) + api.logged.join('\n');
    const codes = owner.recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')]);
    for (const one of [owner.secret, secret, ...codes]) expect(kept).not.toContain(one);
    const listed = (await api.call('GET', `/users/${owner.user}`)).text + (await api.call('GET', '/users')).text;
    expect(listed).not.toMatch(/sealedSecret|recoveryHashes|lastStep|factorSetup/);
  });

  test('keys are rotated: what was sealed before signs in, what is turned on afterwards is sealed with the new key', async () => {
    const before = await desk.turnedOn();
    keyring = new Keyring([{ id: 't2', bytes: Buffer.alloc(32, 9) }, OLD]);
    expect((await desk.signIn(before, desk.nextCode(before.secret))).answer.status).toBe(200);
    expect((await desk.signIn(before, before.recoveryCodes[0] ?? '')).answer.status).toBe(200);
    const after = await desk.turnedOn();
    const users = api.database.collection<{ _id: string; secondFactor: { sealedSecret: string } }>('users');
    const sealedBy = async ({ user }: Owner) =>
      (await users.findOne({ _id: user }))?.secondFactor.sealedSecret.split('.')[0];
    expect([await sealedBy(before), await sealedBy(after)]).toEqual(['t1', 't2']);
    keyring = testKeyring();
  });

  test('a sealed secret put into another person’s document opens nothing', async () => {
    const [owner, other] = [await desk.turnedOn(), await desk.turnedOn()];
    const users = api.database.collection<{ _id: string; secondFactor: { sealedSecret: string } }>('users');
    const sealedSecret = (await users.findOne({ _id: other.user }))?.secondFactor.sealedSecret ?? '';
    await users.updateOne({ _id: owner.user }, { $set: { 'secondFactor.sealedSecret': sealedSecret } });
    expect((await desk.signIn(owner, desk.nextCode(other.secret))).answer.status).toBe(500);
  });
});
