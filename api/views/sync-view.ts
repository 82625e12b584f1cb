/** Owns how the nightly sync looks to callers. */
import { z } from '@hono/zod-openapi';

const syncRunShape = z.object({
  run: z.string().describe('The id that the asking for a run answers.'),
  by: z.enum(['schedule', 'person']).describe('Who started it: the night, or somebody who asked.'),
  startedAt: z.string(),
  endedAt: z.string().nullable().describe('null while it is running.'),
  positionOn: z.string().describe("The day that all its pictures are of: the branch's date when it began."),
  status: z
    .enum(['running', 'done', 'incomplete', 'failed', 'stopped'])
    .describe('incomplete: single customers failed; stopped: switched off on the way; failed: see reason.'),
  reason: z
    .enum(['credential', 'rateLimited', 'unavailable', 'refused', 'unreadable', 'accountChanged', 'internal'])
    .nullable()
    .describe(
      'Why the run as a whole failed. While it is running: why Deps takes nothing at the moment; it is tried again for four hours, then the run fails and the next one catches up.',
    ),
  customersSent: z.number().describe('Customers whose picture is at Deps by this run.'),
  titlesSent: z
    .number()
    .describe('Titles in those pictures: open ones, and those of which something was received in 365 days.'),
  unchanged: z
    .number()
    .describe('Customers who were looked at and whose picture says nothing new, so that it was not sent.'),
  failed: z
    .number()
    .describe('Customers whose picture Deps does not take, or does not keep; the next run tries them again.'),
  deferred: z
    .number()
    .describe(
      "Customers who wait for the next run: movements of them were just being taken in, or Deps has a later day's picture.",
    ),
});

export const syncView = z
  .object({
    enabled: z.boolean().describe('Whether nights run by themselves. Where not, a run can still be asked for.'),
    hour: z.string().describe("When they run, on the clock of the branch's zone."),
    zone: z.string(),
    nextRunAt: z.string().nullable().describe('null where nights are switched off.'),
    watermark: z
      .string()
      .nullable()
      .describe(
        'All that was known by this instant is at Deps, but for failures and who was deferred; null before the first run that came to its end. The next run begins here.',
      ),
    lastRun: syncRunShape.nullable().describe('The newest run, also one that is running; null where there was none.'),
    failures: z
      .array(
        z.object({
          customerKey: z.string(),
          reason: z.string().nullable().describe("Deps' own words where it had some, or ours."),
          run: z.string().describe('The run that met it last.'),
        }),
      )
      .describe('Customers of the account whose last picture failed, a hundred at most.'),
  })
  .openapi('ReceivablesSync');

export const syncStartedView = z
  .object({
    run: z.string().describe('What lastRun.run will say.'),
    joined: z.boolean().describe('A run was under way, and is the one that was asked for.'),
  })
  .openapi('ReceivablesSyncStarted');
