/** Owns a simulated Deps for one suite: a real server with TLS, whose authority nobody trusts but who is told to. */
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { createDepsBureau } from '../../adapters/deps/deps-bureau';
import {
  createDepsClient,
  createDepsSessions,
  DepsError,
  type DepsClient,
  type DepsLogin,
} from '../../adapters/deps/deps-client';
import type { BureauQuery, CreditBureau } from '../../domain/credit-bureau';
import { DEFAULT_USER, type SimulatedUser } from '../../dev/simulators/deps/logins';
import {
  startDepsSimulator,
  type DepsSimulatorControl,
  type DepsSimulatorOptions,
} from '../../dev/simulators/deps/simulator';
import { uniqueDocument } from './orders';
import { aCertificate, anAuthority } from './certificates';

export interface TestDeps {
  readonly url: string;
  readonly port: number;
  /** PEM, for `caCertificate`. */
  readonly ca: string;
  readonly user: SimulatedUser;
  /** Faults by name, what it holds by document, how many requests of each kind it got. */
  readonly control: DepsSimulatorControl;
  /** How often a fault was met. */
  fired(name: string): number;
  /** Requests of each kind that `work` has made. */
  asked(work: () => Promise<unknown>): Promise<Record<'login' | 'send' | 'read', number>>;
  /** The login that works, changed as a test needs it. */
  login(given?: Partial<DepsLogin>): DepsLogin;
  /** A client of our own that may reach this machine; each has its own tokens. */
  client(options?: { readonly timeoutMs?: number; readonly now?: () => Date }): DepsClient;
  /** The same of the bureau that it is. */
  bureau(options?: { readonly now?: () => Date }): CreditBureau<DepsLogin>;
  stop(): Promise<void>;
}

/** What lets this machine be called, as `DEPS_ALLOW_LOOPBACK` does. */
const LOCAL_GUARD = createAddressGuard({ allowLoopback: true });

export async function startTestDeps(options: Omit<DepsSimulatorOptions, 'tls'> = {}): Promise<TestDeps> {
  const authority = await anAuthority();
  const tls = await aCertificate(authority, '127.0.0.1');
  const simulator = await startDepsSimulator({ ...options, tls });
  const user = options.users?.[0] ?? DEFAULT_USER;
  const { url, port, control } = simulator;
  return {
    url,
    port,
    ca: authority.cert,
    user,
    control,
    fired: (name) => control.fired()[name] ?? 0,
    asked: async (work) => {
      const before = control.requests();
      await work();
      const after = control.requests();
      return { login: after.login - before.login, send: after.send - before.send, read: after.read - before.read };
    },
    stop: () => simulator.stop(),
    login: (given = {}) => ({
      accountKey: 'dep_test',
      apiUrl: url,
      email: user.email,
      password: user.password,
      caCertificate: authority.cert,
      ...given,
    }),
    client: ({ timeoutMs, now = () => new Date() } = {}) =>
      createDepsClient({ guard: LOCAL_GUARD, now, ...(timeoutMs !== undefined && { timeoutMs }) }),
    bureau: ({ now = () => new Date() } = {}) =>
      createDepsBureau({ guard: LOCAL_GUARD, now, sessions: createDepsSessions({ guard: LOCAL_GUARD, now }) }),
  };
}

/** A question about a company that nobody has asked about yet, of a product that classifies it. */
export function aQuery(given: Partial<BureauQuery> = {}): BureauQuery {
  return {
    document: uniqueDocument(),
    personType: 'J',
    product: '20C2F2B4',
    reuse: false,
    requestedLimitCents: null,
    scrConsent: false,
    ...given,
  };
}

/** The failure of a call; fails the test when there is none, or when it is of another class. */
export async function failureOf(call: Promise<unknown>): Promise<DepsError> {
  const outcome = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(DepsError);
  return outcome as DepsError;
}
