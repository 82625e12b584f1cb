/** Owns how a published version of a policy is answered. */
import { z } from '@hono/zod-openapi';
import type { PublishedPolicy } from '../../adapters/mongo/policy-store';
import { findingView } from '../problem';

export const publicationView = z
  .object({
    id: z.string().describe('The id of the policy.'),
    version: z.number().describe('Its number, which only rises.'),
    hash: z.string().describe('Of its document.'),
    publishedAt: z.string().describe('Since when it is in force, UTC.'),
    publishedBy: z.string().describe('The subject who published it; crivo for what is shipped.'),
    draft: z.string().nullable().describe('The draft it comes from; null for none.'),
    approvedBy: z.string().nullable().describe('The second person; null where no draft was approved.'),
    rollbackTo: z.number().nullable().describe('The earlier version it repeats; null unless it was a rollback.'),
    reason: z.string().nullable().describe('Why it was rolled back; null unless it was.'),
  })
  .openapi('Publication');

/** What publishing answers. */
export const publishedView = publicationView.extend({
  warnings: z.array(findingView).describe('What lint leaves for its authors to judge.'),
});

/** A version, its JSON left out. */
export function showPublication(version: Omit<PublishedPolicy, 'document'>): z.input<typeof publicationView> {
  const { id, version: number, hash, publishedAt, publishedBy, ...origin } = version;
  const { draft = null, approvedBy = null, rollbackTo = null, reason = null } = origin;
  return { id, version: number, hash, publishedAt, publishedBy, draft, approvedBy, rollbackTo, reason };
}
