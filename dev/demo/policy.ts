/** Owns the policy of the demo: the shipped one with a few checks that block, so that some orders are held. */
import type { Policy } from '../../contracts/policy';
import type { Action } from '../../domain/actions';
import { Mode } from '../../domain/outcome';
import { defaultPolicy } from '../../rules/default-policy';
import { DEMO_POLICY } from './branches';

/** Where each of these checks blocks an order; the others only indicate, as shipped. */
const BLOCKS: Readonly<Record<string, Action>> = {
  'limit-exceeded': 'save',
  'no-limit': 'save',
  'overdue-titles': 'save',
  'review-required': 'save',
  'average-delay': 'financialApproval',
};
/** The demo buys no reports, so what only a report could tell must not refuse every sale. */
const ONLY_INDICATED_AT_RECEIPT: readonly string[] = ['bureau-restrictions', 'risk-class-low', 'no-history'];

export function demoPolicy(): Policy {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => {
    const action = BLOCKS[check.id];
    const blocks = action === undefined ? {} : { [action]: Mode.block };
    const receipt = ONLY_INDICATED_AT_RECEIPT.includes(check.id) ? { receipt: Mode.indicate } : {};
    return { ...check, modes: { ...check.modes, ...blocks, ...receipt } };
  });
  const overrides = [
    { branch: 'demo-am', check: 'average-delay', action: 'financialApproval', mode: Mode.indicate } as const,
  ];
  return { ...policy, id: DEMO_POLICY, name: 'Política de demonstração', checks, overrides };
}

/** True for a check that may hold an order of the demo. */
export function mayHold(check: string): boolean {
  return Object.hasOwn(BLOCKS, check);
}

const NAMES: ReadonlyMap<string, string> = new Map(defaultPolicy().checks.map(({ id, name }) => [id, name]));

/** A check as analysts know it. */
export function nameOfCheck(check: string): string {
  return NAMES.get(check) ?? check;
}
