/** Owns how the nightly sync looks to callers. */
import { z } from '@hono/zod-openapi';

const syncRunShape = z.object({
  run: z.string(),
  by: z.enum(['schedule', 'person']),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** The day that all its pictures are of. */
  positionOn: z.string(),
  /** `incomplete`: single customers failed; `stopped`: switched off on the way. */
  status: z.enum(['running', 'done', 'incomplete', 'failed', 'stopped']),
  /** Why the run as a whole failed. */
  reason: z
    .enum(['credential', 'rateLimited', 'unavailable', 'refused', 'unreadable', 'accountChanged', 'internal'])
    .nullable(),
  customersSent: z.number(),
  titlesSent: z.number(),
  unchanged: z.number(),
  failed: z.number(),
});

export const syncView = z
  .object({
    enabled: z.boolean(),
    hour: z.string(),
    zone: z.string(),
    nextRunAt: z.string().nullable(),
    /** All that was known by then is at Deps. */
    watermark: z.string().nullable(),
    lastRun: syncRunShape.nullable(),
    failures: z.array(z.object({ customerKey: z.string(), reason: z.string().nullable(), run: z.string() })),
  })
  .openapi('ReceivablesSync');

export const syncStartedView = z
  .object({
    run: z.string(),
    /** A run was under way, and is the one that was asked for. */
    joined: z.boolean(),
  })
  .openapi('ReceivablesSyncStarted');
