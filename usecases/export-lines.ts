/** Owns what of a stored record belongs into a person's own data: not others' figures, not what may not be shown any more. */
import type { CustomerParts } from '../adapters/mongo/customer-data-store';
import type { DecisionRecord } from '../contracts/decision';
import { isReadable, type ReadOn } from '../domain/bureau-report';
import { FACTS } from '../domain/facts';
import { GROUP_FACTS } from '../domain/group-facts';
import { readableReport } from './readable-report';
import { decisionWithout, withoutNumbers, type Withheld } from './withheld-facts';

/** How each part is told; a part without one is told as it is stored. */
export const TELLING: { readonly [P in keyof CustomerParts]?: (record: CustomerParts[P], on: ReadOn) => unknown } = {
  history: (entry) =>
    entry.kind === 'credit' ? entry : { ...entry, restrictions: entry.restrictions.map(withoutNumbers) },
  releases: ({ revision: _revision, ...release }) => release,
  limitProposals: ({ revision: _revision, ...proposal }) => proposal,
  pictures: ({ accountKey, status, sentAt, figures, titles }) => ({ to: accountKey, status, sentAt, figures, titles }),
  orders: ({ groupKey: _groupKey, submittedHash: _hash, contentHash: _content, restrictions, ...order }) => ({
    ...order,
    restrictions: restrictions.map(({ values: _values, ...rest }) => withoutNumbers(rest)),
  }),
  sales: ({ contentHash: _hash, ...sale }) => sale,
  decisions: decisionOf,
  holds: ({ sequence: _sequence, ...hold }) => hold,
  reports: (report, on) => {
    const { report: told, ...rest } = readableReport(report, on);
    return { ...told, ...rest };
  },
  purchases: ({ purchase, bureau, product, branch, subject, purpose, openedAt, settledAt, status, ...more }) => {
    const { reason, charged, priceCents, report, replaces, resolutions, withoutReceivables } = more;
    const about = { purchase, bureau, product, branch, subject, purpose, openedAt, settledAt, status, reason };
    return { ...about, charged, priceCents, report, replaces, resolutions, withoutReceivables };
  },
};

/**
 * Every decision was made by the program, by the policy it names: its criteria are the checks with every condition, its
 * sources stand at each fact. Figures of a group are other persons' too and are withheld, and so is what a decision of
 * more than five years ago has read of bureaus.
 */
function decisionOf({ contentHash: _hash, judgement, facts, ...decision }: DecisionRecord, on: ReadOn): unknown {
  const isOld = !isReadable({ providerAt: decision.at }, on);
  const isWithheld: Withheld = (fact) => fact in GROUP_FACTS || (isOld && FACTS[fact].source === 'report');
  return {
    ...decision,
    isAutomated: true,
    ...decisionWithout({ facts, judgement }, isWithheld),
  };
}
