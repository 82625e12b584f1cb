/** Owns that every fault of a paid query of SPC is one named failure, asked once, by the invoice, and tells no secret. */
import { createAddressGuard } from '../../../adapters/outbound/address-guard';
import { createSpcBureau } from '../../../adapters/spc/spc-bureau';
import type { PaidFault } from '../../../dev/simulators/paid-faults';
import { QUERY_FAULTS, type QueryFaultName } from '../../../dev/simulators/spc/faults';
import type { BureauErrorKind } from '../../../domain/credit-bureau';
import { startReceiver } from '../../support/receiver';
import { anSpcQuery, bureauFailure, startTestSpc, type TestSpc } from '../../support/spc-simulator';

let spc: TestSpc;
beforeAll(async () => {
  spc = await startTestSpc();
});
afterEach(() => spc.control.clear());
afterAll(() => spc.stop());

const EXPECTED: Readonly<Record<QueryFaultName, BureauErrorKind | 'report'>> = {
  resetUnread: 'unknownOutcome',
  resetBeforeFirstByte: 'unknownOutcome',
  resetAfterHeaders: 'unknownOutcome',
  resetInBody: 'unknownOutcome',
  stalledInBody: 'unknownOutcome',
  answeredTooLate: 'unknownOutcome',
  error500: 'unknownOutcome',
  error500AfterCharging: 'unknownOutcome',
  error503Page: 'unknownOutcome',
  error503PageAfterCharging: 'unknownOutcome',
  internalFault: 'unknownOutcome',
  internalFaultAfterCharging: 'unknownOutcome',
  operatorRefused: 'credential',
  noAccess: 'credential',
  productRefused: 'productNotAllowed',
  documentRefused: 'documentInvalid',
  personTypeRefused: 'productNotAllowed',
  rateLimited: 'rateLimited',
  rateLimitedWithRetryAfter: 'rateLimited',
  loginRefused: 'credential',
  redirected: 'unknownOutcome',
  redirectedAfterCharging: 'unknownOutcome',
  htmlWith200: 'unknownOutcome',
  htmlWith200AfterCharging: 'unknownOutcome',
  halfXmlWith200: 'unknownOutcome',
  hugeAfterCharging: 'unknownOutcome',
  externalEntity: 'unknownOutcome',
  billionLaughs: 'unknownOutcome',
  deep: 'unknownOutcome',
  otherDocument: 'unknownOutcome',
  nilResult: 'unknownOutcome',
  partial: 'report',
  large: 'report',
};

test.each(Object.entries(EXPECTED) as [QueryFaultName, BureauErrorKind | 'report'][])(
  '%s is %s, asked once, and charged as the invoice says',
  async (name, kind) => {
    const { fault, isCharged }: PaidFault = QUERY_FAULTS[name];
    const isSlow = ['answeredTooLate', 'stalledInBody'].includes(name);
    const query = anSpcQuery();
    const before = { asked: spc.control.requests().query, fired: spc.control.fired()[fault] ?? 0 };
    spc.control.queryFault(name);
    const call = spc.bureau.query(spc.login({ queryTimeoutMs: isSlow ? 700 : 10_000 }), query);
    if (kind === 'report') expect((await call).findings.charged).toBe('yes');
    else expect(await bureauFailure(call)).toMatchObject({ kind, isAnotherDocument: name === 'otherDocument' });
    expect((spc.control.fired()[fault] ?? 0) - before.fired).toBe(1);
    expect(spc.control.requests().query - before.asked).toBe(1);
    expect(spc.control.invoice(query.document)).toHaveLength(isCharged ? 1 : 0);
  },
);

test('every refusal but an unknown outcome has cost nothing', () => {
  const free = Object.entries(EXPECTED).filter(([, kind]) => kind !== 'unknownOutcome' && kind !== 'report');
  expect(free.map(([name]) => QUERY_FAULTS[name as QueryFaultName].isCharged)).not.toContain(true);
});

test('a limit says when to come again, where SPC says so', async () => {
  spc.control.queryFault('rateLimitedWithRetryAfter');
  expect(await bureauFailure(spc.bureau.query(spc.login(), anSpcQuery()))).toMatchObject({ retryAfterMs: 7_000 });
});

test('what broke off keeps what had come of it', async () => {
  spc.control.queryFault('resetInBody');
  const { raw } = await bureauFailure(spc.bureau.query(spc.login(), anSpcQuery()));
  expect(raw).toContain('<resultado');
});

test('an endless answer is cut within its bound of bytes', async () => {
  spc.control.queryFault('hugeAfterCharging');
  const error = await bureauFailure(spc.bureau.query(spc.login({ queryTimeoutMs: 30_000 }), anSpcQuery()));
  expect(error.message).toContain('too large');
  expect(error.raw?.length).toBe(1024 * 1024);
});

test('a DOCTYPE is refused before any of its entities is looked at', async () => {
  for (const name of ['externalEntity', 'billionLaughs'] as const) {
    spc.control.clear();
    spc.control.queryFault(name);
    const error = await bureauFailure(spc.bureau.query(spc.login(), anSpcQuery()));
    expect(error.message).toContain('DOCTYPE');
    expect(JSON.stringify([error.message, error.raw])).not.toContain('root:');
  }
});

test('never tells document, operator or password', async () => {
  spc.control.fault('echo');
  const query = anSpcQuery();
  const login = spc.login();
  const basic = Buffer.from(`${login.operator}:${login.password}`).toString('base64');
  for (const error of [
    await bureauFailure(spc.bureau.query(login, query)),
    await bureauFailure(spc.bureau.listProducts(login)),
  ]) {
    const told = [error.message, error.stack, error.providerText].join('\n');
    expect(told).toContain('***');
    for (const secret of [query.document, login.password, basic]) expect(told).not.toContain(secret);
  }
});

describe('surely nothing was sent', () => {
  test('to a server of an authority that is not trusted, or that is down', async () => {
    const before = spc.control.requests();
    const untrusted = await bureauFailure(spc.bureau.query(spc.login({ caCertificate: null }), anSpcQuery()));
    expect([untrusted.kind, untrusted.message]).toEqual(['unavailable', expect.stringContaining('certificate')]);
    expect(spc.control.requests()).toEqual(before);
    const gone = await startReceiver();
    await gone.stop();
    const down = spc.login({ apiUrl: gone.url, caCertificate: null });
    expect(await bureauFailure(spc.bureau.query(down, anSpcQuery()))).toMatchObject({ kind: 'unavailable' });
  });

  test('to an address that is not public', async () => {
    const strict = createSpcBureau({ guard: createAddressGuard({ allowLoopback: false }), now: () => new Date() });
    expect(await bureauFailure(strict.query(spc.login(), anSpcQuery()))).toMatchObject({ kind: 'unavailable' });
  });
});

test('the list of products is free: whatever goes wrong with it may be asked again', async () => {
  for (const name of ['html', 'reset', 'stall', 'huge', 'deep', 'serverError', 'redirect', 'fault'] as const) {
    spc.control.clear();
    spc.control.fault(name);
    const failed = await bureauFailure(spc.bureau.listProducts(spc.login()));
    expect([name, failed.kind]).toEqual([name, 'unavailable']);
  }
  spc.control.clear();
  const wrong = spc.login({ password: 'canary-senha-errada' });
  expect(await bureauFailure(spc.bureau.listProducts(wrong))).toMatchObject({ kind: 'credential' });
});
