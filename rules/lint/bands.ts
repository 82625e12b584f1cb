/** Owns what lint says of authority bands: checks nobody may release, and bands that are nobody's or another's again. */
import type { Policy } from '../../contracts/policy';
import { Mode } from '../../domain/outcome';
import { lintWarning, type LintFinding } from './finding';

type Band = NonNullable<Policy['bands']>[number];

/** `userGroups`: those that somebody is in, where that is known. */
export function lintBands(policy: Policy, userGroups?: readonly string[]): readonly LintFinding[] {
  const { bands = [] } = policy;
  return [...releasedByNobody(policy), ...heldByNobody(bands, userGroups), ...beside(bands), ...endOf(bands)];
}

/** A check that blocks, in a policy that lets checks be released, and that no band may release. */
function releasedByNobody({ checks, bands = [] }: Policy): readonly LintFinding[] {
  const releasing = bands.filter(({ releaseUpToCents = 0 }) => releaseUpToCents !== 0);
  if (releasing.length === 0) return [];
  return checks.flatMap((check, index) => {
    const isReleased = releasing.some(({ checks: may = [] }) => may === 'all' || may.includes(check.id));
    if (isReleased || !Object.values(check.modes).includes(Mode.block)) return [];
    const message = `the check ${check.id} blocks, and no band may release it`;
    const text = `Verificação "${check.name}": bloqueia e nenhuma alçada pode liberá-la. Inclua-a em uma alçada.`;
    return [
      lintWarning('releasedByNobody', ['checks', index, 'modes'], {
        message,
        fix: 'name it in the checks of a band',
        text,
      }),
    ];
  });
}

/** A band whose user groups nobody is in. */
function heldByNobody(bands: readonly Band[], userGroups?: readonly string[]): readonly LintFinding[] {
  if (userGroups === undefined) return [];
  return bands.flatMap((band, index) => {
    if (band.userGroups.some((group) => userGroups.includes(group))) return [];
    const message = `nobody is in a user group of the band ${band.id}`;
    const text = `Alçada "${band.label}": ninguém pertence aos grupos de usuários dela. Corrija os grupos ou remova a alçada.`;
    const fix = 'correct its userGroups or remove the band';
    return [lintWarning('bandHeldByNobody', ['bands', index, 'userGroups'], { message, fix, text })];
  });
}

/** Bands of the same people: each of them counts, so that one is in vain or hard to tell from the other. */
function beside(bands: readonly Band[]): readonly LintFinding[] {
  return bands.flatMap((band, index) => {
    const others = bands.filter((_other, at) => at !== index);
    const by = others.find(
      (other) => isSwallowed(band, other) && (!isSwallowed(other, band) || bands.indexOf(other) < index),
    );
    if (by !== undefined) {
      const message = `whoever is in the band ${band.id} may do as much and more by the band ${by.id}`;
      const text = `Alçada "${band.label}": tudo o que ela permite já é permitido às mesmas pessoas pela alçada "${by.label}". Remova-a.`;
      return [
        lintWarning('bandSwallowed', ['bands', index], { message, fix: 'remove it, or correct its figures', text }),
      ];
    }
    const sharing = bands
      .slice(0, index)
      .find((other) => !isSwallowed(other, band) && sharedGroup(other, band) !== undefined);
    if (sharing === undefined) return [];
    const group = sharedGroup(sharing, band);
    const message = `the bands ${sharing.id} and ${band.id} are both held by the user group ${group}; what either allows is allowed`;
    const text = `Alçadas "${sharing.label}" e "${band.label}": o grupo ${group} está nas duas e vale o que qualquer uma permite. Deixe-o em uma só.`;
    return [
      lintWarning('bandsOverlap', ['bands', index, 'userGroups'], {
        message,
        fix: 'name each user group in one band',
        text,
      }),
    ];
  });
}

function sharedGroup(a: Band, b: Band): string | undefined {
  return a.userGroups.find((group) => b.userGroups.includes(group));
}

function isSwallowed(band: Band, by: Band): boolean {
  const isUnder = (a: number | null | undefined, b: number | null | undefined) =>
    b === null || (a !== null && (a ?? 0) <= (b ?? 0));
  const { checks = [] } = band;
  const may = by.checks ?? [];
  return (
    band.userGroups.every((group) => by.userGroups.includes(group)) &&
    isUnder(band.limitUpToCents, by.limitUpToCents) &&
    isUnder(band.releaseUpToCents, by.releaseUpToCents) &&
    isUnder(band.overLimitPercent, by.overLimitPercent) &&
    (may === 'all' || (checks !== 'all' && checks.every((check) => may.includes(check))))
  );
}

/** Amounts above all bands, which nobody may give. */
function endOf(bands: readonly Band[]): readonly LintFinding[] {
  if (bands.length === 0 || bands.some(({ limitUpToCents }) => limitUpToCents === null)) return [];
  const most = Math.max(...bands.map(({ limitUpToCents }) => limitUpToCents ?? 0));
  const message = `nobody may give a limit above ${most} cents`;
  const text =
    'Alçadas: acima da maior delas ninguém pode conceder limite. Deixe uma alçada confirmar limite sem teto.';
  return [lintWarning('bandsEnd', ['bands'], { message, fix: 'let one band have limitUpToCents null', text })];
}
