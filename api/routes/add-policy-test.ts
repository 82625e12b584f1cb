/** Owns `POST /policies/{policy}/drafts/{draft}/tests`: a test made of a stored decision. */
import { z } from '@hono/zod-openapi';
import { policyTestSchema } from '../../contracts/policy-test';
import { CrivoError } from '../../domain/errors';
import { FACT_NAMES } from '../../domain/facts';
import { may } from '../../domain/permissions';
import { addCase } from '../../usecases/policy-draft-tests';
import { visibleDecision } from '../find-decision';
import { decisionText } from '../params';
import { route } from '../route';
import { draftParams, draftView, showDraft } from '../views/policy-draft-view';

const { id, name } = policyTestSchema.shape;

export const addPolicyTest = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/tests',
  summary:
    'Add a test made of a stored decision to a draft: its facts without what bureaus said, and what the version that ' +
    'decided says of them. Neither customer nor decision is named in it',
  permission: 'policies:write',
  permissionNote: '`decisions:read`',
  params: draftParams,
  body: z
    .strictObject({
      revision: z.int().min(1).max(1_000_000).describe('The revision of the draft that is to get the test.'),
      decision: decisionText.describe('The decision whose facts it takes.'),
      id: id.describe('The id of the test; no other of the draft may have it.'),
      name: name.describe('What it shows. Leave people and documents out of it.'),
    })
    .openapi('NewPolicyTest'),
  answer: z
    .object({
      draft: draftView.describe('The draft with the test, one revision on.'),
      test: z.looseObject({ id: z.string().describe('The id of the test.') }).describe('The test as it was added.'),
      leftOut: z.array(z.enum(FACT_NAMES)).describe('Facts that the decision knew and the test leaves out.'),
      asDecided: z
        .boolean()
        .describe('Whether it expects what was decided: releases, exceptions and facts left out make it differ.'),
    })
    .openapi('AddedPolicyTest'),
  errors: [
    'PolicyDraftNotFound',
    'PolicyDraftConflict',
    'PolicyDraftEnded',
    'DecisionNotFound',
    'PolicyNotFound',
    'PolicyInvalid',
  ],
  handle: async ({ params, body: { decision, ...asked }, principal }, deps) => {
    if (!may(principal, 'decisions:read')) throw new CrivoError('PermissionDenied');
    const record = await visibleDecision(deps, principal, decision);
    const added = await addCase(
      { ...deps.stores, source: deps.credit.policies, now: deps.now },
      principal.subject,
      params,
      { ...asked, record },
    );
    const { draft, test, leftOut, asDecided } = added;
    return { draft: showDraft(draft), test: { ...test }, leftOut: [...leftOut], asDecided };
  },
});
