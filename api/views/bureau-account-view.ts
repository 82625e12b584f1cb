/** Owns how a branch's accounts at bureaus look to callers: everything but their passwords. */
import { z } from '@hono/zod-openapi';
import type { BureauAccount } from '../../contracts/bureau-account';
import { depsSettingsSchema } from '../../contracts/deps-account';
import { spcSettingsSchema } from '../../contracts/spc-account';
import type { BureauProduct } from '../../domain/credit-bureau';

/** `personType` is null where the bureau sells the product for both kinds of persons, or doesn't say for which. */
const products = z.array(
  z.object({ product: z.string(), name: z.string(), personType: z.enum(['F', 'J']).nullable() }),
);

const kept = {
  branch: z.string(),
  accountKey: z.string(),
  /** As of the last refresh; null before the first one. */
  knownProducts: z.object({ products, refreshedAt: z.string() }).nullable(),
  updatedAt: z.string(),
};

export const depsAccountView = depsSettingsSchema.extend(kept).openapi('DepsAccount');
export const spcAccountView = spcSettingsSchema.extend(kept).openapi('SpcAccount');
export const productsView = z.object({ products }).openapi('BureauProducts');

export function accountOf<A extends BureauAccount>(account: A) {
  const { password: _password, revision: _revision, knownProducts, ...shown } = account;
  return { ...shown, knownProducts: knownProducts && { ...knownProducts, products: [...knownProducts.products] } };
}

export function productsOf(list: readonly BureauProduct[]): z.input<typeof productsView> {
  return { products: [...list] };
}
