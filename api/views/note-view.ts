/** Owns how a note of the desk looks to callers. */
import { z } from '@hono/zod-openapi';

export const noteView = z
  .object({
    note: z.string(),
    customerKey: z.string(),
    branch: z.string(),
    order: z.string().nullable(),
    by: z.string(),
    at: z.string(),
    text: z.string(),
  })
  .openapi('Note');
