/** Owns the guarantees of waivers: what lets a check pass, which of several is named, and what is never let pass. */
import { waivedChecks, type Waiver } from '../../domain/waivers';

const blocked = (check: string) => ({ check, outcome: 'blocked' }) as const;
const indicated = (check: string) => ({ check, outcome: 'indicated' }) as const;
const waiver = (kind: Waiver['kind'], checks: Waiver['checks'], id = kind): Waiver => ({ kind, id, checks });

test('each check that holds is let pass by what names it, and the others count', () => {
  const judged = [
    blocked('overdue-titles'),
    blocked('no-history'),
    { check: 'average-delay', outcome: 'clear' } as const,
  ];
  expect(waivedChecks(judged, [waiver('release', ['overdue-titles', 'average-delay'])])).toEqual([
    { check: 'overdue-titles', kind: 'release', id: 'release' },
  ]);
});

test('what could not be verified is let pass as what was found is', () => {
  const judged = [{ check: 'receivables-stale', outcome: 'undetermined' } as const];
  expect(waivedChecks(judged, [waiver('release', 'all')])).toHaveLength(1);
});

test('an exception is named before a release, and a release before a tolerance, in whichever order they come', () => {
  const standing = [waiver('tolerance', 'all'), waiver('release', 'all'), waiver('exception', ['overdue-titles'])];
  expect(waivedChecks([blocked('overdue-titles'), blocked('no-history')], standing)).toEqual([
    { check: 'overdue-titles', kind: 'exception', id: 'exception' },
    { check: 'no-history', kind: 'release', id: 'release' },
  ]);
});

test('a blocked situation is never tolerated, and is released as any other', () => {
  expect(waivedChecks([blocked('situation-blocked')], [waiver('tolerance', 'all')])).toEqual([]);
  expect(waivedChecks([blocked('situation-blocked')], [waiver('release', 'all')])).toHaveLength(1);
});

test('what only indicates uses no release up, unless the same release is needed anyhow', () => {
  expect(waivedChecks([indicated('no-history')], [waiver('release', 'all')])).toEqual([]);
  expect(waivedChecks([indicated('no-history'), blocked('overdue-titles')], [waiver('release', 'all')])).toHaveLength(
    2,
  );
});

test('an exception is no use of anything: what it names does not count where it only indicates either', () => {
  const ignored = { check: 'no-history', kind: 'exception', id: 'exception' };
  expect(waivedChecks([indicated('no-history')], [waiver('exception', ['no-history'])])).toEqual([ignored]);
});

test('who is always held is let pass by a release, and never by a tolerance', () => {
  expect(waivedChecks([blocked('always-hold')], [waiver('tolerance', 'all')])).toEqual([]);
  expect(waivedChecks([blocked('always-hold')], [waiver('release', 'all')])).toHaveLength(1);
});
