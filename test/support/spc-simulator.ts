/** Owns a simulated SPC for one suite: a real server with TLS, whose authority nobody trusts but who is told to. */
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { createSpcBureau, type SpcLogin } from '../../adapters/spc/spc-bureau';
import { DEFAULT_OPERATOR } from '../../dev/simulators/spc/service';
import {
  startSpcSimulator,
  type SpcSimulatorControl,
  type SpcSimulatorOptions,
} from '../../dev/simulators/spc/simulator';
import { BureauError, type BureauQuery, type CreditBureau } from '../../domain/credit-bureau';
import { aCertificate, anAuthority } from './certificates';
import { uniqueDocument } from './orders';

export interface TestSpc {
  readonly url: string;
  /** PEM, for `caCertificate`. */
  readonly ca: string;
  readonly control: SpcSimulatorControl;
  /** The login that works, changed as a test needs it. */
  login(given?: Partial<SpcLogin>): SpcLogin;
  /** Our own, that may reach this machine. */
  readonly bureau: CreditBureau<SpcLogin>;
  stop(): Promise<void>;
}

export async function startTestSpc(options: Omit<SpcSimulatorOptions, 'tls'> = {}): Promise<TestSpc> {
  const authority = await anAuthority();
  const tls = await aCertificate(authority, '127.0.0.1');
  const simulator = await startSpcSimulator({ ...options, tls });
  const { url, control } = simulator;
  const { operator, password } = DEFAULT_OPERATOR;
  const own = { accountKey: 'spc_test', apiUrl: url, operator, password, caCertificate: authority.cert };
  return {
    url,
    ca: authority.cert,
    control,
    login: (given = {}) => ({ ...own, optionalInputs: [77], queryTimeoutMs: 5_000, ...given }),
    bureau: createSpcBureau({
      guard: createAddressGuard({ allowLoopback: true }),
      now: () => new Date(),
      timeoutMs: 5_000,
    }),
    stop: () => simulator.stop(),
  };
}

/** A question about a company that nobody has asked about. */
export function anSpcQuery(given: Partial<BureauQuery> = {}): BureauQuery {
  const document = uniqueDocument();
  return {
    document,
    personType: document.length === 11 ? 'F' : 'J',
    product: '257',
    reuse: false,
    requestedLimitCents: null,
    scrConsent: false,
    ...given,
  };
}

export async function bureauFailure(call: Promise<unknown>): Promise<BureauError> {
  const outcome = await call.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(BureauError);
  return outcome as BureauError;
}
