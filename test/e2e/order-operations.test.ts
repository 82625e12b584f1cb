/** Owns the proof of what people do with an order beside moving it on: hold, let go, close, judge by another policy. */
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { orderDesk } from '../support/order-desk';
import { anAmendment, anOrder } from '../support/orders';

let crivo: Crivo;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'operations' });
  await crivo.publish({ 'limit-exceeded': { save: 'block', financialApproval: 'block' } });
});
afterAll(() => crivo.stop());

const { path, post, read, submit, submitted, bill } = orderDesk(() => crivo);
const HOLD = { reason: 'Aguardar contrato assinado' };

describe('a hold by hand', () => {
  it('stops an order wherever it waits, is found in the queue with its reason, and lets it go where it was', async () => {
    const { id } = await submitted(90_000);
    const held = await post(id, 'hold', HOLD);
    expect(held).toMatchObject({
      status: 200,
      body: { status: 'held', stage: 'commercialApproval', hold: null, forcedHold: HOLD },
    });
    const queue = await crivo.call('GET', '/holds?limit=200');
    expect((queue.body['holds'] as { order: string }[]).map(({ order }) => order)).toContain(id);
    expect(await post(id, 'unhold')).toMatchObject({
      status: 200,
      body: { status: 'waiting', stage: 'commercialApproval', forcedHold: null },
    });
    expect((await post(id, 'actions/commercialApproval')).body['stage']).toBe('financialApproval');
  });

  it('is never lifted by asking, amending or judging again, and each says so', async () => {
    const { id } = await submitted(90_000);
    await post(id, 'hold', HOLD);
    expect(await post(id, 'actions/commercialApproval')).toMatchObject({
      status: 409,
      body: { code: 'OrderOnHold', state: { status: 'held', forcedHold: { by: 'test-administrator' } } },
    });
    expect((await post(id, 'reevaluate')).body).toMatchObject({ status: 'held', outcome: 'indicated' });
    expect((await post(id, 'reevaluate', { policy: 'current' })).body).toMatchObject({ status: 'held' });
    expect((await crivo.call('PATCH', path(id), anAmendment(80_000))).body).toMatchObject({ status: 'held' });
    expect(await read(id)).toMatchObject({ status: 'held', stage: 'commercialApproval', totalCents: 80_000 });
  });

  it('over a hold by a check: what the check held is judged anew when the hand lets go', async () => {
    const { id, customer, taken } = await submitted(90_000, 50_000);
    await post(id, 'hold', HOLD);
    expect((await crivo.call('PATCH', path(id), anAmendment(40_000))).body).toMatchObject({ status: 'held' });
    expect(await taken()).toBe(0);
    expect((await post(id, 'unhold')).body).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
    expect(await taken()).toBe(40_000);

    const other = anOrder({ document: customer.document, amountCents: 90_000 });
    await submit(other);
    await post(other.id, 'hold', HOLD);
    expect((await post(other.id, 'unhold')).body).toMatchObject({
      status: 'held',
      hold: { action: 'save' },
      forcedHold: null,
    });
  });

  it('twice by the same person is once; another person is told who holds it', async () => {
    const { id } = await submitted(90_000);
    await post(id, 'hold', HOLD);
    expect((await post(id, 'hold', HOLD)).status).toBe(200);
    const other = await crivo.call('POST', `${path(id)}/hold`, { reason: 'Outro motivo' }, { role: 'analyst' });
    expect(other).toMatchObject({ status: 409, body: { code: 'OrderOnHold' } });
    expect((await post(id, 'unhold')).status).toBe(200);
    expect((await post(id, 'unhold')).body).toMatchObject({ status: 'waiting' });
  });

  it('needs a reason, and tells it only to who may read decisions', async () => {
    const { id } = await submitted(90_000);
    for (const body of [{}, { reason: '' }, { reason: 'x'.repeat(501) }, { reason: 'ok', by: 'me' }]) {
      expect((await post(id, 'hold', body)).status).toBe(400);
    }
    await post(id, 'hold', HOLD);
    const seen = await crivo.call('GET', path(id), undefined, { role: 'seller' });
    expect(seen.body['forcedHold']).not.toHaveProperty('reason');
  });
});

describe('closing', () => {
  it('gives up what is not billed: titles stay, the rest of the reservation is free, the order is done', async () => {
    const { id, customer, taken } = await submitted(90_000);
    await bill(id, customer.document, 30_000);
    expect(await post(id, 'close')).toMatchObject({
      status: 200,
      body: { status: 'done', closedBy: 'test-administrator' },
    });
    expect(await taken()).toBe(30_000);
    expect((await post(id, 'close')).status).toBe(200);
  });

  it('of an order of which nothing was billed cancels it', async () => {
    const { id, taken } = await submitted(90_000);
    expect((await post(id, 'close')).body).toMatchObject({ status: 'cancelled' });
    expect(await taken()).toBe(0);
  });
});

describe('a copy and a split', () => {
  const from = (kind: string, order: string, amountCents: number, document: string) =>
    anOrder({ document, amountCents, origin: { kind, order } });

  it('are judged as any order, name their origin, and both count until the origin is lowered', async () => {
    const { id, customer, taken } = await submitted(90_000, 120_000);
    const split = from('split', id, 60_000, customer.document);
    expect((await submit(split)).body).toMatchObject({ status: 'held', hold: { action: 'save' } });
    await crivo.call('PATCH', path(id), anAmendment(30_000));
    expect((await post(split.id, 'reevaluate')).body).toMatchObject({ status: 'waiting' });
    expect(await taken()).toBe(90_000);
    expect(await read(split.id)).toMatchObject({ origin: { kind: 'split', order: id } });
    const copy = await submit(from('copy', id, 10_000, customer.document));
    expect(copy.body).toMatchObject({ status: 'waiting' });
  });

  it('are refused by place and fix when the origin is not there, is itself, or has not so much left', async () => {
    const { id, customer } = await submitted(90_000);
    const refused = async (order: object, at: string) => {
      const answer = await submit(order);
      expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest', errors: [{ at }] } });
    };
    await refused(from('copy', 'nobody', 1_000, customer.document), 'origin.order');
    await refused({ ...from('copy', 'own', 1_000, customer.document), id: 'own' }, 'origin.order');
    await refused(from('split', id, 90_001, customer.document), 'totalCents');
    const split = from('split', id, 90_000, customer.document);
    const first = await submit(split);
    expect((await submit(split)).text).toBe(first.text);
    await refused(from('split', id, 1, customer.document), 'totalCents');
  });
});

describe('the policy an order is judged by', () => {
  it('stays the one of its save until somebody asks for the current one, and the decision says so', async () => {
    const { id, first } = await submitted(90_000, 500_000);
    const pinned = (first.body['policy'] as { version: number }).version;
    await crivo.publish({ 'no-history': { save: 'block' } });
    const again = await post(id, 'reevaluate');
    expect(again.body).toMatchObject({ status: 'waiting', policy: { version: pinned } });
    const current = await post(id, 'reevaluate', { policy: 'current' });
    expect(current.body).toMatchObject({ status: 'held', hold: { action: 'save' }, policy: { version: pinned + 1 } });
    const decision = await crivo.call('GET', `/decisions/${String(current.body['decision'])}`);
    expect(decision.body).toMatchObject({ cause: 'currentPolicy' });
    expect(await post(id, 'reevaluate', { policy: 'newest' })).toMatchObject({ status: 400 });
    await crivo.publish({ 'limit-exceeded': { save: 'block', financialApproval: 'block' } });
    expect((await post(id, 'reevaluate', { policy: 'current' })).body).toMatchObject({ status: 'waiting' });
  });
});

describe('at once', () => {
  const LEGAL = ['OrderOnHold', 'OrderClosed', 'ActionNotDue'];

  it('two people holding, letting go, asking and cancelling leave a legal state and an exact exposure', async () => {
    const rounds = Array.from({ length: 8 }, async (_, round) => {
      const { id, taken } = await submitted(90_000);
      const calls = [
        post(id, 'hold', HOLD),
        crivo.call('POST', `${path(id)}/hold`, { reason: 'Conferir limite' }, { role: 'analyst' }),
        post(id, 'unhold'),
        post(id, 'actions/commercialApproval'),
        post(id, 'reevaluate'),
        ...(round % 2 === 0 ? [post(id, 'cancel')] : []),
        post(id, 'unhold'),
      ];
      const answers = await Promise.all(calls);
      for (const { status, body } of answers) if (status !== 200) expect(LEGAL).toContain(body['code']);
      const now = await read(id);
      expect(round % 2 === 0 ? ['cancelled'] : ['held', 'waiting']).toContain(now['status']);
      expect(now['status'] === 'held').toBe(now['forcedHold'] !== null);
      expect(await taken()).toBe(round % 2 === 0 ? 0 : 90_000);
      const state = await crivo.temporal.workflow
        .getHandle(`order/${BRANCH}/${id}`)
        .query<{ status: string }>('orderState');
      expect(state.status).toBe(now['status']);
    });
    await Promise.all(rounds);
  });

  it('an order cancelled while its hold is being freed is cancelled and holds nothing', async () => {
    const { id, customer, taken } = await submitted(90_000, 100_000);
    const held = anOrder({ document: customer.document, amountCents: 50_000 });
    await submit(held);
    await post(id, 'cancel');
    const [cancelled, freed] = await Promise.all([post(held.id, 'cancel'), post(held.id, 'reevaluate')]);
    expect(cancelled.status).toBe(200);
    if (freed.status !== 200) expect(freed.body['code']).toBe('OrderClosed');
    expect((await read(held.id))['status']).toBe('cancelled');
    expect(await taken()).toBe(0);
  });
});
