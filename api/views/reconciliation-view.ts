/** Owns how a reconciliation with Deps looks to callers. */
import { z } from '@hono/zod-openapi';

const figures = z.object({
  positionOn: z.string(),
  greatestCents: z.number(),
  averageDelayDays: z.number(),
  overdueMeanDays: z.number(),
  dueMeanDays: z.number(),
  paidCents: z.number(),
  overdueCents: z.number(),
  dueCents: z.number(),
  details: z.array(
    z.object({
      kind: z.enum(['paid', 'overdue', 'due']),
      months: z.array(
        z.object({ month: z.string(), items: z.array(z.object({ period: z.string(), cents: z.number() })) }),
      ),
    }),
  ),
});
const value = z.union([z.string(), z.number()]).nullable();
const differences = z.array(z.object({ figure: z.string(), expected: value, found: value }));

export const reconciliationView = z
  .object({
    customers: z.array(
      z.object({
        customerKey: z.string(),
        status: z.enum(['sent', 'sending', 'failed', 'deferred']),
        sentAt: z.string().nullable(),
        ledger: figures.nullable(),
        lastSent: figures.nullable(),
        held: figures.nullable(),
        unread: z.enum(['credential', 'rateLimited', 'unavailable', 'refused', 'unreadable']).nullable(),
        sinceSent: differences,
        atDeps: differences,
        cancelledCollected: z.array(z.object({ title: z.string(), creditCents: z.number() })),
      }),
    ),
    /** For `?after=` of the next page. */
    after: z.string().nullable(),
  })
  .openapi('ReceivablesReconciliation');
