/** Owns the guarantees of automatic purchase that need no order: what is free comes first, and each bureau tells its own. */
import type { PolicyCheck } from '../../contracts/policy';
import { purchasingSchema } from '../../contracts/purchasing';
import type { Bureau } from '../../domain/bureau-report';
import { defaultPolicy } from '../../rules/default-policy';
import { purchaseStanding, wantedReport, type WantInputs } from '../../usecases/want-report';
import { aReport } from '../support/builders';

const now = new Date('2026-11-20T12:00:00Z');
const policy = defaultPolicy();
type Outcome = WantInputs['judgement']['outcome'];

/** As a judgement says it, with nothing but what is looked at. */
function judged(outcomes: Readonly<Record<string, Outcome>>): WantInputs['judgement'] {
  const named = (check: string, outcome: Outcome) => ({
    ...{ check, outcome, mode: 'block', action: 'save', rules: [] },
    result: outcome === 'clear' ? ('noHit' as const) : ('hit' as const),
  });
  const checks = policy.checks.map(({ id }: PolicyCheck) => named(id, outcomes[id] ?? 'clear')) as never;
  return { outcome: 'blocked', indicator: 'restricted', checks, restrictions: [] };
}
function wanted(outcomes: Readonly<Record<string, Outcome>>, bureau: Bureau = 'deps', given: Partial<WantInputs> = {}) {
  const automatic = { enabled: true, products: { J: { bureau, product: 'P1' } } };
  const settings = purchasingSchema.parse({ automatic });
  const base = {
    policy,
    settings,
    personType: 'J',
    totalCents: 1,
    reports: [],
    zone: 'America/Sao_Paulo',
    now,
  } as const;
  return wantedReport({ ...base, judgement: judged(outcomes), ...given });
}
const DEPS = { bureau: 'deps', product: 'P1' };
const SPC = { bureau: 'spc', product: 'P1' };

test.each<[string, Record<string, Outcome>, Bureau, object | null]>([
  ['an old report blocks', { 'deps-report-old': 'blocked' }, 'deps', DEPS],
  ['it is unknown whether anything was found', { 'bureau-restrictions': 'undetermined' }, 'deps', DEPS],
  ['any bureau may tell of restrictions', { 'bureau-restrictions': 'undetermined' }, 'spc', SPC],
  ['the class is told by Deps alone', { 'risk-class-low': 'undetermined' }, 'spc', null],
  ['a query of SPC is due', { 'spc-query-due': 'blocked' }, 'spc', SPC],
  ['another bureau would tell nothing of it', { 'spc-query-due': 'blocked' }, 'deps', null],
  ['an old report only indicates', { 'deps-report-old': 'indicated' }, 'deps', null],
  ['something free blocks too', { 'deps-report-old': 'blocked', 'overdue-titles': 'blocked' }, 'deps', null],
  ['something free indicates too', { 'deps-report-old': 'blocked', 'no-history': 'indicated' }, 'deps', null],
])('%s: %j', (_why, outcomes, bureau, expected) => {
  expect(wanted(outcomes, bureau)).toEqual(expected);
});

test.each([
  ['young, complete, of this product', { product: 'P1', providerAt: '2026-11-01T12:00:00.000Z' }, null],
  ['of another product', { product: 'P2', providerAt: '2026-11-01T12:00:00.000Z' }, DEPS],
  ['partial', { product: 'P1', providerAt: '2026-11-01T12:00:00.000Z', status: 'partial' as const }, DEPS],
  ['90 days old', { product: 'P1', providerAt: '2026-08-22T12:00:00.000Z' }, DEPS],
  ['89 days old', { product: 'P1', providerAt: '2026-08-23T12:00:00.000Z' }, null],
])('beside a report that is %s', (_what, given, expected) => {
  const reports = [aReport({ bureau: 'deps', ...given })];
  expect(wanted({ 'bureau-restrictions': 'blocked' }, 'deps', { reports })).toEqual(expected);
});

test('after a purchase in vain the program is patient for a day; one that is unknown is under way until a person says', () => {
  const openedAt = '2026-11-20T11:00:00.000Z';
  expect(purchaseStanding(null, now)).toBe('toBeMade');
  expect(purchaseStanding({ isClosed: false, status: 'sent', openedAt }, now)).toBe('underWay');
  expect(purchaseStanding({ isClosed: true, status: 'unknown', openedAt }, now)).toBe('underWay');
  expect(purchaseStanding({ isClosed: true, status: 'refused', openedAt }, now)).toBe('inVain');
  const dayBefore = '2026-11-19T12:00:00.000Z';
  expect(purchaseStanding({ isClosed: true, status: 'refused', openedAt: dayBefore }, now)).toBe('toBeMade');
});
