/** Owns how a suite on real servers works with orders: submit, ask, read, bill, and what the customer has taken. */
import { BRANCH, type Answer, type Crivo } from './crivo';
import { aCustomer, anOrder, ndjson, uniqueId } from './orders';

/** One order of one customer of its own. */
export interface Submitted {
  readonly id: string;
  readonly order: ReturnType<typeof anOrder>;
  readonly customer: ReturnType<typeof aCustomer>;
  readonly customerKey: string;
  readonly first: Answer;
  /** What the customer has taken of its limit, in cents. */
  readonly taken: () => Promise<unknown>;
}

export function orderDesk(crivo: () => Crivo) {
  const path = (order: string) => `/branches/${BRANCH}/orders/${order}`;
  return {
    path,
    post: (order: string, what: string, body?: unknown) => crivo().call('POST', `${path(order)}/${what}`, body),
    read: async (order: string) => (await crivo().call('GET', path(order))).body,
    submit: (order: object) => crivo().call('POST', `/branches/${BRANCH}/orders`, order),
    submitted: async (amountCents: number, limitCents = 500_000): Promise<Submitted> => {
      const customer = aCustomer(limitCents);
      const { body } = await crivo().call('PUT', `/branches/${BRANCH}/customers`, customer);
      const order = anOrder({ document: customer.document, amountCents });
      const first = await crivo().call('POST', `/branches/${BRANCH}/orders`, order);
      const customerKey = String(body['customerKey']);
      const taken = async () => (await crivo().call('GET', `/customers/${customerKey}`)).body['takenCents'];
      return { id: order.id, order, customer, customerKey, first, taken };
    },
    /** A title that carries the order's id. */
    bill: (order: string, document: string, amountCents: number) => {
      const names = { movement: uniqueId('mv'), type: 'issued', title: uniqueId('T'), document, order };
      const line = { ...names, amountCents, issuedOn: '2026-10-01', dueOn: '2027-12-01' };
      return crivo().call('POST', `/branches/${BRANCH}/receivables`, ndjson([line]));
    },
  };
}
