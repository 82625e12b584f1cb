/** Owns that every fault of Deps or of its address is one named failure, which tells no secret. */
import { createAddressGuard } from '../../../adapters/outbound/address-guard';
import { createDepsClient } from '../../../adapters/deps/deps-client';
import { startReceiver } from '../../support/receiver';
import { uniqueDocument } from '../../support/orders';
import { failureOf, startTestDeps, type TestDeps } from '../../support/deps-simulator';
import { aPicture } from '../../support/pictures';

let deps: TestDeps;
beforeAll(async () => {
  deps = await startTestDeps();
});
afterEach(() => deps.control.clear());
afterAll(() => deps.stop());

describe('a fault', () => {
  const send = (timeoutMs?: number) =>
    deps.client(timeoutMs === undefined ? {} : { timeoutMs }).sendPictures(deps.login(), [aPicture()]);

  test('429 tells when to come again, where Deps says so', async () => {
    deps.control.fault('rateLimit', { kind: 'send', retryAfter: 7, times: 1 });
    expect(await failureOf(send())).toMatchObject({ kind: 'rateLimited', retryAfterMs: 7_000, status: 429 });
    deps.control.fault('rateLimit', { kind: 'send' });
    expect(await failureOf(send())).toMatchObject({ kind: 'rateLimited', retryAfterMs: null });
    expect(deps.fired('rateLimit')).toBe(2);
  });

  test('an answer that is too slow is unavailable, within the bound', async () => {
    deps.control.fault('slow', { kind: 'send', delayMs: 30_000 });
    const started = Date.now();
    expect(await failureOf(send(800))).toMatchObject({ kind: 'unavailable', status: null });
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(deps.fired('slow')).toBe(1);
  });

  test.each([
    ['refuse', 'refused'],
    ['serverError', 'unavailable'],
    ['unavailable', 'unavailable'],
    ['reset', 'unavailable'],
    ['resetAfter', 'unavailable'],
    ['truncated', 'unavailable'],
    ['html', 'unreadable'],
    ['notJson', 'unreadable'],
    ['huge', 'unreadable'],
  ] as const)('%s is %s, in a login, in a send and in a read', async (fault, kind) => {
    const client = deps.client();
    const picture = aPicture();
    await client.sendPictures(deps.login(), [picture]);
    const before = deps.fired(fault);
    deps.control.fault(fault);
    expect(await failureOf(client.sendPictures(deps.login(), [aPicture()]))).toMatchObject({ kind });
    expect(await failureOf(client.readPicture(deps.login(), picture.document))).toMatchObject({ kind });
    const ofLogin = fault === 'refuse' ? 'credential' : kind;
    expect(await failureOf(client.login(deps.login()))).toMatchObject({ kind: ofLogin });
    expect(deps.fired(fault) - before).toBe(3);
  });

  test('a redirect is not followed, whatever was asked', async () => {
    const canary = await startReceiver();
    const client = deps.client();
    await client.login(deps.login());
    deps.control.fault('redirect', { location: canary.url });
    const calls = [
      () => client.login(deps.login()),
      () => client.sendPictures(deps.login(), [aPicture()]),
      () => client.readPicture(deps.login(), uniqueDocument()),
    ];
    for (const call of calls) {
      const error = await failureOf(call());
      expect(error.kind).toBe('unavailable');
      expect(error.message).toContain('redirect');
    }
    expect([deps.fired('redirect'), canary.connections()]).toEqual([3, 0]);
    await canary.stop();
  });

  test('a server that is down is unavailable', async () => {
    const gone = await startReceiver();
    await gone.stop();
    const account = deps.login({ apiUrl: gone.url, caCertificate: null });
    const error = await failureOf(deps.client().login(account));
    expect(error).toMatchObject({ kind: 'unavailable', message: 'Deps could not be reached (ECONNREFUSED)' });
  });

  test('never tells documents, password or token', async () => {
    const client = deps.client();
    const pictures = [aPicture(), aPicture({ document: '12ABC34501DE35' })];
    await client.login(deps.login());
    deps.control.fault('echo');
    const errors = [
      await failureOf(client.sendPictures(deps.login(), pictures)),
      await failureOf(client.readPicture(deps.login(), pictures[0]?.document ?? '')),
      await failureOf(client.login(deps.login())),
    ];
    expect(deps.fired('echo')).toBe(3);
    for (const error of errors) {
      const told = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');
      expect(told).toContain('***');
      for (const secret of [...pictures.map(({ document }) => document), deps.user.password]) {
        expect(told).not.toContain(secret);
      }
    }
  });
});

describe('a server', () => {
  test("of an unknown authority is refused before anything is sent, and taken with the branch's certificate", async () => {
    const counts = await deps.asked(async () => {
      const error = await failureOf(deps.client().login(deps.login({ caCertificate: null })));
      expect(error).toMatchObject({ kind: 'unavailable' });
      expect(error.message).toContain('certificate');
    });
    expect(counts.login).toBe(0);
    await deps.client().login(deps.login());
  });

  test('whose certificate is of another authority than the one named, or for another name, is refused', async () => {
    const other = await startTestDeps();
    const stranger = deps.login({ caCertificate: other.ca });
    expect((await failureOf(deps.client().login(stranger))).message).toContain('certificate');
    const misnamed = deps.login({ apiUrl: `https://localhost:${deps.port}` });
    const resolve = async () => [{ address: '127.0.0.1' }];
    const client = createDepsClient({
      guard: createAddressGuard({ allowLoopback: true, resolve }),
      now: () => new Date(),
    });
    expect((await failureOf(client.login(misnamed))).message).toContain('certificate');
    await other.stop();
  });

  test.each([
    'https://127.0.0.1:PORT',
    'https://127.1:PORT',
    'https://2130706433:PORT',
    'https://[::1]:PORT',
    'https://[::ffff:127.0.0.1]:PORT',
    'https://localhost:PORT',
    'https://loopback.example:PORT',
    'https://mixed.example:PORT',
    'https://169.254.169.254',
    'https://10.0.0.1',
    'https://api@127.0.0.1:PORT',
    'https://api-portal.deps.com.br\\@127.0.0.1:PORT',
    'file:///etc/passwd',
    'http://93.184.215.14',
  ])('at %s is never called', async (address) => {
    const resolve = async (name: string) =>
      name === 'mixed.example' ? [{ address: '93.184.215.14' }, { address: '127.0.0.1' }] : [{ address: '127.0.0.1' }];
    const guard = createAddressGuard({ allowLoopback: false, resolve });
    const client = createDepsClient({ guard, now: () => new Date() });
    const account = deps.login({ apiUrl: address.replace('PORT', String(deps.port)) });
    const counts = await deps.asked(async () => {
      const error = await failureOf(client.login(account));
      expect(error).toMatchObject({ kind: 'unavailable' });
      expect(error.message).toContain('the address of Deps is refused');
    });
    expect(counts.login).toBe(0);
  });
});

test('a name service that hangs is unavailable, within the bound', async () => {
  const guard = createAddressGuard({ allowLoopback: true, resolve: () => new Promise(() => undefined) });
  const client = createDepsClient({ guard, now: () => new Date(), timeoutMs: 200 });
  const error = await failureOf(client.login(deps.login({ apiUrl: 'https://deps.example' })));
  expect(error).toMatchObject({ kind: 'unavailable', message: 'Deps did not answer in time' });
});
