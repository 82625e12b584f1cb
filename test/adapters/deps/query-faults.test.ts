/** Owns that every fault of a paid query is one named failure, that nothing is asked twice, and that no secret is told. */
import { createAddressGuard } from '../../../adapters/outbound/address-guard';
import { createDepsBureau } from '../../../adapters/deps/deps-bureau';
import { createDepsSessions, type DepsLogin } from '../../../adapters/deps/deps-client';
import type { PaidFault } from '../../../dev/simulators/paid-faults';
import { QUERY_FAULTS, type QueryFaultName } from '../../../dev/simulators/deps/query-faults';
import { BureauError, type BureauAnswer, type BureauErrorKind, type BureauQuery } from '../../../domain/credit-bureau';
import { aQuery, startTestDeps, type TestDeps } from '../../support/deps-simulator';
import { startReceiver } from '../../support/receiver';

let deps: TestDeps;
beforeAll(async () => {
  deps = await startTestDeps();
});
afterEach(() => deps.control.clear());
afterAll(() => deps.stop());

async function outcomeOf(
  query: BureauQuery,
  login: DepsLogin,
  bureau = deps.bureau(),
): Promise<BureauAnswer | BureauError> {
  return bureau.query(login, query).catch((error: unknown) => {
    if (error instanceof BureauError) return error;
    throw error;
  });
}
/** As it is asked once a login is kept, so that no login stands between. */
async function askedWith(name: QueryFaultName, given: Partial<BureauQuery> = {}) {
  const query = aQuery(given);
  const bureau = deps.bureau();
  const login = deps.login({ queryTimeoutMs: 1_000 });
  await bureau.listProducts(login);
  const { fault }: PaidFault = QUERY_FAULTS[name];
  const before = { asked: deps.control.requests().query, fired: deps.control.fired()[fault] ?? 0 };
  deps.control.clear();
  deps.control.queryFault(name);
  const outcome = await outcomeOf(query, login, bureau);
  return {
    query,
    outcome,
    asked: deps.control.requests().query - before.asked,
    fired: (deps.control.fired()[fault] ?? 0) - before.fired,
    invoice: deps.control.invoice(query.document),
  };
}

/** `asked`: how often, where a token that isn't taken is renewed. */
const EXPECTED: Readonly<Record<QueryFaultName, { kind: BureauErrorKind | 'report'; asked?: number }>> = {
  resetUnread: { kind: 'unknownOutcome' },
  resetBeforeFirstByte: { kind: 'unknownOutcome' },
  resetAfterHeaders: { kind: 'unknownOutcome' },
  resetInBody: { kind: 'unknownOutcome' },
  stalledInBody: { kind: 'unknownOutcome' },
  answeredTooLate: { kind: 'unknownOutcome' },
  error500: { kind: 'unknownOutcome' },
  error500AfterCharging: { kind: 'unknownOutcome' },
  error503Page: { kind: 'unknownOutcome' },
  error503PageAfterCharging: { kind: 'unknownOutcome' },
  rateLimited: { kind: 'rateLimited' },
  rateLimitedWithRetryAfter: { kind: 'rateLimited' },
  refused: { kind: 'refused' },
  redirected: { kind: 'unknownOutcome' },
  redirectedAfterCharging: { kind: 'unknownOutcome' },
  htmlWith200: { kind: 'unknownOutcome' },
  htmlWith200AfterCharging: { kind: 'unknownOutcome' },
  halfJsonWith200: { kind: 'unknownOutcome' },
  hugeAfterCharging: { kind: 'unknownOutcome' },
  large: { kind: 'report' },
  otherDocument: { kind: 'unknownOutcome' },
  listInsteadOfObject: { kind: 'report' },
  loginExpired: { kind: 'report', asked: 2 },
  loginRefused: { kind: 'credential', asked: 2 },
  consentPending: { kind: 'consentPending' },
  partial: { kind: 'report' },
  blockFailed: { kind: 'report' },
};

describe('a fault of a query', () => {
  test.each(Object.keys(QUERY_FAULTS) as QueryFaultName[])(
    '%s ends as it is known to, and is asked no more',
    async (name) => {
      const { kind, asked: times = 1 } = EXPECTED[name];
      const { outcome, asked, fired, invoice } = await askedWith(name);
      expect(outcome instanceof BureauError ? outcome.kind : 'report').toBe(kind);
      expect({ asked, hasFired: fired > 0 }).toEqual({ asked: times, hasFired: true });
      // What was charged is never called an outcome that costs nothing.
      const isCharged = name === 'loginExpired' ? true : QUERY_FAULTS[name].isCharged;
      expect(invoice).toHaveLength(isCharged ? 1 : 0);
      if (isCharged) expect(['report', 'unknownOutcome']).toContain(kind);
    },
  );

  test('429 tells when to come again, where Deps says so', async () => {
    expect((await askedWith('rateLimited')).outcome).toMatchObject({ retryAfterMs: null });
    expect((await askedWith('rateLimitedWithRetryAfter')).outcome).toMatchObject({ retryAfterMs: 7_000 });
  });

  test('keeps what came of an answer that broke off, and a bounded part of one without an end', async () => {
    const broken = (await askedWith('resetInBody')).outcome as BureauError;
    expect(broken.raw).toMatch(/^\{"mix":\{"produto"/);
    expect(() => JSON.parse(broken.raw ?? '') as unknown).toThrow();
    expect(((await askedWith('stalledInBody')).outcome as BureauError).raw).toMatch(/^\{"mix"/);
    expect(((await askedWith('htmlWith200')).outcome as BureauError).raw).toContain('<!doctype html>');
    expect(((await askedWith('hugeAfterCharging')).outcome as BureauError).raw).toHaveLength(1024 * 1024);
    expect((await askedWith('resetBeforeFirstByte')).outcome).toMatchObject({ raw: null });
  });

  test('of another document is kept apart from a report, and says so', async () => {
    const { outcome, query } = await askedWith('otherDocument');
    expect(outcome).toMatchObject({ isAnotherDocument: true });
    expect((outcome as BureauError).raw).not.toContain(query.document);
  });

  test('says on the invoice whether its answer left', async () => {
    expect((await askedWith('resetBeforeFirstByte')).invoice).toMatchObject([{ answer: 'broken', reused: false }]);
    expect((await askedWith('answeredTooLate')).invoice).toMatchObject([
      { answer: expect.stringMatching(/lost|pending/) },
    ]);
    expect((await askedWith('listInsteadOfObject')).invoice).toMatchObject([{ answer: 'left' }]);
  });

  test.each([
    ['noData', { reuse: true }, 'noReusableData'],
    ['nothing held', { reuse: true }, 'noReusableData'],
    ['an unknown product', { product: 'FFFFFFFF' }, 'productNotAllowed'],
    ['a product for persons', { product: '5B9E0C11' }, 'productNotAllowed'],
    ['a person asked as a company', { document: '39053344705' }, 'documentInvalid'],
    ['a document with punctuation', { document: '11.222.333/0001-81' }, 'documentInvalid'],
  ] as const)('%s is an error of its own, and costs nothing', async (what, given, kind) => {
    deps.control.reuseTerms({ whenNothingHeld: 'refuse' });
    if (what === 'noData') deps.control.fault('noData');
    const query = aQuery(given);
    expect(await outcomeOf(query, deps.login())).toMatchObject({ kind });
    expect(deps.control.invoice(query.document)).toHaveLength(0);
  });

  test('never tells document, password or token', async () => {
    const query = aQuery({ document: '12ABC34501DE35' });
    deps.control.fault('echo', { kind: 'query' });
    const error = await outcomeOf(query, deps.login());
    expect(error).toBeInstanceOf(BureauError);
    const { message, stack, providerText } = error as BureauError;
    expect(providerText).toContain('***');
    for (const secret of [query.document, deps.user.password]) {
      expect([message, stack, providerText].join('\n')).not.toContain(secret);
    }
  });
});

describe('surely not sent', () => {
  const expectUnsent = async (login: DepsLogin, bureau = deps.bureau()) => {
    const before = deps.control.requests().query;
    const query = aQuery();
    const outcome = await outcomeOf(query, login, bureau);
    expect(deps.control.requests().query).toBe(before);
    expect(deps.control.invoice(query.document)).toHaveLength(0);
    return outcome;
  };
  /** A bureau that is logged in already, and whose guard then leads the query where `apiUrl` says. */
  const loggedIn = async (guardOptions: Parameters<typeof createAddressGuard>[0], login: DepsLogin) => {
    const guard = createAddressGuard(guardOptions);
    const own = createAddressGuard({ allowLoopback: true });
    const now = () => new Date();
    const session = await createDepsSessions({ guard: own, now }).fresh(deps.login());
    const sessions = { of: async () => session, renewed: async () => session, fresh: async () => session };
    return expectUnsent(login, createDepsBureau({ guard, now, sessions }));
  };

  test('is a closed port', async () => {
    const gone = await startReceiver();
    await gone.stop();
    const outcome = await loggedIn({ allowLoopback: true }, deps.login({ apiUrl: gone.url }));
    expect(outcome).toMatchObject({ kind: 'unavailable', message: 'Deps could not be reached (ECONNREFUSED)' });
  });

  test('is a name nobody knows, and one that takes too long', async () => {
    const unknown = { allowLoopback: true, resolve: () => Promise.reject(new Error('ENOTFOUND')) };
    const login = deps.login({ apiUrl: 'https://deps.example', queryTimeoutMs: 200 });
    expect(await loggedIn(unknown, login)).toMatchObject({ kind: 'unavailable' });
    const hangs = { allowLoopback: true, resolve: () => new Promise<never>(() => undefined) };
    expect(await loggedIn(hangs, login)).toMatchObject({ kind: 'unavailable', message: 'Deps did not answer in time' });
  });

  test('is a certificate that is not trusted', async () => {
    const outcome = await loggedIn({ allowLoopback: true }, deps.login({ caCertificate: null }));
    expect(outcome).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('certificate') });
  });

  test('is a certificate for another name', async () => {
    const options = { allowLoopback: true, resolve: async () => [{ address: '127.0.0.1' }] };
    const outcome = await loggedIn(options, deps.login({ apiUrl: `https://localhost:${deps.port}` }));
    expect(outcome).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('certificate') });
  });

  test.each(['https://127.0.0.1:PORT', 'https://mixed.example:PORT', 'https://169.254.169.254', 'file:///etc/passwd'])(
    'is the address %s, which is never called',
    async (address) => {
      const resolve = async () => [{ address: '93.184.215.14' }, { address: '127.0.0.1' }];
      const login = deps.login({ apiUrl: address.replace('PORT', String(deps.port)) });
      const outcome = await loggedIn({ allowLoopback: false, resolve }, login);
      expect(outcome).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('address') });
    },
  );

  test.each([
    ['refuse', 'credential'],
    ['rateLimit', 'rateLimited'],
    ['serverError', 'unavailable'],
    ['resetAfter', 'unavailable'],
    ['html', 'unavailable'],
  ] as const)('is what follows a login that meets %s', async (fault, kind) => {
    deps.control.fault(fault, { kind: 'login' });
    expect(await expectUnsent(deps.login())).toMatchObject({ kind });
    expect(deps.control.fired()[fault] ?? 0).toBeGreaterThan(0);
  });
});

test('every query has a connection of its own, which serves nothing else', async () => {
  const receiver = await startReceiver();
  receiver.answer((response, nth) => {
    const login = [{ access_token: 'x', expires_in: 18_000, produtos: [] }];
    response.writeHead(nth === 1 ? 200 : 500).end(nth === 1 ? JSON.stringify(login) : '');
  });
  const login = deps.login({ apiUrl: receiver.url, caCertificate: null });
  const bureau = deps.bureau();
  for (let nth = 0; nth < 3; nth++)
    expect(await outcomeOf(aQuery(), login, bureau)).toMatchObject({ kind: 'unknownOutcome' });
  expect([receiver.connections(), receiver.received.length]).toEqual([4, 4]);
  await receiver.stop();
});
