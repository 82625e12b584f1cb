/** Owns what a demo needs before its first order: policy, branch, customers and their titles. Safe to repeat. */
import { z } from 'zod';
import { contentHash } from '../../usecases/content-hash';
import { expectGood, type CallApi } from './api-client';
import type { Plan } from './plan';
import { DEMO_POLICY, demoPolicy } from './policy';

/** The demo's own branch. Its stages are automatic, so that orders travel to their end by themselves. */
export const DEMO_BRANCH = 'demo';

const automatic = { by: 'automatic' } as const;
const PARAMETERS = {
  name: 'Demonstração',
  stages: {
    commercialApproval: automatic,
    financialApproval: automatic,
    stockSeparation: automatic,
    invoicing: automatic,
  },
  policy: DEMO_POLICY,
};

const policiesAnswer = z.object({
  policies: z.array(z.looseObject({ id: z.string(), version: z.number(), hash: z.string() })),
});
const receivablesAnswer = z.looseObject({ stored: z.number(), repeated: z.number(), rejected: z.array(z.unknown()) });

/** Errors: `ApiRefused`. */
export async function prepare(api: CallApi, { customers }: Plan): Promise<void> {
  await publishPolicy(api);
  expectGood(await api('administrator', 'PUT', `/branches/${DEMO_BRANCH}`, PARAMETERS), 'the branch');
  for (const { body } of customers) {
    expectGood(await api('integrator', 'PUT', `/branches/${DEMO_BRANCH}/customers`, body), `customer ${body.name}`);
  }
  await sendLedger(
    api,
    customers.flatMap((customer) => customer.ledger),
  );
}

/** Sends movements; each has one effect, however often it is sent. Errors: `ApiRefused`, and none may be rejected. */
export async function sendLedger(api: CallApi, lines: readonly unknown[]): Promise<void> {
  if (lines.length === 0) return;
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const answer = await api('integrator', 'POST', `/branches/${DEMO_BRANCH}/receivables`, body);
  const { rejected } = receivablesAnswer.parse(expectGood(answer, 'receivables'));
  if (rejected.length > 0) throw new Error(`titles were rejected: ${JSON.stringify(rejected[0])}`);
}

/** Publishes the demo's policy unless its newest version is the very same. */
async function publishPolicy(api: CallApi): Promise<void> {
  const { policies } = policiesAnswer.parse(expectGood(await api('manager', 'GET', '/policies'), 'the policies'));
  const versions = policies.filter(({ id }) => id === DEMO_POLICY).sort((a, b) => b.version - a.version);
  const document = demoPolicy();
  if (versions[0]?.hash === contentHash(document)) return;
  const body = { basedOn: versions[0]?.version ?? 0, document };
  expectGood(await api('manager', 'POST', `/policies/${DEMO_POLICY}/publish`, body), 'the policy');
}
