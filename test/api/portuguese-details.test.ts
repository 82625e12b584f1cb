/** Owns the guarantee that a person who is refused on a screen reads the reason in Portuguese, and the right permission. */
import { problemOf } from '../../api/problem';
import { CrivoError, ERRORS, type ErrorCode } from '../../domain/errors';
import { OWN_BRANCH, startApi } from '../support/api';
import { uniqueDocument } from '../support/orders';

const OF_SCREENS = /^(?:Report|Purchase|LimitProposal|Release|Budget)/;
/** Each is met by who has asked for a change that nobody of a screen asks for. */
const OTHERS = new Set(['ReleaseNotRequested']);
const codes = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => OF_SCREENS.test(code) && !OTHERS.has(code));

test.each([...codes, 'AboveAuthority', 'SamePerson', 'PermissionDenied'] as ErrorCode[])(
  '%s has a detail in Portuguese',
  (code) => {
    expect(problemOf(new CrivoError(code), 'req').detail).toMatch(/[.]$/);
  },
);

test('who may not buy is told the permission of buying from the bureau, where another is lacked than the one held', async () => {
  const api = await startApi({ name: 'portuguese-details' });
  const { customerKey } = (await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document: uniqueDocument() }))
    .body;
  const path = `/branches/${OWN_BRANCH}/customers/${String(customerKey)}/reports`;
  const told = async (caller: Parameters<typeof api.keyOf>[0], bureau: string): Promise<unknown> => {
    const key = await api.keyOf(caller);
    const { status, body } = await api.call('POST', path, { bureau, purpose: 'limitReview' }, { key });
    expect([status, body['detail']]).toEqual([403, expect.stringContaining('permissão')]);
    return body['title'];
  };
  const lacks = (permissions: string) => `This caller lacks the permission ${permissions}.`;
  expect(await told({ role: 'seller' }, 'deps')).toBe(lacks('reports:buy or reports:buySpc'));
  expect(await told({ permissions: ['reports:read', 'reports:buy'] }, 'spc')).toBe(lacks('reports:buySpc'));
  expect(await told({ permissions: ['reports:read', 'reports:buySpc'] }, 'deps')).toBe(lacks('reports:buy'));
  expect(await told({ permissions: ['reports:buy'] }, 'deps')).toBe(lacks('reports:read'));
  await api.stop();
});
