/** Owns the proof that an order ends on the version of the workers it began with, while new orders take the new one. */
import { BRANCH, quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { anOrder, uniqueId } from '../support/orders';

const namespace = 'default';
const deploymentName = uniqueId('crivo');

let crivo: Crivo;
beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'pinned', worker: false, deadlineMs: 4_000 });
});
afterAll(() => crivo.stop());

const startVersion = (buildId: string) => startWorker({ ...crivo, deployment: { name: deploymentName, buildId } });

/** As `temporal worker deployment set-current-version` does; a version is known once its worker has polled. */
async function makeCurrent(buildId: string): Promise<void> {
  const set = () =>
    crivo.temporal.workflowService
      .setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId, identity: 'test' })
      .then(
        () => true,
        () => false,
      );
  await until(set, `${buildId} to be current`, 30_000);
}

async function versionOf(order: string): Promise<string | null | undefined> {
  const { workflowExecutionInfo } = await crivo.temporal.workflowService.describeWorkflowExecution({
    namespace,
    execution: { workflowId: `order/${BRANCH}/${order}` },
  });
  return workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
}

const at = `/branches/${BRANCH}`;
const ask = async (order: string, action: string) =>
  (await crivo.call('POST', `${at}/orders/${order}/actions/${action}`)).body;
/** Routing follows a change of the current version within moments; a submit repeated is the same submit. */
async function submitted(): Promise<string> {
  const order = anOrder();
  await until(async () => (await crivo.call('POST', `${at}/orders`, order)).status === 200, 'the submit', 30_000);
  return order.id;
}

test('old orders stay with the old workers, new ones take the new; without its workers an order waits', async () => {
  const one = await startVersion('one');
  await makeCurrent('one');
  const old = await submitted();
  expect(await versionOf(old)).toBe('one');

  const two = await startVersion('two');
  await makeCurrent('two');
  const isRouted = async () => (await versionOf(await submitted())) === 'two';
  await until(isRouted, 'new orders to take the new version', 30_000);
  expect((await ask(old, 'commercialApproval'))['stage']).toBe('financialApproval');
  expect(await versionOf(old)).toBe('one');

  await one.stop();
  expect((await ask(old, 'financialApproval'))['code']).toBe('Unavailable');
  const restarted = await startVersion('one');
  await until(
    async () => (await ask(old, 'financialApproval'))['stage'] === 'stockSeparation',
    'the old order',
    30_000,
  );
  await Promise.all([two.stop(), restarted.stop()]);
});
