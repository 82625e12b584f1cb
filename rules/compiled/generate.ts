/** Owns compiled rules as generated code. No text of a policy gets into it: operators, places and numbers alone do. */
import { factDefinition, type FactName } from '../../domain/facts';
import type { OperatorName } from '../../domain/operators';
import { textsOf, type Lowered, type LoweredLeaf, type LoweredRules } from './lowered';
import type { Machine } from './machine';

/** Functions of more statements than this are not optimised as a whole. */
const STATEMENTS = 40;

/** Throws an `EvalError` where generating code is forbidden. */
export function generate({ rules, facts }: LoweredRules): Machine {
  const texts = facts.map((fact) => new Map(textsOf(fact).map((text, index) => [text, index])));
  const leaves = rules.flatMap(leavesOf);
  return {
    read: chunked('f, x', facts.map(readStatement), texts),
    run: chunked('x, r', rules.map(runStatement)),
    trace: chunked('x, t', leaves.map(traceStatement)),
  };
}

/** A function of two arguments that carries all statements out, by way of several where they are many. */
function chunked<A, B>(names: string, statements: readonly string[], c: readonly unknown[] = []): (a: A, b: B) => void {
  const parts: ((a: A, b: B) => void)[] = [];
  for (let from = 0; from < statements.length; from += STATEMENTS) {
    const body = statements.slice(from, from + STATEMENTS).join('\n');
    const made = Reflect.construct(Function, [
      'c',
      `'use strict'; return (${names}) => { let y;\n${body}\n};`,
    ]) as Maker<A, B>;
    parts.push(made(c));
  }
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  return (a, b) => {
    for (const part of parts) part(a, b);
  };
}

type Maker<A, B> = (c: readonly unknown[]) => (a: A, b: B) => void;

/** A fact's name is one of the catalogue, and a word of letters. */
function readStatement(fact: FactName, place: number): string {
  return `y = f.${fact}; y = y !== undefined && y.known ? y.value : undefined; x[${place}] = ${asNumber(fact, place)};`;
}

/** NaN for what is not of the fact's type, as `isValueOf` has it. */
function asNumber(fact: FactName, place: number): string {
  switch (factDefinition(fact).type) {
    case 'boolean':
      return 'y === true ? 1 : y === false ? 0 : NaN';
    case 'text':
      return `typeof y === 'string' ? (c[${place}].get(y) ?? NaN) : NaN`;
    case 'days':
      return `typeof y === 'number' && y - y === 0 && ${NO_NEGATIVE_ZERO} ? y : NaN`;
    case 'cents':
    case 'count':
      return `Number.isSafeInteger(y) && y >= 0 && ${NO_NEGATIVE_ZERO} ? y : NaN`;
  }
}

const NO_NEGATIVE_ZERO = '(y !== 0 || 1 / y > 0)';

function runStatement(rule: Lowered, index: number): string {
  return `r[${index}] = ${least(rule)} ? 2 : ${most(rule)} ? 1 : 0;`;
}

function traceStatement(leaf: LoweredLeaf): string {
  return `t[${leaf.leaf}] = ${least(leaf)} ? 2 : ${most(leaf)} ? 1 : 0;`;
}

/** True where it is true whatever the unknown facts are. */
function least(node: Lowered): string {
  if ('all' in node) return joined(node.all, least, ' && ');
  if ('any' in node) return joined(node.any, least, ' || ');
  if ('not' in node) return `!${most(node.not)}`;
  return `(${COMPARISONS[node.operator](at(node.place), wantedOf(node)).least})`;
}

/** True where it may be true: the unknown facts could make it so. */
function most(node: Lowered): string {
  if ('all' in node) return joined(node.all, most, ' && ');
  if ('any' in node) return joined(node.any, most, ' || ');
  if ('not' in node) return `!${least(node.not)}`;
  return `(${COMPARISONS[node.operator](at(node.place), wantedOf(node)).most})`;
}

function joined(nodes: readonly Lowered[], of: (node: Lowered) => string, by: string): string {
  return `(${nodes.map(of).join(by)})`;
}

interface Comparison {
  readonly least: string;
  readonly most: string;
}

/** NaN stands for what isn't known: every comparison with it is false, and only it differs from itself. */
const COMPARISONS: Readonly<Record<OperatorName, (a: string, wanted: readonly string[]) => Comparison>> = {
  equal: equalToOneOf,
  in: equalToOneOf,
  notEqual: (a, wanted) => opposite(equalToOneOf(a, wanted)),
  notIn: (a, wanted) => opposite(equalToOneOf(a, wanted)),
  lessThan: (a, [b]) => ({ least: `${a} < ${b}`, most: `!(${a} >= ${b})` }),
  lessThanInclusive: (a, [b]) => ({ least: `${a} <= ${b}`, most: `!(${a} > ${b})` }),
  greaterThan: (a, [b]) => ({ least: `${a} > ${b}`, most: `!(${a} <= ${b})` }),
  greaterThanInclusive: (a, [b]) => ({ least: `${a} >= ${b}`, most: `!(${a} < ${b})` }),
};

function equalToOneOf(a: string, wanted: readonly string[]): Comparison {
  const equal = wanted.map((b) => `${a} === ${b}`).join(' || ');
  const unknown = [a, ...wanted.filter(isPlace)].map((b) => `${b} !== ${b}`).join(' || ');
  return { least: equal, most: `${equal} || ${unknown}` };
}

function opposite({ least: one, most: other }: Comparison): Comparison {
  return { least: `!(${other})`, most: `!(${one})` };
}

function wantedOf({ wanted }: LoweredLeaf): readonly string[] {
  return 'place' in wanted ? [at(wanted.place)] : wanted.numbers.map(literal);
}

/** A negative number in brackets: two minus signs would be another operator. */
function literal(value: number): string {
  return value < 0 ? `(${String(value)})` : String(value);
}

function at(place: number): string {
  return `x[${place}]`;
}

function isPlace(operand: string): boolean {
  return operand.startsWith('x[');
}

function leavesOf(node: Lowered): readonly LoweredLeaf[] {
  if ('all' in node) return node.all.flatMap(leavesOf);
  if ('any' in node) return node.any.flatMap(leavesOf);
  return 'not' in node ? leavesOf(node.not) : [node];
}
