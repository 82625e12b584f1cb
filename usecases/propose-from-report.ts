/** Owns which reports open the form *Edição de situação/Limite de crédito*, and with what. */
import { openProposalOfReport, type ProposalDeps } from './limit-proposals';
import type { PurchaseDeps } from './purchase-deps';

/** A report that lacks something suggests nothing; a person may still open the form by hand. Safe to repeat. */
export function proposeFromReport(
  deps: Pick<ProposalDeps, 'proposals' | 'customers' | 'now'>,
): PurchaseDeps['openProposal'] {
  return async ({ subject, branch, customerKey }, { report, status, ...told }) => {
    if (status !== 'ok') return;
    const { riskClass, score, suggestedLimitCents, suggestedUntil } = told;
    const suggestion = { report, riskClass, score, suggestedLimitCents, suggestedUntil };
    await openProposalOfReport(deps, subject, { branch, customerKey }, suggestion);
  };
}
