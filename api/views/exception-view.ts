/** Owns how an exception looks to callers. */
import { z } from '@hono/zod-openapi';
import type { ExceptionQuery, ExceptionStore } from '../../adapters/mongo/exception-store';
import type { Exception } from '../../contracts/exception';
import { EXCEPTION_EFFECTS } from '../../domain/exceptions';
import { fromCursor, toCursor } from '../cursor';

export const EXCEPTION_STATES = ['planned', 'live', 'ended'] as const;

export const exceptionView = z
  .object({
    exception: z.string(),
    scope: z.union([
      z.object({ kind: z.literal('customer'), customerKey: z.string() }),
      z.object({ kind: z.literal('group'), groupKey: z.string() }),
      z.object({ kind: z.literal('all') }),
    ]),
    branch: z.string().nullable().openapi({ description: 'null for all branches.' }),
    check: z.string(),
    effect: z.enum(EXCEPTION_EFFECTS),
    state: z.enum(EXCEPTION_STATES),
    from: z.string().openapi({ description: 'Its first day, in the zone of its branch, or of the company.' }),
    to: z.string().openapi({ description: 'Its last day.' }),
    startsAt: z.string(),
    endsAt: z.string().openapi({ description: 'When its last day ends, or when it was ended.' }),
    reasonCode: z.string(),
    note: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    revision: z.int().openapi({ description: 'To be named by who ends it.' }),
    ended: z
      .object({ by: z.string(), at: z.string(), note: z.string().nullable() })
      .nullable()
      .openapi({ description: 'Who ended it; crivo where its last day has passed.' }),
  })
  .openapi('Exception');

export const exceptionPage = z.object({ exceptions: z.array(exceptionView), nextCursor: z.string().nullable() });
const position = z.strictObject({ endsAt: z.iso.datetime(), id: z.string().max(100) });

export function exceptionOf(
  { dueAt: _dueAt, sweep: _sweep, ...record }: Exception,
  now: Date,
): z.input<typeof exceptionView> {
  const { scope, startsAt, endsAt, ended } = record;
  const at = now.toISOString();
  const state = ended !== null || endsAt <= at ? 'ended' : startsAt > at ? 'planned' : 'live';
  return { ...record, scope: { ...scope }, state };
}

/** The first to end stands first. */
export async function pageOfExceptions(
  store: Pick<ExceptionStore, 'page'>,
  query: Omit<ExceptionQuery, 'limit' | 'after'>,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  now: Date,
): Promise<z.input<typeof exceptionPage>> {
  const after = fromCursor(position, cursor);
  const found = await store.page({ ...query, limit: limit + 1, ...(after && { after }) });
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1) : undefined;
  const nextCursor = last ? toCursor({ endsAt: last.endsAt, id: last.exception }) : null;
  return { exceptions: page.map((one) => exceptionOf(one, now)), nextCursor };
}
