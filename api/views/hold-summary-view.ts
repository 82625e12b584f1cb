/** Owns how the figures over the queue look. */
import { z } from '@hono/zod-openapi';

const sumView = (what: string) =>
  z
    .object({
      count: z.int().describe('How many orders.'),
      valueCents: z.int().describe('What they are worth together, in cents.'),
    })
    .describe(what);

export const holdSummaryView = z
  .object({
    held: sumView('All held orders.'),
    dueToday: sumView('With deadline=today.'),
    withinBand: sumView('With band=mine.'),
    mine: sumView('With assignee=me.'),
  })
  .openapi('HoldSummary');
