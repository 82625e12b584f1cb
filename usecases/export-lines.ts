/** Owns what of a stored record belongs into a person's own data: not others' figures, not what may not be shown any more. */
import type { CustomerParts } from '../adapters/mongo/customer-data-store';
import type { Evidence, Judgement, Restriction, RuleJudgement } from '../contracts/judgement';
import type { DecisionRecord } from '../contracts/decision';
import { isReadable, type ReadOn } from '../domain/bureau-report';
import { FACTS, type FactName, type FactReadings } from '../domain/facts';
import { GROUP_FACTS } from '../domain/group-facts';
import { readableReport } from './readable-report';

/** How each part is told; a part without one is told as it is stored. */
export const TELLING: { readonly [P in keyof CustomerParts]?: (record: CustomerParts[P], on: ReadOn) => unknown } = {
  history: (entry) =>
    entry.kind === 'credit' ? entry : { ...entry, restrictions: entry.restrictions.map(withoutNumbers) },
  releases: ({ revision: _revision, ...release }) => release,
  limitProposals: ({ revision: _revision, ...proposal }) => proposal,
  pictures: ({ accountKey, status, sentAt, figures, titles }) => ({ to: accountKey, status, sentAt, figures, titles }),
  orders: ({ groupKey: _groupKey, submittedHash: _hash, contentHash: _content, restrictions, ...order }) => ({
    ...order,
    restrictions: restrictions.map(withoutNumbers),
  }),
  sales: ({ contentHash: _hash, ...sale }) => sale,
  decisions: decisionOf,
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

/** The analyst's text of a check may tell figures of the whole group: its checks are told by the seller's. */
function withoutNumbers<R extends { readonly analyst: string }>({ analyst: _analyst, ...rest }: R): Omit<R, 'analyst'> {
  return rest;
}

const WITHHELD = { known: false, why: 'withheld' } as const;

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
    facts: facts && factsWithout(facts, isWithheld),
    judgement: judgementWithout(judgement, isWithheld),
  };
}

type Withheld = (fact: FactName) => boolean;

function factsWithout(facts: FactReadings, isWithheld: Withheld): unknown {
  const told = Object.entries(facts).map(([name, reading]) => [
    name,
    isWithheld(name as FactName) ? WITHHELD : reading,
  ]);
  return Object.fromEntries(told) as unknown;
}

function judgementWithout({ checks, restrictions, ...rest }: Judgement, isWithheld: Withheld): unknown {
  const ruleOf = ({ evidence, ...rule }: RuleJudgement) => ({
    ...rule,
    evidence: evidenceWithout(evidence, isWithheld),
  });
  return {
    ...rest,
    checks: checks.map((check) => ({ ...check, rules: check.rules.map(ruleOf) })),
    restrictions: restrictions.map((restriction) => restrictionWithout(restriction, isWithheld)),
  };
}

function restrictionWithout(restriction: Restriction, isWithheld: Withheld): unknown {
  const values = Object.entries(restriction.values).filter(([name]) => !isWithheld(name as FactName));
  const isWhole = values.length === Object.keys(restriction.values).length;
  return { ...(isWhole ? restriction : withoutNumbers(restriction)), values: Object.fromEntries(values) as unknown };
}

function evidenceWithout(evidence: Evidence, isWithheld: Withheld): unknown {
  const each = (inner: readonly Evidence[]) => inner.map((one) => evidenceWithout(one, isWithheld));
  if ('all' in evidence) return { ...evidence, all: each(evidence.all) };
  if ('any' in evidence) return { ...evidence, any: each(evidence.any) };
  if ('not' in evidence) return { ...evidence, not: evidenceWithout(evidence.not, isWithheld) };
  const { wanted } = evidence;
  const isOther = typeof wanted === 'object' && 'fact' in wanted && isWithheld(wanted.fact);
  return {
    ...evidence,
    ...(isWithheld(evidence.fact) && { seen: WITHHELD }),
    ...(isOther && { wantedSeen: WITHHELD }),
  };
}
