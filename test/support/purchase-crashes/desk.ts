/** Owns one Crivo with simulated bureaus for many purchases at once: their customers, how they are asked for, how they stand. */
import type { PurchaseRecord } from '../../../contracts/purchase';
import { stepOf } from '../../../domain/purchase';
import { purchaseId } from '../../../usecases/buy-report';
import { startCrivo, type Answer, type Crivo } from '../crivo';
import { uniqueDocument, uniqueId } from '../orders';
import { startCrashDeps, startCrashSpc, type CrashBureau } from './bureaus';
import { TERMS, type CrashCase, type Terms } from './plan';

export const PRICE_CENTS = 1_000;

/** One case with the customer that it is tried on. */
export interface Subject extends CrashCase {
  readonly branch: string;
  /** Of which it is bought. */
  readonly seller: CrashBureau;
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

/** `spc`: all of them are bought there, and not of Deps. */
export async function openDesk(name: string, cases: readonly CrashCase[], spc = false): Promise<Desk> {
  const crivo = await startCrivo({ name, worker: false, branch: uniqueId('b') });
  const sellers: CrashBureau[] = [];
  const subjects: Subject[] = [];
  for (const terms of TERMS) {
    const own = cases.filter((one) => one.terms === terms);
    const branches = Math.ceil(own.length / OF_ONE_ACCOUNT);
    if (branches === 0) continue;
    const seller = await (spc ? startCrashSpc() : startCrashDeps(terms, branches));
    sellers.push(seller);
    for (let nth = 0; nth < branches; nth += 1) {
      const branch = await aBranch(crivo, seller, nth, terms);
      const those = own.slice(nth * OF_ONE_ACCOUNT, (nth + 1) * OF_ONE_ACCOUNT);
      subjects.push(...(await Promise.all(those.map((one) => aSubject(crivo, branch, seller, one)))));
    }
  }
  for (const subject of subjects) subject.seller.setFault(subject, subject.document);
  return {
    crivo,
    subjects,
    buy: ({ branch, customerKey, seller: { bureau } }) =>
      crivo.call('POST', `/branches/${branch}/customers/${customerKey}/reports`, { bureau, purpose: 'limitReview' }),
    find: ({ purchase }) => crivo.stores.purchases.find(purchase),
    findNext: ({ next }) => crivo.stores.purchases.find(next),
    charges: ({ seller, document }) => seller.charges(document),
    hasFired: ({ seller, document }) => seller.hasFired(document),
    stop: async () => {
      await crivo.stop();
      await Promise.all(sellers.map((seller) => seller.stop()));
    },
  };
}

/** True where nothing will happen any more by itself: it is over, or waits for a person. */
export function isAtRest(record: PurchaseRecord | null): boolean {
  return record !== null && stepOf(record) === 'end';
}

async function aBranch(crivo: Crivo, seller: CrashBureau, nth: number, terms: Terms) {
  const { bureau, product } = seller;
  const branch = uniqueId('b');
  const send = async (method: 'PUT' | 'PATCH', path: string, body: object): Promise<void> => {
    const { status, text } = await crivo.call(method, `/branches/${branch}${path}`, body);
    if (status !== 200) throw new Error(text);
  };
  await send('PUT', '', { name: 'Filial' });
  await send('PUT', `/${bureau}`, {
    ...seller.account(nth),
    ...{ defaultProducts: { J: product }, parallelLimit: 50, timeoutSeconds: TIMEOUT_SECONDS },
    reuseIsFree: terms !== 'charged',
  });
  await send('PATCH', '/purchasing', {
    prices: [{ bureau, product, priceCents: PRICE_CENTS }],
    monthCapCents: 1_000_000,
  });
  return branch;
}

async function aSubject(crivo: Crivo, branch: string, seller: CrashBureau, one: CrashCase): Promise<Subject> {
  const document = uniqueDocument();
  const { body } = await crivo.call('PUT', `/branches/${branch}/customers`, { document });
  const customerKey = String(body['customerKey']);
  const { depsAccounts, spcAccounts } = crivo.stores;
  const account = await (seller.bureau === 'spc' ? spcAccounts : depsAccounts).find(branch);
  const need = { accountKey: account?.accountKey ?? '', customerKey, product: seller.product };
  return { ...one, branch, seller, document, customerKey, purchase: purchaseId(need, 1), next: purchaseId(need, 2) };
}
