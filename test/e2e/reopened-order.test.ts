/** Owns the proof that a closed order can be reopened: once however often it is asked, judged anew, in a life of its own. */
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { orderDesk } from '../support/order-desk';
import { anOrder } from '../support/orders';

let crivo: Crivo;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'reopened' });
  await crivo.publish({ 'limit-exceeded': { save: 'block', financialApproval: 'block' } });
});
afterAll(() => crivo.stop());

const { post, read, submit, submitted } = orderDesk(() => crivo);

describe('reopening', () => {
  it('lets a closed order go on from where it was, judged by all it had passed, with its reservation', async () => {
    const { id, taken } = await submitted(90_000);
    await post(id, 'actions/commercialApproval');
    await post(id, 'cancel');
    expect(await taken()).toBe(0);
    const reopened = await post(id, 'reopen');
    expect(reopened).toMatchObject({ status: 200, body: { status: 'waiting', stage: 'financialApproval' } });
    expect(await taken()).toBe(90_000);
    const decision = await crivo.call('GET', `/decisions/${String(reopened.body['decision'])}`);
    expect(decision.body).toMatchObject({ cause: 'reopen' });
    expect(await read(id)).toMatchObject({ generation: 1, closedBy: null, reopened: { by: 'test-administrator' } });
    expect((await post(id, 'reopen')).text).toBe(reopened.text);
    expect((await post(id, 'actions/financialApproval')).body['stage']).toBe('stockSeparation');
  });

  it('of an order that no longer fits is held, and a later life works as the first', async () => {
    const { id, customer, taken } = await submitted(90_000, 100_000);
    await post(id, 'cancel');
    const other = anOrder({ document: customer.document, amountCents: 50_000 });
    await submit(other);
    expect((await post(id, 'reopen')).body).toMatchObject({ status: 'held', hold: { action: 'save' } });
    await post(id, 'cancel');
    await post(other.id, 'cancel');
    expect((await post(id, 'reopen')).body).toMatchObject({ status: 'waiting' });
    expect(await taken()).toBe(90_000);
    expect((await read(id))['generation']).toBe(2);
  });

  it('by many at once is one generation and one answer', async () => {
    const { id, taken } = await submitted(90_000);
    await post(id, 'cancel');
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(id, 'reopen')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect((await read(id))['generation']).toBe(1);
    expect(await taken()).toBe(90_000);
  });

  it('at the very moment of the cancellation ends open or closed, never between', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, taken } = await submitted(90_000);
      const [, reopened] = await Promise.all([post(id, 'cancel'), post(id, 'reopen')]);
      if (reopened.status !== 200) expect(reopened.body['code']).toBe('OrderNotClosed');
      expect((await read(id))['status']).toBe(reopened.status === 200 ? 'waiting' : 'cancelled');
      expect(await taken()).toBe(reopened.status === 200 ? 90_000 : 0);
    }
  });

  it('that died after it raised the generation is finished by the next one, in the same generation', async () => {
    const { id, taken } = await submitted(90_000);
    await post(id, 'cancel');
    const stored = await crivo.stores.orders.find(BRANCH, id);
    if (stored === null) throw new Error('the order is not stored');
    const raised = { at: new Date().toISOString(), by: 'someone who died' };
    expect(await crivo.stores.orders.reopen(stored, raised)).toBe(true);
    expect(await crivo.stores.orders.reopen(stored, raised)).toBe(false);
    expect(await read(id)).toMatchObject({ status: 'cancelled', generation: 1 });
    expect(await post(id, 'actions/commercialApproval')).toMatchObject({ status: 409, body: { code: 'OrderClosed' } });
    expect(await post(id, 'reopen')).toMatchObject({ status: 200, body: { status: 'waiting' } });
    expect(await read(id)).toMatchObject({ status: 'waiting', generation: 1 });
    expect(await taken()).toBe(90_000);
  });

  it('of an open order is refused with its state', async () => {
    const { id } = await submitted(90_000);
    expect(await post(id, 'reopen')).toMatchObject({
      status: 409,
      body: { code: 'OrderNotClosed', state: { status: 'waiting' } },
    });
  });

  it('does not judge a late repetition of the submit again', async () => {
    const { id, order, first } = await submitted(90_000);
    await post(id, 'cancel');
    await post(id, 'reopen');
    expect((await submit(order)).text).toBe(first.text);
    expect((await read(id))['status']).toBe('waiting');
  });

  it('of a run that was ended from outside meanwhile takes over what the document says', async () => {
    const { id, order } = await submitted(90_000);
    await post(id, 'actions/commercialApproval');
    await crivo.temporal.workflow.getHandle(`order/${BRANCH}/${id}`).terminate();
    expect((await submit(order)).status).toBe(200);
    expect((await post(id, 'actions/financialApproval')).body['stage']).toBe('stockSeparation');
  });
});
