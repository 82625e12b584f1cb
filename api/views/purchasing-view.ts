/** Owns how a branch's purchasing looks to callers. */
import { z } from '@hono/zod-openapi';
import { purchasingSchema } from '../../contracts/purchasing';
import { contentHash } from '../../usecases/content-hash';
import type { PurchasingReading } from '../../usecases/purchasing';

export const purchasingView = purchasingSchema
  .safeExtend({
    branch: z.string(),
    companyEnabled: z.boolean().openapi({ description: 'The switch of the whole company; off, no branch buys.' }),
    spentTodayCents: z.number().openapi({ description: 'Charged today, or claimed by purchases under way.' }),
    hash: z.string().openapi({ description: 'Of the settings as they stand: a change names it as seenHash.' }),
    spentThisMonthCents: z.number(),
    warnings: z
      .array(z.enum(['day', 'month']))
      .openapi({ description: 'The caps of which the share to warn at is used up.' }),
  })
  .openapi('Purchasing');

export function purchasingOf(branch: string, reading: PurchasingReading): z.input<typeof purchasingView> {
  const { settings, companyEnabled, dayCents, monthCents, warnings } = reading;
  return {
    ...settings,
    branch,
    companyEnabled,
    hash: contentHash(settings),
    spentTodayCents: dayCents,
    spentThisMonthCents: monthCents,
    warnings: [...warnings],
  };
}
