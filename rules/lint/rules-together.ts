/** Owns what lint says of rules beside each other: one that another swallows, and gaps and overlaps between ranges. */
import { factsReadBy } from '../../contracts/condition';
import type { Policy, PolicyCheck } from '../../contracts/policy';
import { factDefinition, isFactName, type FactName } from '../../domain/facts';
import { formatValue } from '../format-value';
import { compareCuts, type Piece } from '../intervals';
import { canHold, formulaOf, plainValuesOf, type Formula, type Steps } from '../satisfiable';
import { lintWarning, type LintFinding } from './finding';

/** Swallowed rules of each check, then gaps and overlaps between ranges of a fact over the whole policy. */
export function lintRulesTogether(policy: Policy, steps: Steps): readonly LintFinding[] {
  return [...policy.checks.flatMap((check, index) => swallowed(check, index, steps)), ...lintRanges(policy)];
}

interface Asked {
  readonly id: string;
  readonly facts: ReadonlySet<string>;
  readonly holds: Formula;
  readonly fails: Formula;
}

/** A rule that fires only where another of its check does. Of two that are equal, the later one. */
function swallowed(check: PolicyCheck, index: number, steps: Steps): readonly LintFinding[] {
  const rules = check.rules.map(({ id, when }): Asked => {
    return { id, facts: new Set(factsReadBy(when)), holds: formulaOf(when), fails: formulaOf(when, true) };
  });
  const isPossible = rules.map(({ holds }) => canHold([holds], steps).can === 'yes');
  const isIn = (a: Asked, b: Asked) =>
    [...b.facts].every((fact) => a.facts.has(fact)) && canHold([a.holds, b.fails], steps).can === 'no';
  return rules.flatMap((rule, position) => {
    if (!isPossible[position]) return [];
    const by = rules.find(
      (other, at) => at !== position && isPossible[at] && isIn(rule, other) && (at < position || !isIn(other, rule)),
    );
    if (by === undefined) return [];
    const message = `check ${check.id}: rule ${rule.id} fires only where rule ${by.id} does, so it changes nothing`;
    const text = `Verificação "${check.name}": a regra ${rule.id} só dispara onde a regra ${by.id} já dispara. Corrija-a ou remova-a.`;
    return [
      lintWarning('ruleSwallowed', ['checks', index, 'rules', position], {
        message,
        fix: 'correct or remove it',
        text,
      }),
    ];
  });
}

/** A rule that asks for a range of one number, the rest of what it asks being equal. */
interface Range {
  readonly path: readonly PropertyKey[];
  readonly name: string;
  readonly fact: FactName;
  readonly piece: Piece;
  readonly isWhole: boolean;
}

function lintRanges(policy: Policy): readonly LintFinding[] {
  const tables = new Map<string, Range[]>();
  for (const [key, range] of rangesOf(policy)) tables.set(key, [...(tables.get(key) ?? []), range]);
  return [...tables.values()].flatMap((ranges) => {
    if (!ranges.some(({ piece }) => isClosed(piece)) || ranges.length < 2) return [];
    const sorted = ranges.sort((a, b) => compareCuts(a.piece.from, b.piece.from));
    return sorted.flatMap((range, at) => {
      const next = sorted[at + 1];
      return next === undefined ? [] : between(range, next);
    });
  });
}

/** By what else the rule asks: only ranges under the same conditions make a table. */
function rangesOf({ checks }: Policy): readonly (readonly [string, Range])[] {
  return checks.flatMap((check, index) =>
    check.rules.flatMap(({ id, when }, position) => {
      const values = plainValuesOf(formulaOf(when));
      if (values === null) return [];
      return [...values].flatMap(([of, set]): (readonly [string, Range])[] => {
        if (!isFactName(of) || !('pieces' in set)) return [];
        const [piece, second] = set.pieces;
        if (piece === undefined || second !== undefined || widthOf(piece) <= step(set.isWhole)) return [];
        const rest = [...values].filter(([other]) => other !== of).sort(([a], [b]) => (a < b ? -1 : 1));
        const path = ['checks', index, 'rules', position, 'when'];
        return [
          [JSON.stringify([of, rest]), { path, name: `${check.id}/${id}`, fact: of, piece, isWhole: set.isWhole }],
        ];
      });
    }),
  );
}

function between(range: Range, next: Range): readonly LintFinding[] {
  const order = compareCuts(range.piece.to, next.piece.from);
  const names = { en: `rules ${range.name} and ${next.name}`, pt: `regras ${range.name} e ${next.name}` };
  const { label } = factDefinition(range.fact);
  if (order < 0) {
    const where = span(range, range.piece.to.at, next.piece.from.at);
    const message = `between ${names.en} there is a gap of ${range.fact}: ${where}`;
    const text = `${label}: há uma lacuna entre as faixas das ${names.pt} (${where}). Faça as faixas se encontrarem.`;
    return [lintWarning('tableGap', next.path, { message, fix: 'let the ranges meet', text })];
  }
  const isInside = compareCuts(next.piece.to, range.piece.to) <= 0;
  if (order === 0 || isInside || !(isClosed(range.piece) || isClosed(next.piece))) return [];
  const where = span(range, next.piece.from.at, range.piece.to.at);
  const message = `the ranges of ${names.en} overlap in ${range.fact}: ${where}`;
  const text = `${label}: as faixas das ${names.pt} se sobrepõem (${where}). Faça as faixas se encontrarem.`;
  return [lintWarning('tableOverlap', next.path, { message, fix: 'let the ranges meet', text })];
}

function span({ fact, isWhole }: Range, from: number, end: number): string {
  const [first, last] = [formatValue(fact, from), formatValue(fact, end - step(isWhole))];
  return first === last ? first : `${first} a ${last}`;
}

/** Bounded on both sides by the rule itself: a range of a table, not "above" or "below". */
function isClosed({ from, to }: Piece): boolean {
  return from.at > 0 && to.at !== Infinity;
}

/** A single value is no range. */
function widthOf({ from, to }: Piece): number {
  return to.at - from.at;
}

/** What a piece of whole numbers ends before is one more than its last. */
function step(isWhole: boolean): number {
  return isWhole ? 1 : 0;
}
