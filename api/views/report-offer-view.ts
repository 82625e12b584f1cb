/** Owns how what a branch may buy of a customer looks to callers. */
import { z } from '@hono/zod-openapi';
import { BUREAUS } from '../../domain/bureau-report';
import type { Principal } from '../../domain/permissions';
import type { Offers } from '../../usecases/offer-reports';
import { BUDGET_REFUSALS } from '../../usecases/purchasing';
import { purchaseFor, purchaseView } from './report-view';

const offerView = z
  .object({
    product: z.string(),
    name: z
      .string()
      .nullable()
      .openapi({ description: "As the bureau's list names it; null before the first refresh." }),
    priceCents: z.int().nullable().openapi({ description: 'By the table of the branch; null: not known here.' }),
    newest: z
      .object({ report: z.string(), ageDays: z.number() })
      .nullable()
      .openapi({ description: 'The newest report of this product.' }),
    isReused: z.boolean().openapi({ description: 'True: asked for without replaces, it is answered for free.' }),
    replaces: z
      .string()
      .nullable()
      .openapi({ description: 'What buying it anew has to name: its newest report, or a purchase that was given up.' }),
    underWay: purchaseView.nullable().openapi({ description: 'A purchase that is not over: asking for it joins it.' }),
    refused: z.enum(BUDGET_REFUSALS).nullable().openapi({ description: 'Why it could not be bought now.' }),
  })
  .openapi('ReportOffer');

export const reportOffersView = z
  .object({
    bureau: z.enum(BUREAUS),
    defaultProduct: z.string().nullable().openapi({ description: 'Consulta padrão of this kind of person.' }),
    offers: z.array(offerView).openapi({ description: 'The default one first.' }),
    spentThisMonthCents: z.int().openapi({ description: 'Charged, or claimed by purchases under way.' }),
    monthCapCents: z.int().nullable(),
    reuseDays: z.int().openapi({ description: 'A report younger than this is reused.' }),
  })
  .openapi('ReportOffers');

export function reportOffersOf(
  principal: Principal,
  bureau: (typeof BUREAUS)[number],
  { defaultProduct, offers, settings, monthCents }: Offers,
): z.input<typeof reportOffersView> {
  return {
    ...{ bureau, defaultProduct, spentThisMonthCents: monthCents },
    ...{ monthCapCents: settings.monthCapCents, reuseDays: settings.reuseDays },
    offers: offers.map(({ newest, underWay, ...offer }) => ({
      ...offer,
      newest: newest && { report: newest.report.report, ageDays: newest.ageDays },
      underWay: underWay && purchaseFor(principal, underWay),
    })),
  };
}
