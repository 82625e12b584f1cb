/** Owns what a policy may be made of, told for people: what editors offer and the analysts' pages are written from. */
import type { Leaf } from '../contracts/condition';
import { ACTIONS, type Action } from '../domain/actions';
import { defaultMode } from '../domain/checks';
import { FACT_EXAMPLES, OPERATOR_EXAMPLES } from '../domain/fact-examples';
import {
  FACT_NAMES,
  factDefinition,
  type FactDefinition,
  type FactName,
  type FactSource,
  type FactType,
} from '../domain/facts';
import {
  OPERATOR_NAMES,
  operatorDefinition,
  operatorsFor,
  type OperatorName,
  type OperatorTakes,
} from '../domain/operators';
import { Mode, Outcome, OUTCOME_LABELS } from '../domain/outcome';
import { ACTION_NAMES, MODE_NAMES, SOURCE_NAMES, TYPE_NAMES } from '../domain/policy-words';
import { sayLeaf } from './say-condition';

/** A comparison as it stands in a policy, and as it is said. */
export interface CatalogueExample {
  readonly condition: Leaf;
  readonly text: string;
}

/** A fact with all that somebody who writes a rule wants to know of it. */
export interface CatalogueFact extends Pick<FactDefinition, 'type' | 'unit' | 'mayBeUnknown' | 'audience'> {
  readonly name: FactName;
  readonly label: string;
  readonly description: string;
  readonly source: FactSource;
  /** Who fills it in, in Portuguese. */
  readonly sourceLabel: string;
  /** Of a `text`: what it may be, each with its label. */
  readonly values: readonly { readonly value: string; readonly label: string }[];
  /** Those that fit its type. */
  readonly operators: readonly OperatorName[];
  readonly example: CatalogueExample;
}

/** An operator, which types it fits, and what it takes. */
export interface CatalogueOperator {
  readonly name: OperatorName;
  readonly label: string;
  readonly fits: readonly FactType[];
  readonly takes: OperatorTakes;
  readonly example: CatalogueExample;
}

/** A name of the policy's JSON and what a person reads in its place. */
interface Named<T extends string> {
  readonly name: T;
  readonly label: string;
}

export interface Catalogue {
  readonly facts: readonly CatalogueFact[];
  readonly operators: readonly CatalogueOperator[];
  readonly types: readonly (Named<FactType> & { readonly written: string })[];
  readonly actions: readonly (Named<Action> & { readonly defaultMode: Mode })[];
  readonly modes: readonly Named<Mode>[];
  readonly outcomes: readonly Named<Outcome>[];
}

/** All of it, in the order of its lists. Nothing in it changes while a program runs. */
export function catalogue(): Catalogue {
  return {
    facts: FACT_NAMES.map(factEntry),
    operators: OPERATOR_NAMES.map((name) => ({ name, ...told(name), example: exampleOf(OPERATOR_EXAMPLES[name]) })),
    types: namesOf(TYPE_NAMES).map((name) => ({
      name,
      label: TYPE_NAMES[name].name,
      written: TYPE_NAMES[name].written,
    })),
    actions: ACTIONS.map((name) => ({ name, label: ACTION_NAMES[name], defaultMode: defaultMode(name) })),
    modes: Object.values(Mode).map((name) => ({ name, label: MODE_NAMES[name] })),
    outcomes: Object.values(Outcome).map((name) => ({ name, label: OUTCOME_LABELS[name] })),
  };
}

function factEntry(name: FactName): CatalogueFact {
  const { type, unit, mayBeUnknown, audience, label, description, source, values = {} } = factDefinition(name);
  return {
    name,
    label,
    description,
    type,
    unit,
    source,
    sourceLabel: SOURCE_NAMES[source],
    mayBeUnknown,
    audience,
    values: Object.entries(values).map(([value, text]) => ({ value, label: text })),
    operators: operatorsFor(type),
    example: exampleOf({ fact: name, ...FACT_EXAMPLES[name] }),
  };
}

function told(name: OperatorName) {
  const { label, fits, takes } = operatorDefinition(name);
  return { label, fits, takes };
}

function exampleOf({ fact, operator, value }: Leaf): CatalogueExample {
  const condition = { fact, operator, value };
  return { condition, text: sayLeaf(condition) };
}

function namesOf<T extends string>(record: Readonly<Record<T, unknown>>): readonly T[] {
  return Object.keys(record) as T[];
}
