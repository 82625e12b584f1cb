/** Owns the proof of a purchase's ways: what may follow what, and what is done next. */
import {
  MAX_RECONCILIATIONS,
  nextPurchase,
  PURCHASE_STATUSES,
  stepOf,
  type PurchaseEvent,
  type PurchasePosition,
} from '../../domain/purchase';
import { decideNeed, type KnownReport, type LatestPurchase, type Need } from '../../domain/report-need';

const EVENTS: readonly PurchaseEvent[] = ['send', 'notSent', 'refuse', 'answer', 'lose', 'reconcile', 'giveUp'];

describe('the states of a purchase', () => {
  test('nothing but reserved leads to sent, and nothing settled leads anywhere', () => {
    const leading = PURCHASE_STATUSES.filter((status) =>
      EVENTS.some((event) => nextPurchase(status, event) === 'sent'),
    );
    expect(leading).toEqual(['reserved']);
    for (const status of ['done', 'refused', 'reconciled', 'givenUp'] as const) {
      expect(EVENTS.map((event) => nextPurchase(status, event))).toEqual(EVENTS.map(() => null));
    }
  });

  test('what may have been charged is never refused and never reserved again', () => {
    expect(EVENTS.map((event) => nextPurchase('unknown', event)).filter((next) => next !== null)).toEqual([
      'reconciled',
      'reconciled',
      'givenUp',
    ]);
  });

  const at = (given: Partial<PurchasePosition>): PurchasePosition => ({
    ...{ status: 'reserved', isPrepared: true, isClosed: false, reuseIsFree: false },
    ...{ reconciliations: 0, isReconcileAsked: false },
    ...given,
  });
  test.each([
    [{ isPrepared: false }, 'prepare'],
    [{}, 'charge'],
    [{ status: 'sent' }, 'lookAt'],
    [{ status: 'unknown' }, 'end'],
    [{ status: 'unknown', reuseIsFree: true }, 'reconcile'],
    [{ status: 'unknown', reuseIsFree: true, reconciliations: MAX_RECONCILIATIONS }, 'end'],
    [{ status: 'unknown', isReconcileAsked: true }, 'reconcile'],
    [{ status: 'done' }, 'close'],
    [{ status: 'refused' }, 'close'],
    [{ status: 'givenUp', isClosed: true }, 'end'],
  ] as const)('%j is followed by %s', (given, step) => {
    expect(stepOf(at(given))).toBe(step);
  });
});

describe('a need', () => {
  const report = (given: Partial<KnownReport> = {}): KnownReport => ({
    ...{ report: 'rep_1', bureau: 'deps', product: 'P', status: 'ok' },
    ...{ providerAt: '2026-08-24T15:00:00.000Z', storedAt: '2026-08-24T15:00:00.000Z' },
    ...given,
  });
  const latest = (given: Partial<LatestPurchase> = {}): LatestPurchase => ({
    ...{ purchase: 'pur_1', generation: 3, status: 'done', isClosed: true, replaces: null },
    ...given,
  });
  const need = (given: Partial<Need<KnownReport>>): Need<KnownReport> => ({
    ...{ bureau: 'deps', product: 'P', replaces: null, reports: [], latest: null },
    ...{ today: '2026-11-20', zone: 'America/Sao_Paulo', reuseDays: 90 },
    ...given,
  });
  const kindOf = (given: Partial<Need<KnownReport>>) => decideNeed(need(given)).kind;

  test('is fresh at 89 days of the provider and old at 90', () => {
    expect(decideNeed(need({ reports: [report()] }))).toMatchObject({ kind: 'reuse', ageDays: 88 });
    expect(kindOf({ reports: [report()], today: '2026-11-21' })).toBe('reuse');
    expect(kindOf({ reports: [report()], today: '2026-11-22' })).toBe('buy');
  });
  test('is met by a report of its own product only', () => {
    expect(kindOf({ reports: [report({ product: 'Q' })] })).toBe('buy');
    expect(kindOf({ reports: [report({ bureau: 'spc' })] })).toBe('buy');
  });
  test.each(['reserved', 'sent', 'unknown'] as const)('joins a purchase that is %s, also to replace', (status) => {
    expect(kindOf({ latest: latest({ status, isClosed: false }) })).toBe('join');
    expect(kindOf({ latest: latest({ status, isClosed: false }), replaces: 'rep_0' })).toBe('join');
  });
  test('is bought as the next generation, and after a refusal too', () => {
    expect(decideNeed(need({ latest: latest({ status: 'refused' }) }))).toEqual({ kind: 'buy', generation: 4 });
  });
  test('that was given up is bought again by who names that purchase, and by nobody else', () => {
    const givenUp = latest({ status: 'givenUp' });
    expect(kindOf({ latest: givenUp })).toBe('givenUp');
    expect(kindOf({ latest: givenUp, replaces: 'rep_1' })).toBe('givenUp');
    expect(kindOf({ latest: givenUp, replaces: 'pur_1' })).toBe('buy');
  });
  test('replaces the newest report; whoever names an older one was overtaken, but for the one who replaced it', () => {
    const reports = [report(), report({ report: 'rep_2', storedAt: '2026-11-20T15:00:00.000Z' })];
    expect(decideNeed(need({ reports, replaces: 'rep_1' }))).toEqual({ kind: 'superseded', newest: 'rep_2' });
    expect(kindOf({ reports, replaces: 'rep_2' })).toBe('buy');
    expect(kindOf({ reports, replaces: 'rep_1', latest: latest({ replaces: 'rep_1' }) })).toBe('join');
  });
  test('is answered by a partial report as what it is, and by a complete one rather', () => {
    const partial = report({ report: 'rep_2', status: 'partial', providerAt: '2026-11-20T12:00:00.000Z' });
    expect(decideNeed(need({ reports: [partial] }))).toMatchObject({ kind: 'reuse', report: { report: 'rep_2' } });
    expect(decideNeed(need({ reports: [partial, report()] }))).toMatchObject({ report: { report: 'rep_1' } });
  });
});
