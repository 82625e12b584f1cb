/** Owns the proof that the plan of a demo can be drawn again, meets nothing of another one, and is what the API takes. */
import { DEMO_BRANCHES } from '../../dev/demo/branches';
import { madeUpDocuments } from '../../dev/demo/documents';
import { titlesOf } from '../../dev/demo/ledger';
import { parseOptions } from '../../dev/demo/options';
import { makePlan, type Plan } from '../../dev/demo/plan';
import { demoPolicy } from '../../dev/demo/policy';
import { demandAtMinute, demandOf, SEASONS } from '../../dev/demo/seasons';
import { branchBodySchema } from '../../contracts/branch';
import { creditTermsChangeSchema, customerUpsertSchema } from '../../contracts/customer';
import { orderAmendSchema, orderRequestSchema } from '../../contracts/order';
import { parsePolicy } from '../../contracts/policy';
import { receivablesLineSchema } from '../../contracts/receivables';
import { saleRequestSchema } from '../../contracts/sale';
import { parseDocument } from '../../domain/documents';
import { sumCents } from '../../domain/money';

const TODAY = '2026-03-02';
const aPlan = (given: Partial<Parameters<typeof makePlan>[0]> = {}): Plan =>
  makePlan({ seed: 'abc', arrivals: 60, hour: 10, today: TODAY, ...given });
const ordersOf = ({ events }: Plan) => events.flatMap((event) => (event.kind === 'order' ? [event] : []));
const salesOf = ({ events }: Plan) => events.flatMap((event) => (event.kind === 'sale' ? [event] : []));

describe('a plan', () => {
  test('is the same for the same seed, day and hour', () => {
    expect(aPlan()).toEqual(aPlan());
    for (const other of [{ seed: 'abd' }, { today: '2026-03-03' }, { hour: 11 }]) {
      expect(aPlan(other)).not.toEqual(aPlan());
    }
  });

  test('shares no order, sale, title or customer with that of another seed, day or hour', () => {
    const namesOf = (plan: Plan) => [
      ...ordersOf(plan).map(({ body }) => body.id),
      ...salesOf(plan).map(({ body }) => body.id),
      ...plan.customers.flatMap(({ ledger, payment }) => [...ledger, ...payment].map((one) => one.movement)),
      ...plan.customers.map(({ body }) => body.document),
    ];
    const plans = [aPlan(), aPlan({ seed: 'abd' }), aPlan({ today: '2026-03-03' }), aPlan({ hour: 11 })];
    const names = plans.flatMap(namesOf);
    expect(new Set(names).size).toBe(names.length);
  });

  test('holds only what the API takes: bodies, ledger lines, terms, documents, branches and policy', () => {
    const plan = aPlan({ arrivals: 600 });
    for (const { body, course } of ordersOf(plan)) {
      expect(orderRequestSchema.safeParse(body).error).toBeUndefined();
      if (course.kind === 'amended') expect(orderAmendSchema.safeParse(course.body).error).toBeUndefined();
      for (const line of titlesOf(body, TODAY)) expect(receivablesLineSchema.safeParse(line).error).toBeUndefined();
    }
    for (const { body } of salesOf(plan)) expect(saleRequestSchema.safeParse(body).error).toBeUndefined();
    for (const { body, ledger, payment, terms } of plan.customers) {
      expect(customerUpsertSchema.safeParse(body).error).toBeUndefined();
      expect(parseDocument(body.document)).toMatchObject({ ok: true });
      for (const line of [...ledger, ...payment]) expect(receivablesLineSchema.safeParse(line).error).toBeUndefined();
      if (terms !== null) expect(creditTermsChangeSchema.safeParse(terms).error).toBeUndefined();
    }
    for (const { parameters } of DEMO_BRANCHES) expect(branchBodySchema.safeParse(parameters).error).toBeUndefined();
    expect(parsePolicy(demoPolicy()).ok).toBe(true);
  });

  test('bills of an order exactly its lines with due dates', () => {
    for (const { body } of ordersOf(aPlan({ arrivals: 300 }))) {
      const dated = body.payments.filter(({ dueOn = [] }) => dueOn.length > 0);
      const billed = titlesOf(body, TODAY).flatMap((line) => (line.type === 'issued' ? [line.amountCents] : []));
      expect(sumCents(billed)).toBe(sumCents(dated.map(({ amountCents }) => amountCents)));
    }
  });

  test('has every kind of customer, document, event and course, and a group of each kind', () => {
    const plan = aPlan({ arrivals: 400 });
    expect(plan.customers).toHaveLength(40);
    const limits = plan.customers.map(({ body }) => body.limit?.kind);
    expect(new Set(limits)).toEqual(new Set(['amount', 'none', 'unlimited', 'alwaysReview']));
    const shapes = plan.customers.map(({ body }) => (/[A-Z]/.test(body.document) ? 'letters' : body.document.length));
    expect(new Set(shapes)).toEqual(new Set(['letters', 11, 14]));
    expect(plan.groups.map(({ byHand }) => byHand)).toEqual([false, true]);
    const [root] = plan.groups;
    const roots = root?.members.map((at) => plan.customers[at]?.body.document.slice(0, 8));
    expect(new Set(roots).size).toBe(1);
    const kinds = plan.events.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['order', 'sale', 'creditCheck', 'payment']));
    const courses = ordersOf(plan).map(({ course }) => course.kind);
    expect(new Set(courses)).toEqual(new Set(['plain', 'amended', 'cancelled', 'heldByHand']));
  });

  test('has no title that is paid in the future, and its events in the order of their minutes', () => {
    const { customers, events } = aPlan();
    const lines = customers.flatMap(({ ledger }) => ledger);
    expect(lines.filter((line) => line.type === 'collected' && line.effectiveOn > TODAY)).toEqual([]);
    const minutes = events.map(({ minute }) => minute);
    expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
    expect(minutes.every((minute) => minute >= 0 && minute < 60)).toBe(true);
  });

  test('sells more in its season and in a busy hour', () => {
    expect(demandOf(SEASONS.yearEnd, '2026-12-16')).toBeGreaterThan(demandOf(SEASONS.yearEnd, '2026-02-18'));
    expect(demandOf(SEASONS.winter, '2026-06-17')).toBeGreaterThan(demandOf(SEASONS.winter, '2026-12-16'));
    expect(demandAtMinute(10 * 60)).toBeGreaterThan(demandAtMinute(3 * 60));
    expect(demandAtMinute(23 * 60 + 59)).toBeLessThan(1);
    expect(ordersOf(aPlan({ arrivals: 400 })).length).toBeGreaterThan(
      ordersOf(aPlan({ arrivals: 400, hour: 3 })).length,
    );
  });
});

test('made-up documents are valid and no two alike, and establishments of one entity share its root', () => {
  const documentOf = madeUpDocuments();
  const kinds = ['cpf', 'numericCnpj', 'alphanumericCnpj'] as const;
  const documents = kinds.flatMap((kind) => Array.from({ length: 300 }, (_, at) => documentOf(`${kind}/${at}`, kind)));
  expect(new Set(documents).size).toBe(documents.length);
  for (const document of documents) expect(parseDocument(document).ok).toBe(true);
  const shops = [1, 2].map((number) => documentOf(`shop ${number}`, { establishmentOf: 'rede', number }));
  expect(shops[0]?.slice(0, 8)).toBe(shops[1]?.slice(0, 8));
  expect(shops.every((document) => parseDocument(document).ok)).toBe(true);
});

test('options outside their bounds are refused by name', () => {
  expect(parseOptions(['--seconds', '5', '--seed', 'a1'])).toEqual({ seconds: 5, seed: 'a1', hour: 10 });
  expect(parseOptions([]).seconds).toBe(60);
  expect(parseOptions([]).seed).not.toBe(parseOptions([]).seed);
  for (const seconds of ['0', '-1', '2', '601', '5.5', 'many']) {
    expect(() => parseOptions([`--seconds=${seconds}`])).toThrow('--seconds must be');
  }
  expect(() => parseOptions(['--hour', '24'])).toThrow('--hour must be');
  expect(() => parseOptions(['--seed', 'a/b'])).toThrow('--seed must be');
});
