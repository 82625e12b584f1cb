/** Owns the guarantees of how facts come about: whole, in the branch's zone, the own order never counted twice. */
import { businessCalendarWithout } from './calendar';
import type { CustomerRecord, Limit } from '../../contracts/customer';
import { FACT_NAMES, FACTS, type FactName, type FactReading } from '../../domain/facts';
import { foldTitles, isIssued, seenBy } from '../../domain/titles';
import { defaultPolicy } from '../../rules/default-policy';
import { gatherFacts, type Evidence } from '../../usecases/gather-facts';
import { aCustomerRecord, anExposureMember, aReservation } from '../support/builders';
import { aCollection, anIssue } from '../support/movements';

const OWN = 'order:02:1';
const customer = aCustomerRecord({ customerKey: 'cus_1' });
const withLimit = (limit: Limit): CustomerRecord => ({ ...customer, limit });

function evidence(given: Partial<Evidence> = {}): Evidence {
  return {
    policy: defaultPolicy(),
    zone: 'America/Sao_Paulo',
    calendar: businessCalendarWithout([]),
    customer,
    titles: [],
    groupTitles: [],
    receivablesAt: '2026-11-20T03:00:00.000Z',
    ledgerAsOf: '2026-11-19T10:00:00.000Z',
    reports: [],
    exposure: { groupKey: 'grp_1', group: null, members: { cus_1: anExposureMember() }, reservations: {}, held: {} },
    ownKey: OWN,
    billedCents: 0,
    order: { totalCents: 500_00, payments: [{ modality: 'bankSlip', amountCents: 500_00, dueOn: ['2026-12-20'] }] },
    now: new Date('2026-11-20T15:00:00.000Z'),
    ...given,
  };
}

function valueOf(reading: FactReading | undefined): unknown {
  return reading?.known ? reading.value : reading?.why;
}
const facts = (given: Partial<Evidence>, ...names: FactName[]) => {
  const all = gatherFacts(evidence(given));
  return names.map((name) => valueOf(all[name]));
};

test('every fact of the catalogue is read, and none of an ordinary order failed to be', () => {
  const all = gatherFacts(evidence());
  expect(Object.keys(all).sort()).toEqual([...FACT_NAMES].sort());
  const unknown = FACT_NAMES.filter((name) => !all[name].known);
  for (const name of unknown) expect([name, valueOf(all[name])]).toEqual([name, 'notApplicable']);
});

test('each reading tells when what it is read from was true', () => {
  const all = gatherFacts(evidence());
  expect(all.orderTotalCents).toMatchObject({ asOf: '2026-11-20T15:00:00.000Z', source: 'order' });
  expect(all.limitKind).toMatchObject({ asOf: customer.updatedAt, source: 'customer' });
  expect(all.openCents).toMatchObject({ asOf: '2026-11-19T10:00:00.000Z', source: 'ledger' });
});

test('a ledger that could not be read as a whole makes all that stands on it unknown, never zero', () => {
  const all = gatherFacts(evidence({ titles: null }));
  const standing = FACT_NAMES.filter((name) => ['ledger', 'exposure'].includes(FACTS[name].source));
  expect(standing.length).toBeGreaterThan(10);
  for (const name of standing) expect([name, valueOf(all[name])]).toEqual([name, 'failed']);
});

test('a group of which one ledger could not be read has unknown figures, its members keep their own', () => {
  const all = gatherFacts(evidence({ groupTitles: null }));
  const ofGroup = ['groupTakenCents', 'groupExposureAfterCents', 'groupOverdueBeyondGraceCents'] as const;
  for (const name of ofGroup) expect([name, all[name].known]).toEqual([name, false]);
  expect(all.takenCents.known).toBe(true);
});

describe('limits', () => {
  const amount = (validUntil: string | null): Limit => ({ kind: 'amount', amountCents: 1_000_00, validUntil });
  test.each<[string, Limit, unknown[]]>([
    ['an amount', amount(null), ['amount', 1_000_00, false]],
    ['zero, which is an amount', { ...amount(null), amountCents: 0 } as Limit, ['amount', 0, false]],
    ['none', { kind: 'none' }, ['none', 'notApplicable', false]],
    ['unlimited', { kind: 'unlimited' }, ['unlimited', 'notApplicable', false]],
    ['always review', { kind: 'alwaysReview' }, ['alwaysReview', 'notApplicable', false]],
    ['an amount on its last day', amount('2026-11-20'), ['amount', 1_000_00, false]],
    ['an amount the day after it counts as zero', amount('2026-11-19'), ['amount', 0, true]],
  ])('%s', (_what, limit, expected) => {
    expect(facts({ customer: withLimit(limit) }, 'limitKind', 'limitCents', 'limitExpired')).toEqual(expected);
  });

  test("the last day ends at midnight of the branch's zone, not of Greenwich", () => {
    const customerOfToday = withLimit(amount('2026-11-20'));
    const expiredAt = (now: string, zone = 'America/Sao_Paulo') =>
      facts({ customer: customerOfToday, now: new Date(now), zone }, 'limitExpired')[0];
    expect(expiredAt('2026-11-21T02:59:59.000Z')).toBe(false);
    expect(expiredAt('2026-11-21T03:00:00.000Z')).toBe(true);
    expect(expiredAt('2026-11-21T03:59:59.000Z', 'America/Manaus')).toBe(false);
  });
});

describe('exposure', () => {
  const exposure = {
    groupKey: 'grp_1',
    group: null,
    members: {
      cus_1: anExposureMember({ openCents: 100_00, reservedCents: 800_00 }),
      cus_2: anExposureMember({ openCents: 7_000_00 }),
    },
    reservations: {
      [OWN]: aReservation({ customerKey: 'cus_1', reservedCents: 500_00 }),
      'order:02:2': aReservation({ customerKey: 'cus_1', reservedCents: 300_00 }),
    },
    held: {
      [OWN]: { customerKey: 'cus_1', heldCents: 1 },
      'order:02:3': { customerKey: 'cus_1', heldCents: 40_00 },
      'order:02:4': { customerKey: 'cus_2', heldCents: 60_00 },
    },
  };

  test('an order that is judged again does not count what it already holds', () => {
    expect(facts({ exposure }, 'takenCents', 'exposureAfterCents', 'heldOrdersCents')).toEqual([400_00, 900_00, 40_00]);
  });

  test('a group counts what all its members have taken, and its limit is its own', () => {
    const names = ['groupTakenCents', 'groupExposureAfterCents', 'hasGroupLimit', 'groupLimitCents'] as const;
    expect(facts({ exposure }, ...names)).toEqual([7_400_00, 7_900_00, false, 'notApplicable']);
    const terms = { name: 'Grupo', updatedAt: '2026-11-20T10:00:00.000Z', temporaryLimit: null, guarantees: [] };
    const limit = { kind: 'amount', amountCents: 8_000_00, validUntil: null } as const;
    const limited = { ...exposure, group: { ...terms, limit } };
    expect(facts({ exposure: limited }, ...names)).toEqual([7_400_00, 7_900_00, true, 8_000_00]);
  });

  test('a check without an order counts all that is taken and held', () => {
    const asked = facts({ exposure, ownKey: null }, 'takenCents', 'exposureAfterCents', 'heldOrdersCents');
    expect(asked).toEqual([900_00, 1_400_00, 40_01]);
  });

  test('what titles have billed of the order is not asked for again', () => {
    expect(facts({ billedCents: 200_00 }, 'thisCents', 'exposureAfterCents')).toEqual([300_00, 300_00]);
    expect(facts({ billedCents: 900_00 }, 'thisCents')).toEqual([0]);
  });

  test('cash does not count, a card is on term but owed by its acquirer', () => {
    const payments = [
      { modality: 'cash', amountCents: 100_00 },
      { modality: 'creditCard', amountCents: 250_00 },
      { modality: 'bankSlip', amountCents: 150_00, dueOn: ['2026-12-20'] },
    ];
    const order = { totalCents: 500_00, payments };
    expect(facts({ order }, 'termCents', 'thisCents', 'hasTermPart')).toEqual([400_00, 150_00, true]);
  });
});

test('the longest term is counted in days from today in the zone; days that passed count as none', () => {
  const due = (...dueOn: string[]) => ({
    order: { totalCents: 1, payments: [{ modality: 'bankSlip', amountCents: 1, dueOn }] },
  });
  expect(facts(due('2026-12-20', '2027-01-20', '2026-11-30'), 'longestTermDays')).toEqual([61]);
  expect(facts(due('2026-11-01'), 'longestTermDays')).toEqual([0]);
});

test('without a due date in a line on term the longest term is unknown, not zero', () => {
  const dated = { modality: 'bankSlip', amountCents: 1, dueOn: ['2026-12-20'] };
  const withLine = (modality: string, isAmountOnly?: true) => {
    const payments = [dated, { modality, amountCents: 1, dueOn: [] }];
    return facts({ order: { totalCents: 2, payments, ...(isAmountOnly && { isAmountOnly }) } }, 'longestTermDays');
  };
  for (const modality of ['bankSlip', 'pixOnTerm', 'storeCredit', 'somethingNew']) {
    expect([modality, withLine(modality)]).toEqual([modality, ['missing']]);
  }
  for (const modality of ['cash', 'creditCard', 'bankSlipAtSight', 'chequeAtSight']) {
    expect([modality, withLine(modality)]).toEqual([modality, [30]]);
  }
  expect(withLine('bankSlip', true)).toEqual([30]);
  const paid = { ...defaultPolicy(), modalities: { storeCredit: { exposes: false } } };
  const order = { totalCents: 1, payments: [{ modality: 'storeCredit', amountCents: 1 }] };
  expect(facts({ policy: paid, order }, 'longestTermDays')).toEqual([0]);
});

test('who never paid has a known absence of history and no average', () => {
  expect(facts({}, 'hasPaymentHistory', 'averageDelayDays', 'settledCount')).toEqual([false, 'notApplicable', 0]);
  const titles = foldTitles([anIssue(), aCollection({ effectiveOn: '2026-04-06' })])
    .filter(isIssued)
    .map((title) => seenBy(title));
  expect(facts({ titles }, 'hasPaymentHistory', 'averageDelayDays', 'settledCount')).toEqual([true, 5, 1]);
});

test('a value of the wrong type is unknown, and never believed', () => {
  const order = { totalCents: 10.5, payments: [] };
  expect(facts({ order }, 'orderTotalCents')).toEqual(['illTyped']);
});

describe('the age of the ledger', () => {
  test.each<[string, string | null, unknown[]]>([
    ['sent a moment ago', '2026-11-20T15:00:00.000Z', [true, 0]],
    ['sent exactly a day ago', '2026-11-19T15:00:00.000Z', [true, 1]],
    ['sent a day and a half ago', '2026-11-19T03:00:00.000Z', [true, 1.5]],
    ['sent by a process whose clock is ahead', '2026-11-20T15:00:01.000Z', [true, 0]],
    ['never sent, which is known, and has no age', null, [false, 'notApplicable']],
  ])('%s', (_what, receivablesAt, expected) => {
    expect(facts({ receivablesAt }, 'receivablesSent', 'receivablesAgeDays')).toEqual(expected);
  });

  test('is known also where a customer has more movements than are read', () => {
    expect(facts({ titles: null }, 'receivablesSent', 'receivablesAgeDays')).toEqual([true, 0.5]);
  });
});

test('titles at the notary count while they are open', () => {
  const carried = { type: 'carrierChanged', carrier: 'notary', effectiveOn: '2026-10-20' } as const;
  const movements = [
    anIssue({ movement: '1', title: 'T-1' }),
    { ...anIssue({ movement: '2', title: 'T-1' }), ...carried },
  ];
  const titlesOf = (all: Parameters<typeof foldTitles>[0]) => {
    const titles = foldTitles(all)
      .filter(isIssued)
      .map((title) => seenBy(title));
    return { titles, groupTitles: titles };
  };
  expect(facts(titlesOf(movements.slice(0, 1)), 'titlesAtNotaryCount')).toEqual([0]);
  expect(facts(titlesOf(movements), 'titlesAtNotaryCount')).toEqual([1]);
  const paid = aCollection({ movement: '3', title: 'T-1', amountCents: 1_000_000_00 });
  expect(facts(titlesOf([...movements, paid]), 'titlesAtNotaryCount')).toEqual([0]);
});
