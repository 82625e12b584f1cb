/** Owns the proof that an order is separated and invoiced in parts, with an exposure that is right all along. */
import { quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { orderDesk } from '../support/order-desk';

let crivo: Crivo;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'parts' });
  await crivo.publish({ 'limit-exceeded': { save: 'block', financialApproval: 'block' } });
});
afterAll(() => crivo.stop());

const { post, read, submitted, bill } = orderDesk(() => crivo);

describe('in parts', () => {
  const part = (id: string, amountCents: number) => ({ partial: true, id, amountCents });

  it('an order is separated and invoiced, and holds its reservation until titles arrive or it ends', async () => {
    const { id, customer, taken } = await submitted(90_000);
    for (const action of ['commercialApproval', 'financialApproval']) await post(id, `actions/${action}`);
    expect(await post(id, 'actions/invoicing', part('nf-1', 10_000))).toMatchObject({ body: { code: 'ActionNotDue' } });
    const first = await post(id, 'actions/stockSeparation', part('pk-1', 50_000));
    expect(first).toMatchObject({ status: 200, body: { status: 'waiting', stage: 'stockSeparation' } });
    expect((await post(id, 'actions/stockSeparation', part('pk-1', 50_000))).text).toBe(first.text);
    expect(await post(id, 'actions/stockSeparation', part('pk-1', 50_001))).toMatchObject({
      status: 409,
      body: { code: 'PartConflict' },
    });
    expect(await post(id, 'actions/invoicing', part('nf-1', 50_001))).toMatchObject({
      status: 409,
      body: {
        code: 'PartExceedsOrder',
        state: { stage: 'stockSeparation', remainingCents: 50_000 },
        errors: [{ at: 'amountCents', fix: expect.stringContaining('separation first') }],
      },
    });
    expect((await post(id, 'actions/invoicing', part('nf-1', 50_000))).status).toBe(200);
    expect(await taken()).toBe(90_000);
    await bill(id, customer.document, 50_000);
    expect(await taken()).toBe(90_000);
    expect((await post(id, 'actions/stockSeparation')).body).toMatchObject({ stage: 'invoicing' });
    expect((await post(id, 'actions/invoicing', part('nf-2', 40_001))).body).toMatchObject({
      code: 'PartExceedsOrder',
      state: { remainingCents: 40_000 },
      errors: [{ at: 'amountCents', fix: 'send at most 40000, or amend the order first' }],
    });
    expect((await post(id, 'actions/invoicing', part('nf-2', 10_000))).body).toMatchObject({ stage: 'invoicing' });
    expect(await taken()).toBe(90_000);
    expect((await post(id, 'actions/invoicing')).body).toMatchObject({ status: 'done' });
    expect(await taken()).toBe(50_000);
    expect((await post(id, 'actions/invoicing', part('nf-2', 10_000))).status).toBe(200);
    expect((await read(id))['parts']).toHaveLength(3);
  });

  it('a part that is blocked passes as a part when its cause is gone', async () => {
    await crivo.publish({ 'situation-blocked': { stockSeparation: 'block' } });
    const { id, customerKey } = await submitted(90_000);
    for (const action of ['commercialApproval', 'financialApproval']) await post(id, `actions/${action}`);
    const changed = (situation: string) =>
      crivo.database
        .collection<{ _id: string; situation?: string }>('customers')
        .updateMany({ _id: customerKey }, { $set: { situation } });
    await changed('blocked');
    expect((await post(id, 'actions/stockSeparation', part('pk-1', 50_000))).body).toMatchObject({ status: 'held' });
    await changed('cleared');
    expect((await post(id, 'reevaluate')).body).toMatchObject({ status: 'waiting', stage: 'stockSeparation' });
    expect((await read(id))['parts']).toEqual([expect.objectContaining({ id: 'pk-1', amountCents: 50_000 })]);
  });

  it.each([
    [{ partial: true }, 'id'],
    [{ partial: true, id: 'nf-1', amountCents: 0 }, 'amountCents'],
    [{ id: 'nf-1' }, 'id'],
    [{ partial: 'yes', id: 'nf-1', amountCents: 1 }, 'partial'],
    [{ partial: true, id: '../x', amountCents: 1 }, 'id'],
  ])('%j is refused by place', async (body, at) => {
    const { id } = await submitted(90_000);
    const answer = await post(id, 'actions/stockSeparation', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
    expect((answer.body['errors'] as { at: string }[]).map((error) => error.at)).toContain(at);
  });

  it('an approval is not given in parts', async () => {
    const { id } = await submitted(90_000);
    expect(await post(id, 'actions/commercialApproval', part('x', 1))).toMatchObject({
      status: 400,
      body: { errors: [{ at: 'partial' }] },
    });
  });
});
