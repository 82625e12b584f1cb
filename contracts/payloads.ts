/** Owns Temporal's payloads as JSON, the way its UI and its command line send them to a codec server. */
import { z } from 'zod';

const MAX_PAYLOADS = 1_000;
const base64 = z.base64('must be base64');

/** Bytes are base64. What a newer client may add beside these is left out. */
const payloadSchema = z.object({
  metadata: z.record(z.string().max(100), base64).default({}),
  data: base64.default(''),
});

export const payloadsSchema = z.strictObject({ payloads: z.array(payloadSchema).max(MAX_PAYLOADS) });
export type Payloads = z.infer<typeof payloadsSchema>;
