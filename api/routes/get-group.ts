/** Owns `GET /groups/{groupKey}`. */
import { z } from '@hono/zod-openapi';
import { CrivoError } from '../../domain/errors';
import { groupKeyText } from '../params';
import { route } from '../route';
import { groupOf, groupView } from '../views/group-view';

export const getGroup = route({
  method: 'get',
  path: '/groups/{groupKey}',
  summary: 'Read a group: its credit terms, what it has taken, its members',
  permission: 'groups:read',
  params: z.strictObject({ groupKey: groupKeyText }),
  answer: groupView,
  errors: ['GroupNotFound'],
  handle: async ({ params: { groupKey } }, deps) => {
    const found = await deps.stores.groups.find(groupKey);
    const view = await groupOf(found ?? { groupKey, terms: null, takenCents: 0 }, deps);
    if ((found === null || found.terms === null) && view.members.length === 0) throw new CrivoError('GroupNotFound');
    return view;
  },
});
