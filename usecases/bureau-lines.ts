/** Owns how a branch's account becomes a bureau that can be asked: its terms, and its password opened for a call. */
import type { DepsLogin } from '../adapters/deps/deps-client';
import type { DepsAccountStore, SpcAccountStore } from '../adapters/mongo/bureau-account-store';
import type { SpcLogin } from '../adapters/spc/spc-bureau';
import type { BureauAccount } from '../contracts/bureau-account';
import { BureauError, type CreditBureau } from '../domain/credit-bureau';
import { depsLogin } from './deps-login';
import type { BureauLine, BureauLines } from './purchase-deps';
import { spcLogin } from './spc-accounts';

/** The bureaus themselves, as far as reports are bought of them. */
export interface Bureaus {
  readonly deps: Pick<CreditBureau<DepsLogin>, 'query'>;
  readonly spc: Pick<CreditBureau<SpcLogin>, 'query'>;
}

export interface BureauLinesDeps {
  readonly depsAccounts: Pick<DepsAccountStore, 'find'>;
  readonly spcAccounts: Pick<SpcAccountStore, 'find'>;
  /** Where they are missing, accounts are known and nobody is asked: an API opens purchases, a worker makes them. */
  readonly bureaus?: Bureaus;
  readonly opener: { openText(sealed: string): string };
}

export function bureauLines({ depsAccounts, spcAccounts, bureaus, opener }: BureauLinesDeps): BureauLines {
  return {
    find: async (branch, bureau) => {
      if (bureau === 'deps') {
        const account = await depsAccounts.find(branch);
        return (
          account && lineOf(account, bureaus && ((query) => bureaus.deps.query(depsLogin(account, opener), query)))
        );
      }
      const account = await spcAccounts.find(branch);
      return account && lineOf(account, bureaus && ((query) => bureaus.spc.query(spcLogin(account, opener), query)));
    },
  };
}

function lineOf(account: BureauAccount, query: BureauLine['query'] = notHere): BureauLine {
  return { accountKey: account.accountKey, terms: account, query };
}

function notHere(): Promise<never> {
  return Promise.reject(new BureauError('unavailable', 'no bureau is asked by this process'));
}
