/** Owns P11: how many events and workflow tasks an order costs, exactly, when nothing disturbs it. */
import { temporal } from '@temporalio/proto';
import { orderWorkflowId } from '../../adapters/temporal/order-workflows';
import type { Measure } from '../measure';
import type { Row } from '../row';
import { seedCustomers, submit } from '../stage/orders';
import { BRANCH, startProduct, type Product } from '../stage/product';

const BY_PEOPLE = ['commercialApproval', 'financialApproval', 'stockSeparation'] as const;

/** Three stages are passed by people and the last by itself, so that the order reaches its end. */
const PARAMETERS = { stages: { invoicing: { by: 'automatic' } } };

export const historyCounts: Row = {
  id: 'P11',
  title: 'history events and workflow tasks of an order, exact',
  run: async (stage) => {
    const product = await startProduct(stage, { name: 'p11', parameters: PARAMETERS });
    try {
      await seedCustomers(product, 0, 2);
      // The first order pays for what a new worker loads; it isn't counted.
      await submit(product, 'p11-first', 0);
      await submit(product, 'p11-counted', 1);
      const submitted = await countsOf(product, 'p11-counted');
      for (const action of BY_PEOPLE) await ask(product, 'p11-counted', action);
      const whole = await countsOf(product, 'p11-counted');
      if (!whole.closed) throw new Error('the order did not reach its end');
      return [
        measure('P11a-events', submitted.events, 12, 8, 'events', 'one submit to its decision'),
        measure('P11a-tasks', submitted.tasks, 2, 1, 'workflow tasks', 'one submit to its decision'),
        measure('P11b-events', whole.events, 32, 28, 'events', `submit, ${BY_PEOPLE.join(', ')}, automatic invoicing`),
        measure('P11b-tasks', whole.tasks, 5, 4, 'workflow tasks', 'the same'),
      ];
    } finally {
      await product.stop();
    }
  },
};

async function ask(product: Product, order: string, action: string): Promise<void> {
  const answer = await product.http.done('POST', `/v1/branches/${BRANCH}/orders/${order}/actions/${action}`);
  const { outcome } = answer as { outcome?: string };
  if (outcome !== 'clear' && outcome !== 'indicated') throw new Error(`${action} was ${outcome ?? 'not answered'}`);
}

async function countsOf(product: Product, order: string) {
  const handle = product.temporal.workflow.getHandle(orderWorkflowId({ branch: BRANCH, order }));
  const events = (await handle.fetchHistory()).events ?? [];
  const types = temporal.api.enums.v1.EventType;
  const count = (type: number) => events.filter((event) => event.eventType === type).length;
  return {
    events: events.length,
    tasks: count(types.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED),
    closed: count(types.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED) === 1,
  };
}

function measure(id: string, ours: number, floor: number, aim: number, unit: string, note: string): Measure {
  return { id, ours, reference: null, ratio: null, floor, aim, unit, better: 'lower', notes: [note] };
}
