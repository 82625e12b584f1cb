/** Owns what a demo needs before its first order: policy, branches, customers, groups and titles. Safe to repeat. */
import { z } from 'zod';
import { contentHash } from '../../usecases/content-hash';
import { expectGood, type CallApi } from './api-client';
import { DEMO_BRANCHES, DEMO_POLICY } from './branches';
import type { PlannedCustomer, PlannedGroup } from './customers';
import type { Plan } from './plan';
import { demoPolicy } from './policy';

const policiesAnswer = z.object({
  policies: z.array(z.looseObject({ id: z.string(), version: z.number(), hash: z.string() })),
});
const draftAnswer = z.looseObject({ draft: z.string() });
const customerAnswer = z.looseObject({ customerKey: z.string(), groupKey: z.string() });
type Known = z.infer<typeof customerAnswer>;
const groupAnswer = z.looseObject({ groupKey: z.string() });
/** What is answered when no line was rejected: one line only. */
const receivablesAnswer = z.looseObject({ summary: z.looseObject({ rejected: z.literal(0) }) });

/** Errors: `ApiRefused`. */
export async function prepare(api: CallApi, { customers, groups }: Plan): Promise<void> {
  await publishPolicy(api);
  for (const { code, parameters } of DEMO_BRANCHES) {
    expectGood(await api('administrator', 'PUT', `/branches/${code}`, parameters), `branch ${code}`);
  }
  const known: Known[] = [];
  for (const customer of customers) known.push(await putCustomer(api, customer));
  for (const group of groups) await putGroup(api, group, known);
  for (const { code } of DEMO_BRANCHES) {
    const own = customers.filter(({ branch }) => branch === code);
    await sendLedger(
      api,
      code,
      own.flatMap(({ ledger }) => ledger),
    );
  }
}

/** Sends movements; each has one effect, however often it is sent. Errors: `ApiRefused`, and none may be rejected. */
export async function sendLedger(api: CallApi, branch: string, lines: readonly unknown[]): Promise<void> {
  if (lines.length === 0) return;
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const answer = await api('integrator', 'POST', `/branches/${branch}/receivables`, body);
  const told = expectGood(answer, 'receivables');
  if (!receivablesAnswer.safeParse(told).success) throw new Error(`titles were rejected: ${JSON.stringify(told)}`);
}

/** Publishes the demo's policy unless its newest version is the very same. */
async function publishPolicy(api: CallApi): Promise<void> {
  const { policies } = policiesAnswer.parse(expectGood(await api('manager', 'GET', '/policies'), 'the policies'));
  const versions = policies.filter(({ id }) => id === DEMO_POLICY).sort((a, b) => b.version - a.version);
  const document = demoPolicy();
  if (versions[0]?.hash === contentHash(document)) return;
  const drafts = `/policies/${DEMO_POLICY}/drafts`;
  const { draft } = draftAnswer.parse(expectGood(await api('manager', 'POST', drafts, { document }), 'the policy'));
  for (const [role, step] of STEPS) {
    expectGood(await api(role, 'POST', `${drafts}/${draft}/${step}`, { revision: 1 }), `the policy's ${step}`);
  }
}

/** Somebody else than its author approves it. */
const STEPS = [
  ['manager', 'submit'],
  ['administrator', 'approve'],
  ['manager', 'publish'],
] as const;

async function putCustomer(api: CallApi, { body, branch, terms }: PlannedCustomer): Promise<Known> {
  const answer = await api('integrator', 'PUT', `/branches/${branch}/customers`, body);
  const known = customerAnswer.parse(expectGood(answer, 'a customer'));
  if (terms !== null) {
    expectGood(await api('manager', 'PATCH', `/customers/${known.customerKey}/credit-terms`, terms), 'its terms');
  }
  return known;
}

/** A group by hand is made once: members that stand in one group already are left there. */
async function putGroup(api: CallApi, group: PlannedGroup, known: readonly Known[]): Promise<void> {
  const members = group.members.flatMap((at) => known[at] ?? []);
  const [first] = members;
  if (first === undefined) throw new Error('a group of the demo has members');
  const stand = members.every(({ groupKey }) => groupKey === first.groupKey);
  const groupKey = stand ? first.groupKey : await joinByHand(api, group.name, members);
  expectGood(await api('manager', 'PATCH', `/groups/${groupKey}/credit-terms`, group.terms), 'the terms of a group');
}

async function joinByHand(api: CallApi, name: string, members: readonly Known[]): Promise<string> {
  const { groupKey } = groupAnswer.parse(expectGood(await api('analyst', 'POST', '/groups', { name }), 'a group'));
  for (const { customerKey } of members) {
    const body = { customerKey, note: 'Mesmos donos' };
    expectGood(await api('analyst', 'POST', `/groups/${groupKey}/members`, body), 'joining a group');
  }
  return groupKey;
}
