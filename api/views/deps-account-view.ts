/** Owns how a branch's Deps account looks to callers: everything but its password. */
import { z } from '@hono/zod-openapi';
import { depsSettingsSchema, type DepsAccount, type DepsProduct } from '../../contracts/deps-account';

export const depsAccountView = depsSettingsSchema
  .extend({ branch: z.string(), accountKey: z.string(), updatedAt: z.string() })
  .openapi('DepsAccount');

export const depsProductsView = z
  .object({
    products: z.array(z.object({ product: z.string(), name: z.string(), personType: z.enum(['F', 'J']) })),
  })
  .openapi('DepsProducts');

export function depsAccountOf(account: DepsAccount): z.input<typeof depsAccountView> {
  const { password: _password, revision: _revision, ...shown } = account;
  return shown;
}

export function depsProductsOf(products: readonly DepsProduct[]): z.input<typeof depsProductsView> {
  return { products: [...products] };
}
