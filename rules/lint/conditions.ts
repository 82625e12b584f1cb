/** Owns what lint says of conditions: what can never hold, what always does, and what could as well be left out. */
import { operandFact, type Condition } from '../../contracts/condition';
import type { Policy, PolicyCheck, PolicyRule } from '../../contracts/policy';
import { factDefinition, isFactName } from '../../domain/facts';
import { canHold, formulaOf, type Formula, type Steps } from '../satisfiable';
import { lintError, lintWarning, type LintFinding } from './finding';

/** A rule as its findings name it. */
interface Place {
  readonly check: PolicyCheck;
  readonly rule: PolicyRule;
  readonly steps: Steps;
}

type Path = readonly PropertyKey[];

/** Every rule looked into by itself, then each check's rules together. */
export function lintConditions({ checks }: Policy, steps: Steps): readonly LintFinding[] {
  return checks.flatMap((check, index) => {
    const found = check.rules.flatMap((rule, position) =>
      lintCondition({ check, rule, steps }, rule.when, ['checks', index, 'rules', position, 'when'], []),
    );
    return found.length > 0 ? found : alwaysTogether(check, index, steps);
  });
}

/**
 * The smallest parts that can't hold or always do: what lies around such a part follows from it. `context` is what
 * holds whenever this part is reached.
 */
function lintCondition(
  place: Place,
  condition: Condition,
  path: Path,
  context: readonly Formula[],
): readonly LintFinding[] {
  if ('fact' in condition && operandFact(condition) === condition.fact)
    return [comparedWithItself(place, condition.fact, path)];
  const inner = innerFindings(place, condition, path, context);
  if (inner.some(({ severity }) => severity === 'error')) return inner;
  const answer = canHold([formulaOf(condition)], place.steps);
  if (answer.can === 'no') return [...inner, neverHolds(place, path, answer.conflict)];
  if (inner.length > 0 || canHold([formulaOf(condition, true)], place.steps).can !== 'no') return inner;
  return [alwaysHolds(place, path)];
}

function innerFindings(
  place: Place,
  condition: Condition,
  path: Path,
  context: readonly Formula[],
): readonly LintFinding[] {
  if ('all' in condition) {
    const parts = condition.all.map((child) => formulaOf(child));
    return condition.all.flatMap((child, index) =>
      lintCondition(place, child, [...path, 'all', index], [...context, ...parts.filter((_part, at) => at !== index)]),
    );
  }
  if ('any' in condition) {
    return condition.any.flatMap((child, index) => lintAlternative(place, child, [...path, 'any', index], context));
  }
  return 'not' in condition ? lintCondition(place, condition.not, [...path, 'not'], []) : [];
}

/** One of several that are enough: in vain where what has to hold beside it rules it out. */
function lintAlternative(
  place: Place,
  child: Condition,
  path: Path,
  context: readonly Formula[],
): readonly LintFinding[] {
  const found = lintCondition(place, child, path, context);
  if (found.length > 0 || context.length === 0 || canHold(context, place.steps).can === 'no') return found;
  if (canHold([...context, formulaOf(child)], place.steps).can !== 'no') return [];
  const message = `${nameOf(place)}: what is asked beside this alternative rules it out, so it changes nothing`;
  const text = `${namePt(place)}: esta alternativa contradiz o que se exige junto dela e nunca conta. Corrija-a ou remova-a.`;
  return [lintWarning('deadAlternative', path, { message, fix: 'correct or remove it', text })];
}

function neverHolds(place: Place, path: Path, conflict: string | null): LintFinding {
  const fact = conflict !== null && isFactName(conflict) ? conflict : null;
  const why = fact === null ? 'no facts meet all that is asked' : `no value of ${fact} meets all that is asked of it`;
  const whyPt =
    fact === null
      ? 'nenhum dado atende a tudo o que se pede'
      : `nenhum valor de "${factDefinition(fact).label}" atende a tudo o que se pede`;
  return lintError(path.at(-1) === 'when' ? 'neverFires' : 'neverHolds', path, {
    message: `${nameOf(place)}: ${why}, so this never holds`,
    fix: fact === null ? 'correct the comparisons' : `correct the comparisons with ${fact}`,
    text: `${namePt(place)}: ${whyPt}; a condição nunca vale. Corrija as comparações.`,
  });
}

function alwaysHolds(place: Place, path: Path): LintFinding {
  const isRule = path.at(-1) === 'when';
  return lintWarning(isRule ? 'alwaysFires' : 'alwaysHolds', path, {
    message: `${nameOf(place)}: this holds whatever the facts are${isRule ? ', so the check always fires' : ''}`,
    fix: isRule ? 'narrow the condition, or use an exception to hold everybody' : 'narrow it or leave it out',
    text: isRule
      ? `${namePt(place)}: a condição vale sempre e a verificação dispara para todos. Restrinja a condição.`
      : `${namePt(place)}: esta parte vale sempre e não restringe nada. Restrinja-a ou remova-a.`,
  });
}

function comparedWithItself(place: Place, fact: string, path: Path): LintFinding {
  return lintError('comparedWithItself', path, {
    message: `${nameOf(place)}: ${fact} is compared with itself`,
    fix: 'compare with another fact or a value',
    text: `${namePt(place)}: um dado é comparado com ele mesmo. Compare com um valor ou com outro dado.`,
  });
}

/** Rules of which one always fires, though none does by itself. */
function alwaysTogether(check: PolicyCheck, index: number, steps: Steps): readonly LintFinding[] {
  const contraries = check.rules.map(({ when }) => formulaOf(when, true));
  if (contraries.length < 2 || canHold(contraries, steps).can !== 'no') return [];
  const message = `check ${check.id}: whatever the facts are, one of its rules fires`;
  const text = `Verificação "${check.name}": quaisquer que sejam os dados, uma das regras dispara. Restrinja as regras.`;
  return [lintWarning('alwaysFires', ['checks', index, 'rules'], { message, fix: 'narrow its rules', text })];
}

function nameOf({ check, rule }: Place): string {
  return `check ${check.id}, rule ${rule.id}`;
}

function namePt({ check, rule }: Place): string {
  return `Verificação "${check.name}", regra ${rule.id}`;
}
