/** Owns the part of the table of routes that policies and their drafts have. */
import type { Route } from '../route';
import { addPolicyTest } from './add-policy-test';
import { approvePolicyDraft } from './approve-policy-draft';
import { comparePolicies } from './compare-policies';
import { createPolicyDraft } from './create-policy-draft';
import { discardPolicyDraft } from './discard-policy-draft';
import { getPolicyDraft } from './get-policy-draft';
import { getPolicyVersion } from './get-policy-version';
import { lintPolicyDocument } from './lint-policy-document';
import { lintPolicyDraft } from './lint-policy-draft';
import { listPolicies } from './list-policies';
import { listPolicyDrafts } from './list-policy-drafts';
import { publishPolicyDraft } from './publish-policy-draft';
import { returnPolicyDraft } from './return-policy-draft';
import { rollbackPolicy } from './rollback-policy';
import { savePolicyDraft } from './save-policy-draft';
import { simulatePolicyDocument } from './simulate-policy-document';
import { simulatePolicyDraft } from './simulate-policy-draft';
import { simulatePolicyVersion } from './simulate-policy-version';
import { testPolicyDraft } from './test-policy-draft';
import { submitPolicyDraft } from './submit-policy-draft';

/** In the order of the page of documentation. */
export const POLICY_ROUTES: readonly Route[] = [
  listPolicies,
  getPolicyVersion,
  rollbackPolicy,
  comparePolicies,
  createPolicyDraft,
  listPolicyDrafts,
  getPolicyDraft,
  savePolicyDraft,
  testPolicyDraft,
  addPolicyTest,
  discardPolicyDraft,
  simulatePolicyDraft,
  simulatePolicyVersion,
  simulatePolicyDocument,
  lintPolicyDraft,
  submitPolicyDraft,
  approvePolicyDraft,
  returnPolicyDraft,
  publishPolicyDraft,
  lintPolicyDocument,
];
