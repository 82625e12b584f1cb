/** Owns whether conditions can hold together, whatever the facts are: a search over sets of values, bounded in steps. */
import { operandFact, type Condition, type Leaf } from '../contracts/condition';
import type { FactName } from '../domain/facts';
import { allValues, boundsOf, intersection, isEmpty, isWithin, valuesThatHold, without } from './intervals';
import type { ValueSet } from './intervals';

/** A comparison as what it admits: of a fact, or of how two facts lie to each other. */
interface Literal {
  readonly of: string;
  readonly everything: ValueSet;
  readonly admits: ValueSet;
}

/** A condition whose negations stand at its comparisons. */
export type Formula = Literal | { readonly all: readonly Formula[] } | { readonly any: readonly Formula[] };

/** Steps that may still be taken, shared by all questions about one policy. */
export interface Steps {
  left: number;
}

/** `unsure` when the steps ran out; nothing is said of a condition then. `conflict`: the fact that nothing is left of. */
export type Answer = { readonly can: 'yes' | 'unsure' } | { readonly can: 'no'; readonly conflict: string | null };

/** Values of each fact that are left, by name, and of pairs of facts. */
export type Left = Map<string, ValueSet>;

/** What a condition, or its contrary, says. */
export function formulaOf(condition: Condition, isNegated = false): Formula {
  if ('not' in condition) return formulaOf(condition.not, !isNegated);
  if ('fact' in condition) return literalOf(condition, isNegated);
  const [children, isAll] = 'all' in condition ? [condition.all, true] : [condition.any, false];
  const parts = children.map((child) => formulaOf(child, isNegated));
  return isAll === isNegated ? { any: parts } : { all: parts };
}

/** Whether there are known facts with which all of them hold. Facts are taken to be independent of each other. */
export function canHold(formulas: readonly Formula[], steps: Steps): Answer {
  const state: State = { left: new Map(), pending: [], steps };
  const conflict = assume(formulas, state);
  if (steps.left <= 0) return { can: 'unsure' };
  if (conflict !== null) return { can: 'no', conflict };
  const found = search(state);
  return found === null ? { can: 'unsure' } : found ? { can: 'yes' } : { can: 'no', conflict: null };
}

/** What is left of each fact where the formula is a mere list of comparisons that hold together; `null` otherwise. */
export function plainValuesOf(formula: Formula): Left | null {
  const state: State = { left: new Map(), pending: [], steps: { left: 1_000 } };
  const conflict = assume([formula], state);
  return conflict !== null || state.pending.length > 0 || state.steps.left <= 0 ? null : state.left;
}

type Alternatives = readonly Formula[];
interface State {
  readonly left: Left;
  pending: Alternatives[];
  readonly steps: Steps;
}

/** Narrows the values left by what surely has to hold; answers what has none left, or `null`. */
function assume(formulas: readonly Formula[], state: State): string | null {
  const open = [...formulas];
  for (let formula = open.pop(); formula !== undefined; formula = open.pop()) {
    state.steps.left -= 1;
    if (state.steps.left <= 0) return null;
    if ('all' in formula) open.push(...formula.all);
    else if ('any' in formula) state.pending.push(formula.any);
    else {
      const narrowed = intersection(state.left.get(formula.of) ?? formula.everything, formula.admits);
      if (isEmpty(narrowed)) return formula.of;
      state.left.set(formula.of, narrowed);
    }
    if (open.length === 0) open.push(...settled(state));
  }
  return null;
}

/** Drops alternatives that can't be and lists of which one holds already; answers what has to hold for that. */
function settled(state: State): readonly Formula[] {
  const still: Alternatives[] = [];
  const forced: Formula[] = [];
  for (const alternatives of state.pending) {
    state.steps.left -= alternatives.length;
    if (alternatives.some((one) => 'of' in one && isWithin(state.left.get(one.of) ?? one.everything, one.admits)))
      continue;
    const possible = alternatives.filter((one) => !('of' in one) || !isRuledOut(one, state.left));
    const [only] = possible;
    if (possible.length > 1) still.push(possible);
    else forced.push(only ?? alternatives[0] ?? { any: [] });
  }
  state.pending = still;
  return forced;
}

function isRuledOut({ of, everything, admits }: Literal, left: Left): boolean {
  return isEmpty(intersection(left.get(of) ?? everything, admits));
}

/** Tries the alternatives of the shortest list that is still open. `null` when the steps ran out. */
function search(state: State): boolean | null {
  if (state.steps.left <= 0) return null;
  const [shortest] = [...state.pending].sort((a, b) => a.length - b.length);
  if (shortest === undefined) return pairsFit(state.left);
  const pending = state.pending.filter((one) => one !== shortest);
  for (const alternative of shortest) {
    const next: State = { left: new Map(state.left), pending: [...pending], steps: state.steps };
    if (assume([alternative], next) !== null) continue;
    const found = search(next);
    if (found !== false) return found;
  }
  return false;
}

const RELATIONS = ['less', 'equal', 'greater'] as const;
const BETWEEN = ' : ';

/** Two facts compared with each other: how the first of them in the alphabet lies to the other. */
function literalOf(leaf: Leaf, isNegated: boolean): Literal {
  const admitted = valuesThatHold(leaf);
  if (admitted !== null) {
    const everything = allValues(leaf.fact);
    return { of: leaf.fact, everything, admits: isNegated ? without(everything, admitted) : admitted };
  }
  const other = operandFact(leaf) ?? leaf.fact;
  const isSwapped = other < leaf.fact;
  const admits = RELATIONS.filter((relation) => relationHolds(leaf.operator, relation) !== isNegated).map((relation) =>
    isSwapped ? MIRRORED[relation] : relation,
  );
  const of = [leaf.fact, other].sort().join(BETWEEN);
  return { of, everything: { values: other === leaf.fact ? ['equal'] : RELATIONS }, admits: { values: admits } };
}

const MIRRORED = { less: 'greater', equal: 'equal', greater: 'less' } as const;

function relationHolds(operator: Leaf['operator'], relation: (typeof RELATIONS)[number]): boolean {
  switch (operator) {
    case 'lessThan':
      return relation === 'less';
    case 'lessThanInclusive':
      return relation !== 'greater';
    case 'greaterThan':
      return relation === 'greater';
    case 'greaterThanInclusive':
      return relation !== 'less';
    case 'notEqual':
      return relation !== 'equal';
    default:
      return relation === 'equal';
  }
}

/** Whether facts that are compared with each other have values left that lie so. */
function pairsFit(left: Left): boolean {
  return [...left].every(([of, relations]) => {
    const [first, second] = of.split(BETWEEN);
    if (second === undefined || first === undefined || first === second || !('values' in relations)) return true;
    const [a, b] = [first, second].map((fact) => left.get(fact) ?? allValues(fact as FactName));
    return a === undefined || b === undefined || relations.values.some((relation) => mayLie(a, b, relation));
  });
}

function mayLie(a: ValueSet, b: ValueSet, relation: unknown): boolean {
  if (relation === 'equal') return !isEmpty(intersection(a, b));
  const [of, to] = relation === 'less' ? [boundsOf(a), boundsOf(b)] : [boundsOf(b), boundsOf(a)];
  if (of === null || to === null) return true;
  return of.from.at < to.to.at;
}
