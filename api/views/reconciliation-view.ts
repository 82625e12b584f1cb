/** Owns how a reconciliation with Deps looks to callers. */
import { z } from '@hono/zod-openapi';
import { namedCustomerView } from './named-customer';

const figures = z
  .object({
    positionOn: z.string().describe('The day the figures are of.'),
    greatestCents: z.number().describe('The highest open balance there has been at the end of a day.'),
    averageDelayDays: z.number().describe('Of titles settled in 365 days, each once; 0 where none was.'),
    overdueMeanDays: z.number().describe('Simple mean over overdue titles.'),
    dueMeanDays: z.number().describe('Simple mean over titles that are not overdue.'),
    paidCents: z.number().describe('Received in 365 days.'),
    overdueCents: z.number(),
    dueCents: z.number(),
    details: z
      .array(
        z.object({
          kind: z.enum(['paid', 'overdue', 'due']),
          months: z.array(
            z.object({
              month: z.string().describe('In which it was received, or falls due.'),
              items: z.array(
                z.object({ period: z.string().describe('The age, by its label at Deps.'), cents: z.number() }),
              ),
            }),
          ),
        }),
      )
      .describe('The same amounts by age.'),
  })
  .describe('A picture of one customer, over all branches of the account.');
const value = z.union([z.string(), z.number()]).nullable();
const differences = z.array(
  z.object({
    figure: z.string().describe('Its name; of a detail its kind, month and period.'),
    expected: value,
    found: value.describe('null for nothing.'),
  }),
);

export const reconciliationView = z
  .object({
    customers: z.array(
      z.object({
        customerKey: z.string(),
        customer: namedCustomerView,
        status: z
          .enum(['sent', 'sending', 'failed', 'deferred'])
          .describe(
            'Of the last picture. sending: nobody knows yet what came of it; all but sent are tried again by the next run.',
          ),
        sentAt: z.string().nullable().describe('When Deps last took a picture; null for never.'),
        ledger: figures
          .nullable()
          .describe(
            'As of the day of the last picture, from the ledger as it is now; null where it has more than is read.',
          ),
        lastSent: figures.nullable().describe('The last picture that Deps took; null where there is none.'),
        held: figures
          .nullable()
          .describe('What Deps answers that it holds; null for nothing, or where it could not be asked.'),
        unread: z
          .enum(['credential', 'rateLimited', 'unavailable', 'refused', 'unreadable'])
          .nullable()
          .describe(
            "Why Deps could not be asked; then nothing is known of what it holds. rateLimited: by Deps, or because the account's requestsPerMinute left no turn within half a minute.",
          ),
        sinceSent: differences.describe(
          'What moved since the last picture: expected is what was sent, found the ledger.',
        ),
        atDeps: differences.describe(
          'Where Deps holds something else than was sent: expected is what was sent, found what it holds.',
        ),
        cancelledCollected: z
          .array(z.object({ title: z.string(), creditCents: z.number() }))
          .describe("Titles cancelled after something had been collected of them: it became the customer's credit."),
      }),
    ),
    after: z.string().nullable().describe('For ?after= of the next page; null at the end.'),
  })
  .openapi('ReceivablesReconciliation');
