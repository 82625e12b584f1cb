/** Owns the shape of the company's reason codes. */
import { z } from 'zod';
import { text } from './primitives';
import { reasonCodeText } from './release';

const reasonCodeSchema = z.strictObject({
  code: reasonCodeText,
  label: text(80),
  requiresNote: z.boolean().default(false),
});

/** Body of `PUT /reason-codes`: the whole list. Releases granted under a code that is gone keep it. */
export const reasonCodesSchema = z.strictObject({
  codes: z
    .array(reasonCodeSchema)
    .min(1)
    .max(100)
    .superRefine((codes, context) => {
      const seen = new Set<string>();
      for (const [index, { code }] of codes.entries()) {
        if (seen.has(code)) {
          const message = `repeats ${code} — rename or remove it`;
          context.addIssue({ code: 'custom', path: [index, 'code'], message });
        }
        seen.add(code);
      }
    }),
});
