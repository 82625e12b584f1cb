/** Owns people who sign in to the API of a suite, each like a browser: with a cookie, and from a page of ours. */
import { oneTimeCodes } from '../../adapters/auth/one-time-codes';
import { argon2Passwords } from '../../adapters/auth/passwords';
import type { ApiDeps } from '../../api/deps';
import type { User } from '../../contracts/user';
import { newSecret } from '../../platform/keyring';
import type { ApiAnswer, CallOptions, TestApi } from './api';

export const IDLE_MS = 60 * 60_000;
export const LONGEST_MS = 12 * 3_600_000;
/** Where the suites' requests are addressed to, as a page of it names itself. */
export const OWN_ORIGIN = 'http://localhost';
export const PASSWORD = 'cavalo bateria grampo';

/** Of a caller that names none in `x-test-address`. */
const HOME = '192.0.2.1';

/** One for all suites of a process: the hash of nobody is made once. */
const passwords = argon2Passwords();

export function testSignIn(): ApiDeps['signIn'] {
  return {
    passwords,
    codes: oneTimeCodes(),
    timing: { idleMs: IDLE_MS, longestMs: LONGEST_MS },
    publicOrigin: undefined,
    addressOf: (c) => c.req.header('x-test-address') ?? HOME,
  };
}

/** A person as stored, with {@link PASSWORD}; an administrator of all branches unless told otherwise. */
export async function aPerson(
  api: Pick<TestApi, 'stores'>,
  changes: Partial<User> = {},
  hash?: string,
  validUntil: string | null = null,
): Promise<User> {
  const at = new Date().toISOString();
  const name = changes.user ?? `u${newSecret().slice(0, 12)}`;
  const user: User = {
    user: name,
    name: 'Ana Souza',
    email: `${name}@example.com`,
    userGroups: ['administrator'],
    branches: '*',
    isActive: true,
    mustChangePassword: false,
    lastSignInAt: null,
    secondFactorSince: null,
    revision: 1,
    createdAt: at,
    updatedAt: at,
    ...changes,
  };
  const credential = { hash: hash ?? (await hashOnce()), validUntil, changedAt: at };
  const audit = { id: `aud_${newSecret()}`, at, subject: 'test', kind: 'user', target: name, branch: null } as const;
  const inserted = await api.stores.users.insert({ user, credential }, { ...audit, before: null, after: null });
  if (inserted !== 'inserted') throw new Error(inserted);
  return user;
}

let hashed: Promise<string> | undefined;
function hashOnce(): Promise<string> {
  return (hashed ??= passwords.hash(PASSWORD));
}

/** A browser: keeps the cookie it is given, and says where its page comes from. */
export interface TestBrowser {
  call(method: string, path: string, body?: unknown, options?: Omit<CallOptions, 'key'>): Promise<ApiAnswer>;
  signIn(email: string, password?: string, headers?: CallOptions['headers']): Promise<ApiAnswer>;
  /** The session's token, and the whole line that set it last. */
  readonly token: string | undefined;
  readonly setCookie: string | null;
  /** Of a sign-in that waits for its code. */
  readonly step: string | undefined;
  holdToken(token: string): void;
  holdStep(step: string | undefined): void;
}

export function aBrowser(api: TestApi): TestBrowser {
  let token: string | undefined;
  let step: string | undefined;
  let setCookie: string | null = null;
  const call: TestBrowser['call'] = async (method, path, body, { headers, ...options } = {}) => {
    const own = { origin: OWN_ORIGIN, 'sec-fetch-site': 'same-origin' };
    const held = [token && `crivo_session=${token}`, step && `crivo_second_step=${step}`].filter(Boolean);
    const cookie: Record<string, string> = held.length === 0 ? {} : { cookie: held.join('; ') };
    const answer = await api.call(method, path, body, {
      ...options,
      key: null,
      headers: { ...own, ...cookie, ...headers },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^(crivo_\w+)=([^;]*)/.exec(set) ?? [];
      if (name === 'crivo_second_step') step = value || undefined;
      else {
        setCookie = set;
        token = value || undefined;
      }
    }
    return answer;
  };
  return {
    call,
    signIn: (email, password = PASSWORD, headers = {}) => call('POST', '/session', { email, password }, { headers }),
    get token() {
      return token;
    },
    get step() {
      return step;
    },
    get setCookie() {
      return setCookie;
    },
    holdToken: (held) => {
      token = held;
    },
    holdStep: (held) => {
      step = held;
    },
  };
}
