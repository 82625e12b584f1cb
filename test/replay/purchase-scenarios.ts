/** Owns the recorded ways of a need's purchases. */
import { reportWorkflowId } from '../../adapters/temporal/report-workflows';
import { BRANCH, until, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { uniqueDocument } from '../support/orders';

const AT = `/branches/${BRANCH}`;
const PRODUCT = '20C2F2B4';

/** Buys one report a scenario; `save` is given the id of the workflow when its purchase is over. */
export async function recordPurchases(crivo: Crivo, save: (name: string, id: string) => Promise<void>): Promise<void> {
  const deps = await startTestDeps();
  try {
    const { email, password } = deps.user;
    const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca };
    const buying = { defaultProducts: { J: PRODUCT }, reuseIsFree: true, timeoutSeconds: 10 };
    const { status, text } = await crivo.call('PUT', `${AT}/deps`, { ...login, ...buying });
    if (status !== 200) throw new Error(text);
    for (const [name, disturb] of Object.entries(PURCHASES)) {
      disturb(deps);
      await save(name, await bought(crivo));
      deps.control.clear();
    }
  } finally {
    await deps.stop();
  }
}

/** What is made to go wrong with each. */
const PURCHASES: Record<string, (deps: TestDeps) => void> = {
  'purchase-done': () => undefined,
  'purchase-refused': ({ control }) => control.queryFault('refused'),
  'purchase-reconciled': ({ control }) => control.queryFault('resetInBody', { times: 1 }),
};

async function bought(crivo: Crivo): Promise<string> {
  const { body } = await crivo.call('PUT', `${AT}/customers`, { document: uniqueDocument() });
  const customerKey = String(body['customerKey']);
  await crivo.call('POST', `${AT}/customers/${customerKey}/reports`, { bureau: 'deps', purpose: 'limitReview' });
  const isOver = async () => (await crivo.stores.purchases.openOf(customerKey, 1)).length === 0;
  await until(isOver, 'the purchase to end', 60_000);
  const accountKey = (await crivo.stores.depsAccounts.find(BRANCH))?.accountKey ?? '';
  const workflowId = reportWorkflowId({ accountKey, customerKey, product: PRODUCT });
  await crivo.temporal.workflow.getHandle(workflowId).result();
  return workflowId;
}
