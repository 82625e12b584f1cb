/** Owns `GET /exceptions`: the one list of exceptions, by when they end. */
import { z } from '@hono/zod-openapi';
import { checkText } from '../../contracts/exception';
import { branchCode, pageQuery } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { EXCEPTION_SCOPES } from '../../domain/exceptions';
import { sees } from '../../domain/permissions';
import { customerKeyText, groupKeyText } from '../params';
import { route } from '../route';
import { exceptionPage, pageOfExceptions } from '../views/exception-view';

const DAY_MS = 86_400_000;

export const listExceptions = route({
  method: 'get',
  path: '/exceptions',
  summary: 'Exceptions, the first to end first; those that have not ended unless told otherwise',
  permission: 'exceptions:read',
  query: pageQuery.extend({
    branch: branchCode.optional().openapi({ description: 'Those of this branch and those of all branches.' }),
    scope: z.enum(EXCEPTION_SCOPES).optional().describe('Of one customer, of a group, or of everybody.'),
    customerKey: customerKeyText.optional(),
    groupKey: groupKeyText.optional(),
    check: checkText.optional(),
    state: z.enum(['standing', 'ended']).default('standing').describe('standing: begun or still to begin.'),
    endingWithinDays: z.coerce.number().int().min(1).max(400).optional().describe('Ending within so many days.'),
  }),
  answer: exceptionPage,
  errors: ['BranchNotFound'],
  handle: ({ query, principal }, { stores, now }) => {
    const { branch, scope: kind, customerKey, groupKey, check, state, endingWithinDays: days, ...page } = query;
    if (branch !== undefined && !sees(principal, branch)) throw new CrivoError('BranchNotFound');
    if (customerKey !== undefined && groupKey !== undefined) {
      const finding = { at: 'groupKey', message: 'is sent together with customerKey', fix: 'send one of them' };
      throw new CrivoError('InvalidRequest', { errors: [finding] });
    }
    const at = now();
    const on = customerKey ?? groupKey;
    const until = days === undefined ? undefined : new Date(at.getTime() + days * DAY_MS).toISOString();
    const asked = {
      branches: branch === undefined ? principal.branches : [branch],
      ...(kind !== undefined && { kind }),
      ...(on !== undefined && { on }),
      ...(check !== undefined && { check }),
      ...(state === 'ended'
        ? { endsBy: at.toISOString() }
        : { endsAfter: at.toISOString(), ...(until !== undefined && { endsBy: until }) }),
    };
    return pageOfExceptions(stores.exceptions, asked, page, at);
  },
});
