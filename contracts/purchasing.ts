/** Owns how a branch buys bureau reports: what they cost, how much may be spent, when the program buys by itself. */
import { z } from 'zod';
import { BUREAUS } from '../domain/bureau-report';
import { cents, text } from './primitives';

const productName = text(40);
const price = z.strictObject({ bureau: z.enum(BUREAUS), product: productName, priceCents: cents });
const bought = z.strictObject({ bureau: z.enum(BUREAUS), product: productName });

/** Far more than bureaus sell. */
const MOST_PRICES = 200;
const productKey = ({ bureau, product }: { readonly bureau: string; readonly product: string }) =>
  `${bureau} ${product}`;
const onceEach = [
  (all: readonly { readonly bureau: string; readonly product: string }[]) =>
    new Set(all.map(productKey)).size === all.length,
  { message: 'must not name one product twice — remove one' },
] as const;

const automaticSchema = z
  .strictObject({
    enabled: z.boolean().default(false),
    /** What is bought for a natural (F) and for a legal (J) person; `null` for nothing. */
    products: z
      .strictObject({ F: bought.nullable().default(null), J: bought.nullable().default(null) })
      .default({ F: null, J: null }),
    /** Orders of less are not worth a report. */
    orderFromCents: cents.default(0),
    /** Orders of more are a person's to look at; `null` for no such bound. */
    orderUpToCents: cents.nullable().default(null),
  })
  .refine(({ orderFromCents, orderUpToCents }) => orderUpToCents === null || orderFromCents <= orderUpToCents, {
    path: ['orderUpToCents'],
    message: 'must not be below orderFromCents — correct one of them',
  })
  .refine(({ enabled, products }) => !enabled || products.F !== null || products.J !== null, {
    path: ['products'],
    message: 'names nothing to buy — name a product for F or J, or switch enabled off',
  });

/** How a branch buys, with the defaults of one that never said. */
export const purchasingSchema = z
  .strictObject({
    /** Off: nothing is bought, by nobody. What was bought before can be read and reused. */
    enabled: z.boolean().default(true),
    /** A report is reused while it is younger than this, in days of the branch's zone. */
    reuseDays: z.int().min(1).max(3_650).default(90),
    /** No answer of a bureau tells a price: it is the contract's. */
    prices: z
      .array(price)
      .max(MOST_PRICES)
      .refine(...onceEach)
      .default([]),
    /** What may be spent on a day, and in a calendar month, of the branch's zone; `null` for no such bound. */
    dayCapCents: cents.nullable().default(null),
    monthCapCents: cents.nullable().default(null),
    /** From which share of a cap on it is said that it is nearly used up. */
    warnAtPercent: z.int().min(1).max(100).default(80),
    /** How long the answers are kept as they came. */
    rawMonths: z.int().min(1).max(120).default(60),
    automatic: automaticSchema.default({
      enabled: false,
      products: { F: null, J: null },
      orderFromCents: 0,
      orderUpToCents: null,
    }),
  })
  .refine(({ dayCapCents, monthCapCents }) => (dayCapCents ?? 0) <= (monthCapCents ?? Infinity), {
    path: ['dayCapCents'],
    message: 'must not be above monthCapCents — correct one of them',
  });
export type Purchasing = z.infer<typeof purchasingSchema>;

/** Where a branch never said how it buys. */
export const PURCHASING_DEFAULT: Purchasing = purchasingSchema.parse({});

const { shape } = purchasingSchema;
const automaticShape = automaticSchema.shape;
const { F, J } = automaticShape.products.unwrap().shape;

/** Body of `PATCH /branches/{branch}/purchasing`: what is left out stays as it is, also within `automatic`. */
export const purchasingChangeSchema = z
  .strictObject({
    enabled: shape.enabled.unwrap().exactOptional(),
    reuseDays: shape.reuseDays.unwrap().exactOptional(),
    prices: z
      .array(price.extend({ priceCents: cents.nullable() }))
      .max(MOST_PRICES)
      .refine(...onceEach)
      .exactOptional()
      .describe('Of the products named; the others keep theirs. With priceCents null a product has no price any more.'),
    dayCapCents: shape.dayCapCents.unwrap().exactOptional(),
    monthCapCents: shape.monthCapCents.unwrap().exactOptional(),
    warnAtPercent: shape.warnAtPercent.unwrap().exactOptional(),
    rawMonths: shape.rawMonths.unwrap().exactOptional(),
    automatic: z
      .strictObject({
        enabled: automaticShape.enabled.unwrap().exactOptional(),
        products: z
          .strictObject({ F: F.unwrap().exactOptional(), J: J.unwrap().exactOptional() })
          .exactOptional()
          .describe('What is bought for a natural (F) and a legal (J) person; null for nothing.'),
        orderFromCents: automaticShape.orderFromCents.unwrap().exactOptional(),
        orderUpToCents: automaticShape.orderUpToCents.unwrap().exactOptional(),
      })
      .exactOptional()
      .describe('What is bought without a person, for an order that waits for nothing else.'),
    seenHash: z
      .string()
      .max(80)
      .exactOptional()
      .describe('The hash of the settings that were read: changed meanwhile, nothing is. Left out, what is sent wins.'),
  })
  .refine(({ seenHash: _seen, ...changes }) => Object.keys(changes).length > 0, {
    message: 'changes nothing — send what is to change',
  });
export type PurchasingChange = z.infer<typeof purchasingChangeSchema>;

/** The settings after a change, as they would be sent; whether they fit together `purchasingSchema` says. */
export function changedPurchasing(
  before: Purchasing,
  { prices, automatic, ...rest }: Omit<PurchasingChange, 'seenHash'>,
): Purchasing {
  const { products, ...bounds } = automatic ?? {};
  return {
    ...before,
    ...rest,
    prices: changedPrices(before.prices, prices ?? []),
    automatic: { ...before.automatic, ...bounds, products: { ...before.automatic.products, ...products } },
  };
}

function changedPrices(
  before: Purchasing['prices'],
  told: NonNullable<PurchasingChange['prices']>,
): Purchasing['prices'] {
  const kept = before.filter((one) => !told.some((other) => productKey(other) === productKey(one)));
  return [...kept, ...told.flatMap(({ priceCents, ...one }) => (priceCents === null ? [] : [{ ...one, priceCents }]))];
}

/** Body of `PUT /purchasing`: the switch of the whole company. */
export const companyPurchasingSchema = z.strictObject({ enabled: z.boolean(), note: text(500) });

/** What a report of this product costs; `null` where nobody has told. */
export function priceOf({ prices }: Purchasing, bureau: string, product: string): number | null {
  return prices.find((one) => one.bureau === bureau && one.product === product)?.priceCents ?? null;
}
