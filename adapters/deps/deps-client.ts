/** Owns the client of Deps: logins kept and renewed, pictures sent and read back, every failure one of few kinds. */
import type { DepsProduct } from '../../contracts/deps-account';
import { DepsError } from '../../domain/deps-error';
import type { DepsPicture } from '../../domain/receivables-picture';
import type { AddressGuard } from '../outbound/address-guard';
import { exchange, type Exchange, type ReadAnswer } from './exchange';
import { answeredProducts, failureOfLogin, type DepsSession } from './login-answer';
import { pictureOfAnswer, wireOfPictures } from './picture-wire';
import { sessionCache, type SessionCache } from './session-cache';

export { DepsError } from '../../domain/deps-error';
export type { DepsPicture } from '../../domain/receivables-picture';
export type { DepsProduct } from '../../contracts/deps-account';

/** A login as it is used, its password in clear: it lives for a call and is never stored or logged. */
export interface DepsLogin {
  readonly accountKey: string;
  readonly apiUrl: string;
  readonly email: string;
  readonly password: string;
  /** PEM, trusted beside the public authorities. */
  readonly caCertificate: string | null;
  /** How long a paid query may take, from the resolving of the name to the end of its answer; 90 s without. */
  readonly queryTimeoutMs?: number;
}

/** Each throws `DepsError` and nothing else for whatever Deps, the network or the account does. */
export interface DepsClient {
  /** Logs in anew, whatever token there is, and answers what this login may buy. */
  login(account: DepsLogin): Promise<readonly DepsProduct[]>;
  /**
   * Replaces these customers' pictures, each document once, 500 at most. Safe to repeat. That it was answered doesn't
   * prove that all were stored: Deps may answer 200 and store nothing, which only `readPicture` tells.
   */
  sendPictures(account: DepsLogin, pictures: readonly DepsPicture[]): Promise<void>;
  /** What Deps holds of a customer; `null` for nothing. */
  readPicture(account: DepsLogin, document: string): Promise<DepsPicture | null>;
}

export interface DepsClientDeps {
  readonly guard: Pick<AddressGuard, 'target'>;
  readonly now: () => Date;
  /** From the resolving of the name to the end of an answer. */
  readonly timeoutMs?: number;
  /** Shared with whoever else calls with the same logins; its own without. */
  readonly sessions?: SessionCache;
}

const TIMEOUT_MS = 60_000;
const MAX_PICTURES = 500;
const RECEIVABLES = '/api/v1/contas-receber';

/** The logins of a process: tokens are kept in its memory, one an account. Throws `DepsError`. */
export function createDepsSessions({
  guard,
  now,
  timeoutMs = TIMEOUT_MS,
}: Omit<DepsClientDeps, 'sessions'>): SessionCache {
  const logIn = (account: DepsLogin): Promise<DepsSession> => {
    const json = { email: account.email, senha: account.password };
    const request = { method: 'POST', path: '/api/v3/conta/entrar', json, secrets: [] } as const;
    const read = { failureOf: failureOfLogin, bodyOf: (body: unknown) => answeredProducts(body, now()) };
    return exchange({ guard, timeoutMs, now }, account, request, read);
  };
  return sessionCache(logIn, now);
}

export function createDepsClient(deps: DepsClientDeps): DepsClient {
  const { guard, now, timeoutMs = TIMEOUT_MS, sessions = createDepsSessions({ guard, now, timeoutMs }) } = deps;
  const call = <T>(account: DepsLogin, request: Exchange, read: ReadAnswer<T>): Promise<T> =>
    exchange({ guard, timeoutMs, now }, account, request, read);

  /** A 401 is answered before anything is done, so after one login more the same is asked once more. */
  const authorized = async <T>(account: DepsLogin, request: Exchange, read: ReadAnswer<T>): Promise<T> => {
    const first = await sessions.of(account);
    const withToken = (token: string): Exchange => ({ ...request, token });
    try {
      return await call(account, withToken(first.token), read);
    } catch (error) {
      if (!(error instanceof DepsError) || error.status !== 401) throw error;
      const second = await sessions.renewed(account, first);
      return call(account, withToken(second.token), read);
    }
  };

  return {
    login: async (account) => (await sessions.fresh(account)).products,
    sendPictures: async (account, pictures) => {
      if (pictures.length === 0) return;
      const documents = pictures.map(({ document }) => document);
      if (pictures.length > MAX_PICTURES || new Set(documents).size < documents.length) {
        throw new RangeError(`one request takes ${MAX_PICTURES} pictures at most, each document once`);
      }
      const request = {
        method: 'POST',
        path: RECEIVABLES,
        json: wireOfPictures(pictures),
        secrets: documents,
      } as const;
      await authorized(account, request, { bodyOf: () => undefined });
    },
    readPicture: (account, document) => {
      const path = `${RECEIVABLES}?documento=${encodeURIComponent(document)}`;
      return authorized(
        account,
        { method: 'GET', path, secrets: [document] },
        {
          absentWhen404: true,
          bodyOf: (body) => pictureOfAnswer(body, document),
        },
      );
    },
  };
}
