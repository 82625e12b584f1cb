/** Owns the simulated bureaus that crashing purchases are made of: their accounts, their faults by customer, their invoices. */
import { DEFAULT_USER, type SimulatedUser } from '../../../dev/simulators/deps/logins';
import { startTestDeps } from '../deps-simulator';
import { startTestSpc } from '../spc-simulator';
import { timesOf, type CommonFault, type CrashCase, type Terms } from './plan';

/** One simulator, whatever it simulates. */
export interface CrashBureau {
  readonly bureau: 'deps' | 'spc';
  /** Bought of everybody, since nobody here is a person. */
  readonly product: string;
  /** What its account needs to be told by the `nth` branch; the terms of buying are the same everywhere. */
  account(nth: number): object;
  setFault(one: CrashCase, document: string): void;
  charges(document: string): number;
  /** Whether it has done what is wrong in this customer's case. */
  hasFired(document: string): boolean;
  stop(): Promise<void>;
}

type Active = readonly { readonly options: { readonly documents?: readonly string[] }; readonly left: number | null }[];
const hasHappened = (active: Active, document: string): boolean =>
  active.some(({ options, left }) => left === 0 && options.documents?.includes(document));

/** A Deps with so many accounts, whose reuse costs what its branches declare. */
export async function startCrashDeps(terms: Terms, accounts: number): Promise<CrashBureau> {
  const users: SimulatedUser[] = Array.from({ length: accounts }, (_, at) => {
    return { ...DEFAULT_USER, email: `api-${at}@example.com`, account: `account-${at}` };
  });
  const deps = await startTestDeps({ users });
  deps.control.reuseTerms({
    isFree: terms !== 'charged',
    whenNothingHeld: terms === 'freeOrRefused' ? 'refuse' : 'buy',
  });
  return {
    bureau: 'deps',
    product: '20C2F2B4',
    account: (nth) => {
      const { email, password } = users[nth] ?? DEFAULT_USER;
      return { apiUrl: deps.url, email, password, caCertificate: deps.ca };
    },
    setFault: ({ fault }, document) => deps.control.queryFault(fault, { documents: [document], times: timesOf(fault) }),
    charges: (document) => deps.control.invoice(document).length,
    hasFired: (document) => hasHappened(deps.control.active(), document),
    stop: () => deps.stop(),
  };
}

/** An SPC, which holds nothing of what it sold. */
export async function startCrashSpc(): Promise<CrashBureau> {
  const spc = await startTestSpc();
  const { operator, password } = spc.login();
  return {
    bureau: 'spc',
    product: '679',
    account: () => ({ apiUrl: spc.url, operator, password, caCertificate: spc.ca }),
    setFault: ({ fault }, document) =>
      spc.control.queryFault(fault as CommonFault, { documents: [document], times: 1 }),
    charges: (document) => spc.control.invoice(document).length,
    hasFired: (document) => hasHappened(spc.control.active(), document),
    stop: () => spc.stop(),
  };
}
