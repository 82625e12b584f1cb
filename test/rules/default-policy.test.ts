/** Owns the guarantee that each default check fires exactly where its definition says, at both sides of its bound. */
import type { FactName, FactReading, FactValue } from '../../domain/facts';
import { ACTIONS } from '../../domain/actions';
import { DefaultCheck } from '../../domain/checks';
import { FACT_NAMES, factDefinition } from '../../domain/facts';
import { SUGGESTED_SPC_TABLE } from '../../domain/spc-recency';
import { factsNamedIn } from '../../domain/text-template';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';
import { lintPolicy } from '../../rules/lint';
import { readings } from './builders';

type Changed = Partial<Record<FactName, FactReading | FactValue>>;

const AT = { branch: '01', actions: ['save'], holdable: true } as const;
const notApplicable: FactReading = { known: false, why: 'notApplicable' };
const stale: FactReading = { known: false, why: 'stale' };
const withLimit = (limitKind: string): Changed => ({ limitKind, limitCents: notApplicable });

/** Each row: what differs from a good customer's modest order, and every check that then fires or is unknown. */
const ROWS: readonly (readonly [string, Changed, Readonly<Partial<Record<DefaultCheck, 'hit' | 'unknown'>>>])[] = [
  ['a good customer, a modest order', {}, {}],

  ['exposure equal to the limit', { exposureAfterCents: 1_000_000 }, {}],
  ['exposure one cent above the limit', { exposureAfterCents: 1_000_001 }, { 'limit-exceeded': 'hit' }],
  ['a limit of zero and nothing owed', { limitCents: 0, exposureAfterCents: 0 }, {}],
  ['a limit of zero and one cent', { limitCents: 0, exposureAfterCents: 1 }, { 'limit-exceeded': 'hit' }],
  ['exposure unknown', { exposureAfterCents: stale }, { 'limit-exceeded': 'unknown' }],
  ['limit unknown', { limitCents: stale }, { 'limit-exceeded': 'unknown' }],
  ['any exposure under an unlimited limit', { ...withLimit('unlimited'), exposureAfterCents: 9e12 }, {}],

  ['no limit granted', withLimit('none'), { 'no-limit': 'hit' }],
  ['no limit granted, exposure unknown', { ...withLimit('none'), exposureAfterCents: stale }, { 'no-limit': 'hit' }],
  ['kind of limit unknown', { limitKind: stale }, { 'no-limit': 'unknown', 'review-required': 'unknown' }],
  [
    'kind of limit unknown, exposure above it',
    { limitKind: stale, exposureAfterCents: 1_000_001 },
    { 'limit-exceeded': 'unknown', 'no-limit': 'unknown', 'review-required': 'unknown' },
  ],

  [
    'an expired limit, worth zero',
    { limitExpired: true, limitCents: 0, exposureAfterCents: 300_000 },
    { 'limit-expired': 'hit' },
  ],
  ['validity unknown', { limitExpired: stale }, { 'limit-expired': 'unknown' }],

  ['every order reviewed', withLimit('alwaysReview'), { 'review-required': 'hit' }],

  [
    'overdue just at the floor',
    { overdueBeyondGraceCount: 1, overdueBeyondGraceCents: 5_000 },
    { 'overdue-titles': 'hit' },
  ],
  ['overdue a cent below the floor', { overdueBeyondGraceCount: 1, overdueBeyondGraceCents: 4_999 }, {}],
  ['overdue within grace only', { overdueCount: 3, overdueCents: 900_000, overdueMaxDays: 3 }, {}],
  [
    'overdue unknown',
    { overdueBeyondGraceCount: stale, overdueBeyondGraceCents: stale },
    { 'overdue-titles': 'unknown' },
  ],
  ['overdue unknown in amount, none in number', { overdueBeyondGraceCents: stale }, {}],

  ['an average delay of exactly 10 days', { averageDelayDays: 10 }, {}],
  ['an average delay just above 10 days', { averageDelayDays: 10.0001 }, { 'average-delay': 'hit' }],
  ['an average delay of 9.9 days', { averageDelayDays: 9.9 }, {}],
  ['average delay unknown', { averageDelayDays: stale }, { 'average-delay': 'unknown' }],
  ['average delay as text', { averageDelayDays: '11' }, { 'average-delay': 'unknown' }],

  ['nothing ever settled', { hasPaymentHistory: false, averageDelayDays: notApplicable }, { 'no-history': 'hit' }],
  [
    'history unknown, delays known',
    { hasPaymentHistory: stale, averageDelayDays: 11 },
    { 'average-delay': 'unknown', 'no-history': 'unknown' },
  ],

  ['a blocked situation', { situation: 'blocked' }, { 'situation-blocked': 'hit' }],
  ['a situation under review', { situation: 'underReview' }, { 'situation-blocked': 'hit' }],
  ['a situation nobody told', { situation: stale }, { 'situation-blocked': 'unknown' }],
  ['a situation that is no value', { situation: 'liberado' }, { 'situation-blocked': 'unknown' }],

  ['an order just at the ceiling', { orderTotalCents: 5_000_000 }, {}],
  ['an order one cent above the ceiling', { orderTotalCents: 5_000_001 }, { 'order-above-ceiling': 'hit' }],

  ['a last due date on the last day of the term', { longestTermDays: 90 }, {}],
  ['a line on term without a due date', { longestTermDays: stale }, { 'terms-longer-than-customer': 'unknown' }],
  ['a last due date a day beyond the term', { longestTermDays: 91 }, { 'terms-longer-than-customer': 'hit' }],
  ['a longest term nobody told', { maxTermDays: stale }, { 'terms-longer-than-customer': 'unknown' }],

  ['an SPC report to be renewed', { spcReportDue: true }, { 'spc-query-due': 'hit' }],
  ['a renewal that could not be told', { spcReportDue: stale }, { 'spc-query-due': 'unknown' }],

  ['a Deps report of 89 days', { depsReportAgeDays: 89 }, {}],
  ['a Deps report of 90 days', { depsReportAgeDays: 90 }, { 'deps-report-old': 'hit' }],
  ['no Deps report', { hasDepsReport: false, depsReportAgeDays: notApplicable }, { 'deps-report-old': 'hit' }],
  ['a Deps report of unknown age', { depsReportAgeDays: stale }, { 'deps-report-old': 'unknown' }],

  ['restrictions at a bureau', { hasBureauRestrictions: true }, { 'bureau-restrictions': 'hit' }],
  ['a bureau that did not say', { hasBureauRestrictions: stale }, { 'bureau-restrictions': 'unknown' }],
  ['no bureau ever asked', { bureauConsulted: false, hasBureauRestrictions: notApplicable }, {}],

  ['class B', { riskClass: 'B' }, {}],
  ['class C', { riskClass: 'C' }, { 'risk-class-low': 'hit' }],
  ['class E', { riskClass: 'E' }, { 'risk-class-low': 'hit' }],
  ['a report without a class', { riskClass: stale }, { 'risk-class-low': 'unknown' }],
  ['a class that is none', { riskClass: 'b' }, { 'risk-class-low': 'unknown' }],
  ['a title at the notary', { titlesAtNotaryCount: 1 }, { 'titles-at-notary': 'hit' }],
  ['titles at the notary unknown', { titlesAtNotaryCount: stale }, { 'titles-at-notary': 'unknown' }],

  ['receivables sent 24 hours ago', { receivablesAgeDays: 1 }, {}],
  ['receivables sent a second longer ago', { receivablesAgeDays: 1 + 1 / 86_400 }, { 'receivables-stale': 'hit' }],
  ['receivables of unknown age', { receivablesAgeDays: stale }, { 'receivables-stale': 'unknown' }],
  ['a branch that never sent any', { receivablesSent: false, receivablesAgeDays: notApplicable }, {}],
  [
    'a branch of which nobody can tell whether it ever sent any',
    { receivablesSent: stale, receivablesAgeDays: stale },
    { 'receivables-stale': 'unknown' },
  ],

  ['the Deps never asked', { depsConsulted: false, riskClass: notApplicable }, {}],
];

test.each(ROWS)('%s', async (_name, changed, expected) => {
  const { checks } = await judgePolicy(defaultPolicy(), readings(changed), AT);
  const notClear = checks.filter((check) => check.result !== 'noHit').map((check) => [check.check, check.result]);
  expect(Object.fromEntries(notClear)).toEqual(expected);
});

test('only indicates at every action of an order, and blocks at the receipt of a sale', async () => {
  const facts = readings({ situation: 'blocked' });
  for (const action of ACTIONS) {
    const { outcome } = await judgePolicy(defaultPolicy(), facts, { ...AT, actions: [action] });
    expect([action, outcome]).toEqual([action, action === 'receipt' ? 'blocked' : 'indicated']);
  }
});

test('carries exactly the checks that are known by id, in their order', () => {
  expect(defaultPolicy().checks.map((check) => check.id)).toEqual(Object.values(DefaultCheck));
});

test('has nothing for lint to say', () => {
  expect(lintPolicy(defaultPolicy())).toEqual([]);
});

test('tells a seller no number of the customer or of anyone else', () => {
  const told = defaultPolicy().checks.flatMap((check) => factsNamedIn(check.texts.seller));
  expect(told.filter((fact) => factDefinition(fact).audience !== 'seller')).toEqual([]);
});

test('leaves no brace and no unread fact in any text when all facts are known', async () => {
  const everything = readings({
    situation: 'blocked',
    orderTotalCents: 5_000_001,
    exposureAfterCents: 1_000_001,
    averageDelayDays: 11,
    overdueBeyondGraceCount: 2,
    overdueBeyondGraceCents: 900_000,
  });
  const { restrictions } = await judgePolicy(defaultPolicy(), everything, AT);
  expect(restrictions).toHaveLength(5);
  for (const { seller, analyst } of restrictions) expect(seller + analyst).not.toMatch(/[{}]|não disponível/);
  expect(FACT_NAMES).toEqual(expect.arrayContaining(restrictions.flatMap((one) => Object.keys(one.values))));
});

test('its SPC table is the one that is suggested to whoever begins another', () => {
  expect(defaultPolicy().parameters.spcTable).toEqual(SUGGESTED_SPC_TABLE);
});
