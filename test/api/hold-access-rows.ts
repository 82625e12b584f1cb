/** Owns the rows of R7 of the queue of held orders and of notes. */
import type { TestApi } from '../support/api';
import { row, submitted, type Row } from './access-row';

/** An order that an administrator holds by hand. */
async function held(api: TestApi, branch: string): Promise<string> {
  const { order } = await submitted(api, branch);
  const path = `/branches/${branch}/orders/${order}/hold`;
  expect((await api.call('POST', path, { reason: 'Aguardar contrato' })).status).toBe(200);
  return order;
}
const ofHold =
  (suffix: string, body?: unknown): Row['send'] =>
  async (api, branch) => ({ path: `/holds/${branch}/${await held(api, branch)}${suffix}`, body });
const aPromise = () => {
  const promisedOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  return { amountCents: 1_000_00, promisedOn };
};
const HOLD = '/holds/{branch}/{order}';
const NOTES = '/customers/{customerKey}/notes';

export const HOLD_ROWS: readonly Row[] = [
  row('get /holds', 'holds:read', 'list', () => ({ path: '/holds' })),
  row('get /holds/summary', 'holds:read', 'list', () => ({ path: '/holds/summary' })),
  row('post /holds/bulk', 'holds:work', 'list', async (api, branch) => ({
    path: '/holds/bulk',
    body: { action: 'forceHold', orders: [{ branch, order: await held(api, branch) }], reasonCode: 'GOOD_HISTORY' },
  })),
  row(`post ${HOLD}/assume`, 'holds:work', 'BranchNotFound', ofHold('/assume')),
  row(`post ${HOLD}/hand-over`, 'holds:work', 'BranchNotFound', async (api, branch) => {
    const subject = 'bia';
    await api.keyOf({ role: 'analyst', subject });
    return { path: `/holds/${branch}/${await held(api, branch)}/hand-over`, body: { to: subject } };
  }),
  row(`post ${HOLD}/put-back`, 'holds:work', 'BranchNotFound', ofHold('/put-back')),
  row(`put ${HOLD}/presence`, 'holds:read', 'BranchNotFound', ofHold('/presence')),
  row(`delete ${HOLD}/presence`, 'holds:read', 'BranchNotFound', ofHold('/presence')),
  row(`put ${HOLD}/promise`, 'holds:work', 'BranchNotFound', ofHold('/promise', aPromise())),
  row(`post ${HOLD}/promise/withdraw`, 'holds:work', 'BranchNotFound', ofHold('/promise/withdraw')),
  row('post /branches/{branch}/orders/{order}/notes', 'notes:write', 'BranchNotFound', async (api, branch) => ({
    path: `/branches/${branch}/orders/${(await submitted(api, branch)).order}/notes`,
    body: { text: 'Falei com o financeiro do cliente' },
  })),
  row(`post ${NOTES}`, 'notes:write', 'BranchNotFound', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/notes`,
    body: { branch, text: 'Prefere ser chamado à tarde' },
  })),
  row(`get ${NOTES}`, 'notes:read', 'list', async (api, branch) => ({
    path: `/customers/${(await submitted(api, branch)).customerKey}/notes`,
  })),
];
