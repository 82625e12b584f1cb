/** Owns who reads what of a customer's history. The customer is the company's, its orders are their branches'. */
import { z } from '@hono/zod-openapi';
import { limitSchema, situationSchema } from '../../contracts/customer';
import type { HistoryEntry, RestrictionsEntry } from '../../contracts/customer-history';
import { CheckResult } from '../../domain/outcome';
import { may, sees, type Principal } from '../../domain/permissions';

const standing = z.looseObject({
  situation: situationSchema,
  limit: limitSchema,
  maxTermDays: z.number().nullable().optional(),
});
const common = {
  entry: z.string(),
  at: z.string(),
  subject: z.string().nullable(),
  subjectName: z.string().nullable().describe('null for a program, and for who is no user any more.'),
};

export const historyEntryView = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('restrictions'),
      ...common,
      /** These five, and the texts, are `null` or absent where the evaluation was of another branch's order or sale. */
      branch: z.string().nullable(),
      order: z.string().nullable(),
      sale: z.string().nullable(),
      decision: z.string().nullable(),
      restrictions: z.array(
        z.object({
          check: z.string(),
          result: z.enum([CheckResult.hit, CheckResult.unknown]),
          seller: z.string().optional(),
          /** With the permission `decisions:read` only. */
          analyst: z.string().optional(),
        }),
      ),
    }),
    z.object({ kind: z.literal('credit'), ...common, before: standing, after: standing }),
  ])
  .openapi('CustomerHistoryEntry');

/**
 * Which checks stand against a customer is the company's to know. On which order, by whom and with which amounts belongs
 * to the branch: the texts name the order's own figures.
 */
export function historyEntryFor(
  principal: Principal,
  entry: HistoryEntry,
  people: ReadonlyMap<string, string>,
): z.input<typeof historyEntryView> {
  const subjectName = people.get(entry.subject) ?? null;
  if (entry.kind === 'credit') {
    const { kind, at, subject, before, after } = entry;
    return { kind, entry: entry.entry, at, subject, subjectName, before, after } as z.input<typeof historyEntryView>;
  }
  const { kind, at, restrictions } = entry;
  if (!sees(principal, entry.branch)) {
    const nothing = { subject: null, subjectName: null, branch: null, order: null, sale: null, decision: null };
    return { kind, entry: entry.entry, at, ...nothing, restrictions: restrictions.map(namedOnly) };
  }
  const { subject, branch, order, sale, decision } = entry;
  const told = may(principal, 'decisions:read') ? [...restrictions] : restrictions.map(withoutNumbers);
  return { kind, entry: entry.entry, at, subject, subjectName, branch, order, sale, decision, restrictions: told };
}

type Noted = RestrictionsEntry['restrictions'][number];
const namedOnly = ({ check, result }: Noted) => ({ check, result });
const withoutNumbers = ({ check, result, seller }: Noted) => ({ check, result, seller });
