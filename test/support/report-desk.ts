/** Owns one Crivo that buys reports of a simulated Deps: accounts, customers never asked about, purchases and their charges. */
import { purchaseId } from '../../usecases/buy-report';
import { startCrivo, type Answer, type CallOptions, type Crivo, type CrivoOptions } from './crivo';
import { startTestDeps, type TestDeps } from './deps-simulator';
import { uniqueDocument, uniqueId } from './orders';

export const PRODUCT = '20C2F2B4';

export interface ReportSubject {
  readonly branch: string;
  readonly document: string;
  readonly customerKey: string;
  /** The address of its reports. */
  readonly reports: string;
}

export interface ReportDesk {
  readonly crivo: Crivo;
  readonly deps: TestDeps;
  readonly branch: string;
  /** The branch's account as given; the login is the simulator's unless it is given too. */
  account(given?: object, branch?: string): Promise<void>;
  aSubject(given?: { readonly document?: string; readonly branch?: string }): Promise<ReportSubject>;
  buy(subject: ReportSubject, given?: object, options?: CallOptions): Promise<Answer>;
  charges(subject: Pick<ReportSubject, 'document'>): number;
  /** Of the need's first purchase, before it exists. */
  firstPurchase(subject: ReportSubject): Promise<string>;
  stop(): Promise<void>;
}

export async function openReportDesk(options: CrivoOptions): Promise<ReportDesk> {
  const branch = uniqueId('b');
  const deps = await startTestDeps();
  const crivo = await startCrivo({ branch, ...options });
  const account: ReportDesk['account'] = async (given = {}, at = branch) => {
    const { email, password } = deps.user;
    const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca };
    const buying = { defaultProducts: { J: PRODUCT }, reuseIsFree: true, timeoutSeconds: 10, ...given };
    const { status, text } = await crivo.call('PUT', `/branches/${at}/deps`, { ...login, ...buying });
    if (status !== 200) throw new Error(text);
  };
  await account();
  return {
    crivo,
    deps,
    branch,
    account,
    aSubject: async ({ document = uniqueDocument(), branch: at = branch } = {}) => {
      const { body } = await crivo.call('PUT', `/branches/${at}/customers`, { document });
      const customerKey = String(body['customerKey']);
      return { branch: at, document, customerKey, reports: `/branches/${at}/customers/${customerKey}/reports` };
    },
    buy: ({ reports }, given = {}, how = {}) =>
      crivo.call('POST', reports, { bureau: 'deps', purpose: 'limitReview', ...given }, how),
    charges: ({ document }) => deps.control.invoice(document).length,
    firstPurchase: async ({ branch: at, customerKey }) => {
      const accountKey = (await crivo.stores.depsAccounts.find(at))?.accountKey ?? '';
      return purchaseId({ accountKey, customerKey, product: PRODUCT }, 1);
    },
    stop: async () => {
      await crivo.stop();
      await deps.stop();
    },
  };
}
