/** Owns the guarantees of which live release an order passes by. */
import { type Offered, waiversAmong } from '../../domain/release';

const USE = {
  branch: '02',
  on: { kind: 'order', id: 'A-1' },
  amountCents: 1_000_00,
  decision: 'dec_2',
  people: ['vera'],
} as const;
const offered = (release: string, given: Partial<Offered> = {}): Offered => ({
  release,
  branch: '02',
  scope: { kind: 'order', order: 'A-1' },
  checks: 'all',
  ceilingCents: 1_000_00,
  singleUse: false,
  claimCount: 0,
  usedCents: 0,
  grantedBy: 'carla',
  own: null,
  ...given,
});
const claimed = { own: { amountCents: 1_000_00, decision: 'dec_1' }, claimCount: 1, usedCents: 1_000_00 };
const wide = { scope: { kind: 'customer' } } as const;
const namesOf = (releases: readonly Offered[]) => waiversAmong(releases, USE).map(({ id }) => id);

test('an order passes again by the release that it has claimed, and uses no second one up', () => {
  expect(namesOf([offered('rls_a'), offered('rls_b', claimed)])).toEqual(['rls_b', 'rls_a']);
  expect(namesOf([offered('rls_a'), offered('rls_b', { ...wide, ...claimed })])).toEqual(['rls_b', 'rls_a']);
});

test("an order's own release is used before its customer's", () => {
  expect(namesOf([offered('rls_a', wide), offered('rls_b')])).toEqual(['rls_b', 'rls_a']);
});

test("another branch's, another order's, the seller's own, one without room and one used once are left alone", () => {
  const unfit = [
    offered('rls_a', { branch: '01' }),
    offered('rls_b', { scope: { kind: 'order', order: 'A-2' } }),
    offered('rls_c', { grantedBy: 'vera' }),
    offered('rls_d', { ceilingCents: 999_99 }),
    offered('rls_e', { singleUse: true, claimCount: 1 }),
  ];
  expect(namesOf(unfit)).toEqual([]);
});
