/** Owns reading the policy that an installation begins with. */
import { parsePolicy, type Policy } from '../contracts/policy';
import json from './default-policy.json';

/** The policy published as version 1 at the first start. Its figures are a beginning: each company publishes its own. */
export function defaultPolicy(): Policy {
  const parsed = parsePolicy(json);
  if (!parsed.ok) throw new Error(`the default policy is not valid: ${JSON.stringify(parsed.findings)}`);
  return parsed.policy;
}
