/** Owns what a screen is told while it is open: what changed in the queue and who did it, and who looks at what. */
import { z } from '@hono/zod-openapi';
import { HOLD_NEWS } from '../../domain/hold-news';

const where = { branch: z.string(), order: z.string() };

/** The name of each stands in `event:` of the stream, the rest in `data:`. */
export const eventView = z
  .discriminatedUnion('event', [
    z.object({
      event: z.literal('hello'),
      resumed: z.boolean().describe('Nothing was missed since the id that was named; otherwise read everything once.'),
    }),
    z.object({
      event: z.literal('hold'),
      ...where,
      isHeld: z.boolean().describe('False where it has left the queue.'),
      what: z.enum(HOLD_NEWS).describe('What was done to it last.'),
      by: z.string().nullable().describe('Who did it, by name; null where nobody did, but a change of what is known.'),
      isOwn: z.boolean().describe('The caller did it.'),
    }),
    z.object({
      event: z.literal('presence'),
      ...where,
      people: z.array(z.string()).describe('The names of the others who look at it now.'),
    }),
    z.object({ event: z.literal('resync') }),
    z.object({ event: z.literal('end') }),
  ])
  .openapi('LiveEvent');
export type LiveEvent = z.infer<typeof eventView>;

/** One of them as it is sent: `id` is the place to go on from after a break. */
export interface SentEvent {
  readonly id?: string;
  readonly told: LiveEvent;
}
