/** Owns who may log in to the simulator, and the tokens that are good for a while. */
import { randomBytes } from 'node:crypto';

export interface SimulatedProduct {
  readonly identificador: string;
  readonly nome: string;
  readonly tipoPessoa: 'F' | 'J';
}

/** A user of one account at Deps. Users of the same `account` share its pictures. */
export interface SimulatedUser {
  readonly email: string;
  readonly password: string;
  readonly account: string;
  readonly products: readonly SimulatedProduct[];
}

export const PRODUCTS: readonly SimulatedProduct[] = [
  { identificador: '20C2F2B4', nome: 'Smart PJ 010', tipoPessoa: 'J' },
  { identificador: '7A01D3E9', nome: 'Mix PJ 002', tipoPessoa: 'J' },
  { identificador: '5B9E0C11', nome: 'Smart PF 004', tipoPessoa: 'F' },
];

/** The one user there is unless others are named. */
export const DEFAULT_USER: SimulatedUser = {
  email: 'api@distribuidora.example',
  password: 'senha-do-simulador',
  account: 'distribuidora',
  products: PRODUCTS,
};

export interface Logins {
  /** `null` for a wrong e-mail or password. */
  enter(email: unknown, password: unknown): { readonly token: string; readonly user: SimulatedUser } | null;
  userOf(authorization: string | undefined): SimulatedUser | null;
  /** Every token given so far is good no longer. */
  expireAll(): void;
  /** Also of tokens given later. */
  changePassword(email: string, password: string): void;
}

const MAX_TOKENS = 10_000;

export function createLogins(users: readonly SimulatedUser[], tokenSeconds: () => number, now: () => number): Logins {
  const tokens = new Map<string, { readonly user: SimulatedUser; readonly endsAt: number }>();
  const passwords = new Map(users.map(({ email, password }) => [email.toLowerCase(), password]));
  return {
    enter: (email, password) => {
      const user = users.find((one) => typeof email === 'string' && one.email.toLowerCase() === email.toLowerCase());
      if (user === undefined || passwords.get(user.email.toLowerCase()) !== password) return null;
      const token = randomBytes(24).toString('base64url');
      if (tokens.size >= MAX_TOKENS) tokens.clear();
      tokens.set(token, { user, endsAt: now() + tokenSeconds() * 1_000 });
      return { token, user };
    },
    userOf: (authorization) => {
      const found = tokens.get(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '');
      return found !== undefined && found.endsAt > now() ? found.user : null;
    },
    expireAll: () => tokens.clear(),
    changePassword: (email, password) => void passwords.set(email.toLowerCase(), password),
  };
}
