/** Owns what the client of Deps guarantees: logins renewed in time, pictures exact both ways. */
import type { DepsPicture } from '../../../adapters/deps/deps-client';
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

describe('a login', () => {
  test('answers the products it may buy, in a list or as one object', async () => {
    const expected = [
      { product: '20C2F2B4', name: 'Smart PJ 010', personType: 'J' },
      { product: '7A01D3E9', name: 'Mix PJ 002', personType: 'J' },
      { product: '5B9E0C11', name: 'Smart PF 004', personType: 'F' },
    ];
    expect(await deps.client().login(deps.login())).toEqual(expected);
    deps.control.fault('bareLogin', { times: 1 });
    expect(await deps.client().login(deps.login())).toEqual(expected);
    expect(deps.fired('bareLogin')).toBe(1);
  });

  test("with a wrong password tells Deps' own message and nothing of the password", async () => {
    const password = 'canary-senha-errada';
    const error = await failureOf(deps.client().login(deps.login({ password })));
    expect(error).toMatchObject({ kind: 'credential', providerText: 'E-mail ou senha inválidos (CONTA-001)' });
    expect(error.message).toContain('E-mail ou senha inválidos');
    expect(JSON.stringify([error.message, error.stack, error])).not.toContain(password);
  });

  test('is kept for many calls, and made once for many at the same time', async () => {
    const client = deps.client();
    const counts = await deps.asked(async () => {
      await Promise.all(Array.from({ length: 5 }, () => client.sendPictures(deps.login(), [aPicture()])));
      await client.sendPictures(deps.login(), [aPicture()]);
    });
    expect(counts).toEqual({ login: 1, send: 6, read: 0 });
  });

  test('is renewed before it ends', async () => {
    let aheadMs = 0;
    const client = deps.client({ now: () => new Date(Date.now() + aheadMs) });
    await client.sendPictures(deps.login(), [aPicture()]);
    aheadMs = (18_000 - 6 * 60) * 1_000;
    expect((await deps.asked(() => client.sendPictures(deps.login(), [aPicture()]))).login).toBe(0);
    aheadMs = (18_000 - 4 * 60) * 1_000;
    expect((await deps.asked(() => client.sendPictures(deps.login(), [aPicture()]))).login).toBe(1);
  });

  test('that Deps has ended is made once again, and the same is asked once more', async () => {
    const client = deps.client();
    await client.login(deps.login());
    deps.control.expireLogins();
    const picture = aPicture();
    expect(await deps.asked(() => client.sendPictures(deps.login(), [picture]))).toEqual({
      login: 1,
      send: 2,
      read: 0,
    });
    expect(deps.control.held(picture.document)).not.toBeNull();
    deps.control.expireLogins();
    expect(await deps.asked(() => client.readPicture(deps.login(), picture.document))).toMatchObject({
      login: 1,
      read: 2,
    });
  });

  test('whose every token is refused ends after one renewal', async () => {
    const client = deps.client();
    deps.control.fault('rejectTokens');
    const counts = await deps.asked(async () => {
      expect(await failureOf(client.sendPictures(deps.login(), [aPicture()]))).toMatchObject({ kind: 'credential' });
    });
    expect(counts).toEqual({ login: 2, send: 2, read: 0 });
    expect(deps.fired('rejectTokens')).toBeGreaterThan(0);
  });

  test('with another password is another login: a token got with the old one serves it no longer', async () => {
    const client = deps.client();
    await client.login(deps.login());
    const changed = deps.login({ password: 'outra' });
    expect(await failureOf(client.sendPictures(changed, [aPicture()]))).toMatchObject({ kind: 'credential' });
  });

  test('without a token in the answer is unreadable', async () => {
    const receiver = await startReceiver();
    receiver.answer((response) => response.writeHead(200).end('[{"expires_in":18000}]'));
    const account = deps.login({ apiUrl: receiver.url, caCertificate: null });
    expect(await failureOf(deps.client().login(account))).toMatchObject({ kind: 'unreadable' });
    await receiver.stop();
  });
});

describe('pictures', () => {
  test('are stored as Deps writes them, in reais to the cent', async () => {
    const picture = aPicture({
      greatestCents: 5_594,
      paidCents: 123_456_789_01,
      overdueCents: 1,
      averageDelayDays: 12.5,
    });
    await deps.client().sendPictures(deps.login(), [picture]);
    expect(deps.control.held(picture.document)).toEqual({
      dataPosicao: '2026-11-20T00:00:00',
      campoComplementar: 0,
      maiorLimiteTomado: 55.94,
      contasReceberResumido: {
        mediaDiasAtraso: 12.5,
        mediaDiasVencido: picture.overdueMeanDays,
        mediaDiasVencer: picture.dueMeanDays,
        totalPago: 123456789.01,
        totalVencido: 0.01,
        totalVencer: picture.dueCents / 100,
      },
      contasReceberDetalhado: [
        { tipo: 1, detalhes: [{ dataBase: '2026-10-01T00:00:00', itens: [{ periodo: '0-30', valor: 10.1 }] }] },
        { tipo: 2, detalhes: [{ dataBase: '2026-11-01T00:00:00', itens: [{ periodo: '31-60', valor: 0.29 }] }] },
        { tipo: 3, detalhes: [] },
      ],
    });
  });

  test.each([[null], ['bareEntry'], ['list']] as const)('read back (as %s) are what was sent', async (form) => {
    const client = deps.client();
    const picture = aPicture({ greatestCents: 5_594, averageDelayDays: 1 / 3 });
    await client.sendPictures(deps.login(), [picture, aPicture()]);
    if (form !== null) deps.control.fault(form);
    expect(await client.readPicture(deps.login(), picture.document)).toEqual(picture);
    if (form !== null) expect(deps.fired(form)).toBeGreaterThan(0);
  });

  test('that were sent again replace the ones before entirely', async () => {
    const client = deps.client();
    const first = aPicture();
    const cleared: DepsPicture = { ...aPicture({ document: first.document }), details: [], paidCents: 0, dueCents: 0 };
    await client.sendPictures(deps.login(), [first]);
    await client.sendPictures(deps.login(), [cleared]);
    expect(await client.readPicture(deps.login(), first.document)).toEqual(cleared);
  });

  test('that Deps does not hold are null, whichever way it says so', async () => {
    const client = deps.client();
    expect(await client.readPicture(deps.login(), uniqueDocument())).toBeNull();
    deps.control.fault('emptyRead');
    expect(await client.readPicture(deps.login(), uniqueDocument())).toBeNull();
    expect(deps.fired('emptyRead')).toBe(1);
  });

  test('that were answered 200 and not stored are seen by reading back', async () => {
    const client = deps.client();
    const [kept, lost] = [aPicture(), aPicture()];
    deps.control.fault('storeNothing', { documents: [lost.document] });
    await client.sendPictures(deps.login(), [kept, lost]);
    expect(deps.fired('storeNothing')).toBe(1);
    expect(await client.readPicture(deps.login(), kept.document)).toEqual(kept);
    expect(await client.readPicture(deps.login(), lost.document)).toBeNull();
  });

  test('of another customer, read back, are unreadable', async () => {
    const client = deps.client();
    const picture = aPicture();
    await client.sendPictures(deps.login(), [picture, aPicture()]);
    deps.control.fault('otherDocument');
    expect(await failureOf(client.readPicture(deps.login(), picture.document))).toMatchObject({ kind: 'unreadable' });
  });

  test('none are no request; too many, a document twice or a broken amount are a defect of ours', async () => {
    const client = deps.client();
    const picture = aPicture();
    const counts = await deps.asked(async () => {
      await client.sendPictures(deps.login(), []);
      await expect(client.sendPictures(deps.login(), [picture, picture])).rejects.toThrow(RangeError);
      await expect(
        client.sendPictures(
          deps.login(),
          Array.from({ length: 501 }, () => aPicture()),
        ),
      ).rejects.toThrow(RangeError);
      await expect(client.sendPictures(deps.login(), [aPicture({ paidCents: 0.5 })])).rejects.toThrow(RangeError);
    });
    expect(counts).toEqual({ login: 0, send: 0, read: 0 });
  });
});
