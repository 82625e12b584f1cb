/** Owns one Crivo with simulated bureaus for many purchases at once: their customers, how they are asked for, how they stand. */
import { DEFAULT_USER, type SimulatedUser } from '../../../dev/simulators/deps/logins';
import type { PurchaseRecord } from '../../../contracts/purchase';
import { stepOf } from '../../../domain/purchase';
import { purchaseId } from '../../../usecases/buy-report';
import { startCrivo, type Answer, type Crivo } from '../crivo';
import { startTestDeps, type TestDeps } from '../deps-simulator';
import { uniqueDocument, uniqueId } from '../orders';
import { TERMS, timesOf, type CrashCase, type Terms } from './plan';

export const PRODUCT = '20C2F2B4';
export const PRICE_CENTS = 1_000;

/** One case with the customer that it is tried on. */
export interface Subject extends CrashCase {
  readonly branch: string;
  readonly document: string;
  readonly customerKey: string;
  /** The first of its need, and the one that follows where that one was refused and somebody asks again. */
  readonly purchase: string;
  readonly next: string;
}

export interface Desk {
  readonly crivo: Crivo;
  readonly subjects: readonly Subject[];
  buy(subject: Subject): Promise<Answer>;
  find(subject: Subject): Promise<PurchaseRecord | null>;
  findNext(subject: Subject): Promise<PurchaseRecord | null>;
  charges(subject: Subject): number;
  /** Whether the bureau has done what is wrong in this case. */
  hasFired(subject: Subject): boolean;
  stop(): Promise<void>;
}

/** A purchase that is stopped keeps one of its account's places, of which there are 50 at most. */
const OF_ONE_ACCOUNT = 25;
/** The shortest there is. */
const TIMEOUT_SECONDS = 10;

export async function openDesk(name: string, cases: readonly CrashCase[]): Promise<Desk> {
  const crivo = await startCrivo({ name, worker: false, branch: uniqueId('b') });
  const bureaus = {} as Record<Terms, TestDeps>;
  const subjects: Subject[] = [];
  for (const terms of TERMS) {
    const own = cases.filter((one) => one.terms === terms);
    const users = usersFor(Math.ceil(own.length / OF_ONE_ACCOUNT));
    const deps = (bureaus[terms] = await startTestDeps({ users }));
    deps.control.reuseTerms({
      isFree: terms !== 'charged',
      whenNothingHeld: terms === 'freeOrRefused' ? 'refuse' : 'buy',
    });
    for (const [at, user] of users.entries()) {
      const branch = await aBranch(crivo, deps, user, terms);
      const those = own.slice(at * OF_ONE_ACCOUNT, (at + 1) * OF_ONE_ACCOUNT);
      subjects.push(...(await Promise.all(those.map((one) => aSubject(crivo, branch, one)))));
    }
  }
  for (const { terms, fault, document } of subjects) {
    bureaus[terms].control.queryFault(fault, { documents: [document], times: timesOf(fault) });
  }
  return {
    crivo,
    subjects,
    buy: ({ branch, customerKey }) =>
      crivo.call('POST', `/branches/${branch}/customers/${customerKey}/reports`, {
        bureau: 'deps',
        purpose: 'limitReview',
      }),
    find: ({ purchase }) => crivo.stores.purchases.find(purchase),
    findNext: ({ next }) => crivo.stores.purchases.find(next),
    charges: ({ terms, document }) => bureaus[terms].control.invoice(document).length,
    hasFired: ({ terms, document }) =>
      bureaus[terms].control.active().some(({ options, left }) => left === 0 && options.documents?.includes(document)),
    stop: async () => {
      await crivo.stop();
      await Promise.all(Object.values(bureaus).map((deps) => deps.stop()));
    },
  };
}

/** True where nothing will happen any more by itself: it is over, or waits for a person. */
export function isAtRest(record: PurchaseRecord | null): boolean {
  return record !== null && stepOf(record) === 'end';
}

function usersFor(count: number): SimulatedUser[] {
  return Array.from({ length: count }, (_, at) => {
    return { ...DEFAULT_USER, email: `api-${at}@example.com`, account: `account-${at}` };
  });
}

async function aBranch(crivo: Crivo, deps: TestDeps, { email, password }: SimulatedUser, terms: Terms) {
  const branch = uniqueId('b');
  const send = async (method: 'PUT' | 'PATCH', path: string, body: object): Promise<void> => {
    const { status, text } = await crivo.call(method, `/branches/${branch}${path}`, body);
    if (status !== 200) throw new Error(text);
  };
  await send('PUT', '', { name: 'Filial' });
  await send('PUT', '/deps', {
    ...{ apiUrl: deps.url, email, password, caCertificate: deps.ca, defaultProducts: { J: PRODUCT } },
    ...{ reuseIsFree: terms !== 'charged', parallelLimit: 50, timeoutSeconds: TIMEOUT_SECONDS },
  });
  await send('PATCH', '/purchasing', {
    prices: [{ bureau: 'deps', product: PRODUCT, priceCents: PRICE_CENTS }],
    monthCapCents: 1_000_000,
  });
  return branch;
}

async function aSubject(crivo: Crivo, branch: string, one: CrashCase): Promise<Subject> {
  const document = uniqueDocument();
  const { body } = await crivo.call('PUT', `/branches/${branch}/customers`, { document });
  const customerKey = String(body['customerKey']);
  const accountKey = (await crivo.stores.depsAccounts.find(branch))?.accountKey ?? '';
  const need = { accountKey, customerKey, product: PRODUCT };
  return { ...one, branch, document, customerKey, purchase: purchaseId(need, 1), next: purchaseId(need, 2) };
}
