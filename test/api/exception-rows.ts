/** Owns the rows of R7 of exceptions. */
import { ALWAYS_HOLD, DefaultCheck } from '../../domain/checks';
import type { TestApi } from '../support/api';
import { row, submitted, type Row } from './access-row';

/** To hold needs no band, so that every role with the permission may. */
async function asked(api: TestApi, branch: string) {
  const { customerKey } = await submitted(api, branch);
  const to = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const held = { check: ALWAYS_HOLD, effect: 'hold' };
  return { branch, scope: { kind: 'customer', customerKey }, ...held, to, reasonCode: 'GOOD_HISTORY' };
}

/** One that lets a check pass: to end it needs no band, while another person's hold is ended by who could except. */
async function made(api: TestApi, branch: string): Promise<string> {
  const passing = { ...(await asked(api, branch)), check: DefaultCheck.limitExceeded, effect: 'ignore' };
  const { body, status } = await api.call('POST', '/exceptions', passing);
  expect([status, body['code']]).toEqual([200, undefined]);
  return `/exceptions/${String(body['exception'])}`;
}

export const EXCEPTION_ROWS: readonly Row[] = [
  row('post /exceptions', 'exceptions:write', 'BranchNotFound', async (api, branch) => ({
    path: '/exceptions',
    body: await asked(api, branch),
  })),
  row('get /exceptions', 'exceptions:read', 'list', () => ({ path: '/exceptions' })),
  row('get /exceptions/{exception}', 'exceptions:read', 'ExceptionNotFound', async (api, branch) => ({
    path: await made(api, branch),
  })),
  row('post /exceptions/{exception}/end', 'exceptions:write', 'ExceptionNotFound', async (api, branch) => ({
    path: `${await made(api, branch)}/end`,
    body: { revision: 1, note: 'acordo quitado' },
  })),
];
