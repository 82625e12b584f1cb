/** Owns how a branch's accounts at bureaus look to callers: everything but their passwords. */
import { z } from '@hono/zod-openapi';
import type { BureauAccount } from '../../contracts/bureau-account';
import type { DepsAccountStore } from '../../adapters/mongo/bureau-account-store';
import { depsSettingsSchema, type DepsAccount } from '../../contracts/deps-account';
import { spcSettingsSchema } from '../../contracts/spc-account';
import type { BureauProduct } from '../../domain/credit-bureau';
import { labelsInForce } from '../../usecases/labels-in-force';

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

export const depsAccountView = depsSettingsSchema
  .extend({
    ...kept,
    labelsInForce: z
      .object({ branch: z.string(), periodLabels: depsSettingsSchema.shape.periodLabels })
      .describe(
        'Under which labels ages go to Deps, and whose they are: where branches share a login, those of the first branch by code, since a customer has one picture.',
      ),
  })
  .openapi('DepsAccount');
export const spcAccountView = spcSettingsSchema.extend(kept).openapi('SpcAccount');
export const productsView = z.object({ products }).openapi('BureauProducts');

export function accountOf<A extends BureauAccount>(account: A) {
  const { password: _password, revision: _revision, knownProducts, ...shown } = account;
  return { ...shown, knownProducts: knownProducts && { ...knownProducts, products: [...knownProducts.products] } };
}

/** With what other branches on the account decide for it. */
export async function shownDepsAccount(
  { accounts }: { readonly accounts: Pick<DepsAccountStore, 'ofAccount'> },
  account: DepsAccount,
): Promise<z.input<typeof depsAccountView>> {
  const others = (await accounts.ofAccount(account.accountKey)).filter(({ branch }) => branch !== account.branch);
  return { ...accountOf(account), labelsInForce: labelsInForce([account, ...others]) };
}

export function productsOf(list: readonly BureauProduct[]): z.input<typeof productsView> {
  return { products: [...list] };
}
