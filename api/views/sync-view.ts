/** Owns how the nightly sync looks to callers. */
import { z } from '@hono/zod-openapi';
import type { SyncReading } from '../../usecases/read-sync';
import { BROKEN, NOT_STORED, REFUSED, UNREADABLE } from '../../usecases/send-pictures';
import { TOO_MUCH } from '../../usecases/sync-receivables';
import { namedCustomerView, type NamedCustomer } from './named-customer';

const syncRunShape = z.object({
  run: z.string().describe('The id that the asking for a run answers.'),
  by: z.enum(['schedule', 'person']).describe('Who started it: the night, or somebody who asked.'),
  startedAt: z.string().describe('When it began: all that was known by then is its to send.'),
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
    hasAccount: z.boolean().describe('Whether the branch has a Deps account; where not, nothing was ever sent.'),
    enabled: z.boolean().describe('Whether nights run by themselves. Where not, a run can still be asked for.'),
    hour: z.string().describe("When they run, on the clock of the branch's zone."),
    zone: z.string().describe("The branch's."),
    receivedAt: z
      .string()
      .nullable()
      .describe('When the branch last sent its movements to its end, though it brought nothing new; null for never.'),
    nextRunAt: z.string().nullable().describe('null where nights are switched off.'),
    watermark: z
      .string()
      .nullable()
      .describe(
        'All that was known by this instant is at Deps, but for failures and who was deferred; null before the first run that came to its end. The next run begins here.',
      ),
    lastRun: syncRunShape.nullable().describe('The newest run, also one that is running; null where there was none.'),
    runs: z.array(syncRunShape).describe('Runs that have ended, newest first, thirty at most.'),
    failures: z
      .array(
        z.object({
          customerKey: z.string(),
          customer: namedCustomerView,
          reason: z.string().nullable().describe("Deps' own words where it had some, or ours."),
          text: z.string().nullable().describe('The same in Portuguese, where the words are ours.'),
          run: z.string().describe('The run that met it last.'),
        }),
      )
      .describe('Customers of the account whose last picture failed, a hundred at most.'),
  })
  .openapi('ReceivablesSync');

/** Ours; what Deps says is Portuguese already. */
const FAILURE_TEXTS: Readonly<Record<string, string>> = {
  [NOT_STORED]: 'A Deps respondeu que recebeu a posição, mas não a guarda.',
  [REFUSED]: 'A Deps não aceita a posição deste cliente.',
  [BROKEN]: 'A Deps responde a esta posição com um erro dela própria.',
  [UNREADABLE]: 'O que a Deps responde sobre este cliente não pode ser lido.',
  [TOO_MUCH]: 'O cliente tem mais movimentos, ou somas maiores, do que cabe em uma posição.',
};

/** With the names that the caller may know. */
export function syncOf(
  { runs, failures, ...reading }: SyncReading,
  nameOf: (customerKey: string) => NamedCustomer,
): z.input<typeof syncView> {
  return {
    ...reading,
    runs: [...runs],
    failures: failures.map(({ customerKey, reason, run }) => ({
      ...{ customerKey, customer: nameOf(customerKey), reason, run },
      text: reason === null ? null : (FAILURE_TEXTS[reason] ?? null),
    })),
  };
}

export const syncStartedView = z
  .object({
    run: z.string().describe('What lastRun.run will say.'),
    joined: z.boolean().describe('A run was under way, and is the one that was asked for.'),
  })
  .openapi('ReceivablesSyncStarted');
