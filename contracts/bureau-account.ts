/** Owns what the accounts at all bureaus have in common: the login, what is set about buying with it, what it may buy. */
import { z } from 'zod';
import type { BureauProduct } from '../domain/credit-bureau';

const MAX_CA_CHARACTERS = 64 * 1024;

/** A bureau's own identifier of a product. */
const productId = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/, {
  message: 'must be an identifier of a product — send one that the bureau lists',
});

/** Its address rules are those of the address guard, which also looks at it before each call. */
export const apiUrl = z.string().min(1).max(500);

/** PEM; trusted beside the public authorities, for this account alone. */
export const caCertificate = z.string().min(1).max(MAX_CA_CHARACTERS).nullable().default(null);

/** Told once: sealed when it is stored, and shown to nobody. */
export const password = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => value.isWellFormed(), { message: 'must not contain broken Unicode — correct it' });

/** What is bought where nobody chooses (*Consulta padrão PF* and *PJ*), since bureaus sell different products for each. */
const defaultProducts = z.strictObject({
  F: productId.nullable().default(null),
  J: productId.nullable().default(null),
});

/** What decides about buying with this login, whichever bureau it is of. */
export const purchaseSettings = {
  defaultProducts,
  /** By contract, asking for what the bureau holds already costs nothing, not even where it holds nothing. */
  reuseIsFree: z.boolean(),
  /** Paid queries under way at once with this login. */
  parallelLimit: z.int().min(1).max(50),
  /** The bureau has confirmed that it takes CNPJs with letters; until then they are refused before anything is charged. */
  acceptsAlphanumericCnpj: z.boolean(),
  /** How long a paid query may take from the resolving of the name to the last byte. */
  timeoutSeconds: z.int().min(10).max(300),
} as const;

/** The same in a body: what is left out stays as it is while the login does. */
export const purchaseBody = {
  defaultProducts: defaultProducts.exactOptional(),
  reuseIsFree: purchaseSettings.reuseIsFree.exactOptional(),
  parallelLimit: purchaseSettings.parallelLimit.exactOptional(),
  acceptsAlphanumericCnpj: purchaseSettings.acceptsAlphanumericCnpj.exactOptional(),
  timeoutSeconds: purchaseSettings.timeoutSeconds.exactOptional(),
} as const;

/** As the schemas say. */
export type PurchaseSettings = z.infer<z.ZodObject<typeof purchaseSettings>>;

/** What a body of every bureau has, beside the name that logs in. */
export interface BureauAccountBody extends z.infer<z.ZodObject<typeof purchaseBody>> {
  readonly apiUrl: string;
  readonly caCertificate: string | null;
  readonly password?: string;
  /** Of the account the change was made from; see `seenUpdatedAt`. */
  readonly seenUpdatedAt?: string | null;
}

/** Where a branch never said how it buys: nothing that nobody has confirmed is taken for granted. */
export const PURCHASE_DEFAULT: PurchaseSettings = {
  defaultProducts: { F: null, J: null },
  reuseIsFree: false,
  parallelLimit: 4,
  acceptsAlphanumericCnpj: false,
  timeoutSeconds: 90,
};

/** What a login may buy, as the bureau said when it was last asked. */
export interface KnownProducts {
  readonly products: readonly BureauProduct[];
  readonly refreshedAt: string;
}

/** What is stored of an account at any bureau: one a branch. Branches with the same login share the `accountKey`. */
export interface BureauAccount extends PurchaseSettings {
  readonly branch: string;
  /** Of address and login name, so that it can stand in ids and logs. */
  readonly accountKey: string;
  readonly apiUrl: string;
  readonly caCertificate: string | null;
  /** Sealed. */
  readonly password: string;
  /** `null` until the bureau was asked with this login. */
  readonly knownProducts: KnownProducts | null;
  /** Rises with each change; a change names the one it was made from. */
  readonly revision: number;
  readonly updatedAt: string;
}
