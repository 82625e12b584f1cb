/** Owns how the purchasing of a branch is typed, checked and sent. */
import { centsOf, reaisOf, type Typed } from './fields';
import type { useBranchTexts } from './texts';
import type { Purchasing } from './use-branches';
import { isWithin, type Problems } from './use-form';

/** A product of one bureau, as one word: `deps 20C2F2B4`. */
export type ProductKey = string;

export interface PurchasingFields {
  readonly enabled: boolean;
  readonly reuseDays: Typed;
  readonly dayCap: Typed;
  readonly monthCap: Typed;
  readonly warnAtPercent: Typed;
  readonly rawMonths: Typed;
  readonly buysByItself: boolean;
  /** Empty for nothing. */
  readonly F: ProductKey;
  readonly J: ProductKey;
  readonly from: Typed;
  readonly upTo: Typed;
  /** Reais by product; empty for no price. */
  readonly prices: Readonly<Record<ProductKey, Typed>>;
  readonly seen: string;
}

type Bought = NonNullable<Purchasing['automatic']['products']['F']>;

export function keyOf({ bureau, product }: Bought): ProductKey {
  return `${bureau} ${product}`;
}

function boughtOf(key: ProductKey): Bought | null {
  const at = key.indexOf(' ');
  return at < 0 ? null : { bureau: key.slice(0, at) === 'spc' ? 'spc' : 'deps', product: key.slice(at + 1) };
}

export function purchasingFields(kept: Purchasing): PurchasingFields {
  const { F, J } = kept.automatic.products;
  return {
    ...{ enabled: kept.enabled, reuseDays: kept.reuseDays, rawMonths: kept.rawMonths, seen: kept.hash },
    ...{ dayCap: reaisOf(kept.dayCapCents), monthCap: reaisOf(kept.monthCapCents), warnAtPercent: kept.warnAtPercent },
    ...{ buysByItself: kept.automatic.enabled, F: F === null ? '' : keyOf(F), J: J === null ? '' : keyOf(J) },
    ...{ from: reaisOf(kept.automatic.orderFromCents), upTo: reaisOf(kept.automatic.orderUpToCents) },
    prices: Object.fromEntries(kept.prices.map((one) => [keyOf(one), reaisOf(one.priceCents)])),
  };
}

export function checkPurchasing(fields: PurchasingFields, say: ReturnType<typeof useBranchTexts>): Problems {
  const between = (least: number, most: number) => say('between', { least, most });
  const [day, month] = [centsOf(fields.dayCap), centsOf(fields.monthCap)];
  const [from, upTo] = [centsOf(fields.from) ?? 0, centsOf(fields.upTo)];
  return {
    ...(!isWithin(fields.reuseDays, 1, 3_650) && { reuseDays: between(1, 3_650) }),
    ...(!isWithin(fields.rawMonths, 1, 120) && { rawMonths: between(1, 120) }),
    ...(!isWithin(fields.warnAtPercent, 1, 100) && { warnAtPercent: between(1, 100) }),
    ...(day !== null && month !== null && day > month && { dayCap: say('dayAboveMonth') }),
    ...(upTo !== null && from > upTo && { upTo: say('upToBelowFrom') }),
    ...(fields.buysByItself && fields.F === '' && fields.J === '' && { J: say('nothingToBuy') }),
  };
}

/** All of it, over what was read: where that has changed meanwhile the API refuses. */
export function purchasingBody(fields: PurchasingFields, kept: Purchasing) {
  const all = new Set([...Object.keys(fields.prices), ...kept.prices.map(keyOf)]);
  const prices = [...all].flatMap((key) => {
    const bought = boughtOf(key);
    return bought === null ? [] : [{ ...bought, priceCents: centsOf(fields.prices[key] ?? '') }];
  });
  return {
    ...{ enabled: fields.enabled, seenHash: fields.seen },
    ...{ reuseDays: Number(fields.reuseDays), rawMonths: Number(fields.rawMonths) },
    ...{ dayCapCents: centsOf(fields.dayCap), monthCapCents: centsOf(fields.monthCap) },
    warnAtPercent: Number(fields.warnAtPercent),
    automatic: {
      enabled: fields.buysByItself,
      products: { F: boughtOf(fields.F), J: boughtOf(fields.J) },
      orderFromCents: centsOf(fields.from) ?? 0,
      orderUpToCents: centsOf(fields.upTo),
    },
    prices,
  };
}

export function purchasingRefusal(at: string, say: ReturnType<typeof useBranchTexts>) {
  const [, person] = /^automatic\.products\.([FJ])/.exec(at) ?? [];
  if (person !== undefined) return { field: person, text: say('productRefused') };
  return at.startsWith('prices') ? { field: 'prices', text: say('priceRefused') } : null;
}
