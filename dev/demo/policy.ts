/** Owns the policy of the demo: the shipped one with a few checks that block, so that some orders are held. */
import type { Policy } from '../../contracts/policy';
import type { Action } from '../../domain/actions';
import { Mode } from '../../domain/outcome';
import { defaultPolicy } from '../../rules/default-policy';

/** Its own id: publishing it changes nothing for the branches that work by another policy. */
export const DEMO_POLICY = 'demo';

/** Where each of these checks blocks; the others only indicate, as shipped. */
const BLOCKS: Readonly<Record<string, Action>> = {
  'limit-exceeded': 'save',
  'no-limit': 'save',
  'overdue-titles': 'save',
  'average-delay': 'financialApproval',
};

export function demoPolicy(): Policy {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => {
    const action = BLOCKS[check.id];
    return action === undefined ? check : { ...check, modes: { ...check.modes, [action]: Mode.block } };
  });
  return { ...policy, id: DEMO_POLICY, name: 'Política de demonstração', checks };
}
