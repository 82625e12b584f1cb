/** Owns what a login answers: the token with its end, and the products it may buy. */
import { z } from 'zod';
import type { DepsProduct } from '../../contracts/deps-account';
import { DepsError } from '../../domain/deps-error';

export interface DepsSession {
  readonly token: string;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
  readonly products: readonly DepsProduct[];
}

const MAX_PRODUCTS = 500;

const loginSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/),
  expires_in: z
    .number()
    .positive()
    .max(366 * 86_400),
  produtos: z.array(z.unknown()).nullish(),
});
const productSchema = z.object({
  identificador: z.string().regex(/^[0-9A-Fa-f]{8}$/),
  nome: z.string().nullish(),
  tipoPessoa: z.enum(['F', 'J']),
});

/** An array with one object, or the object. A product that can't be told apart from others is left out: nobody could buy it. */
export function answeredProducts(body: unknown, now: Date): DepsSession {
  const parsed = loginSchema.safeParse(Array.isArray(body) ? body[0] : body);
  if (!parsed.success) throw new DepsError('unreadable', 'the answer of Deps to the login has no token');
  const { access_token: token, expires_in: seconds, produtos } = parsed.data;
  const products = (produtos ?? []).slice(0, MAX_PRODUCTS).flatMap((one) => {
    const product = productSchema.safeParse(one);
    if (!product.success) return [];
    const { identificador, nome, tipoPessoa } = product.data;
    return [{ product: identificador, name: (nome ?? '').slice(0, 200), personType: tipoPessoa }];
  });
  const startedAtMs = now.getTime();
  return { token, startedAtMs, endsAtMs: startedAtMs + seconds * 1_000, products };
}

/** Deps answers 400 to a wrong e-mail or password. */
export function failureOfLogin(status: number): DepsError['kind'] | null {
  return status === 400 ? 'credential' : null;
}
