/** Owns the catalogue as the form looks things up in it. */
import type { Catalogue } from './use-policies';

export type Fact = Catalogue['facts'][number];
export type Operator = Catalogue['operators'][number];

export interface CatalogueIndex {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly operators: ReadonlyMap<string, Operator>;
  readonly actions: Catalogue['actions'];
  readonly modes: Catalogue['modes'];
  readonly outcomes: Catalogue['outcomes'];
}

/** By name. */
export function indexOf({ facts, operators, actions, modes, outcomes }: Catalogue): CatalogueIndex {
  return {
    facts: new Map(facts.map((fact) => [fact.name, fact])),
    operators: new Map(operators.map((operator) => [operator.name, operator])),
    ...{ actions, modes, outcomes },
  };
}

/** What a new comparison of this fact begins with: a word of its list, yes, or nothing typed yet. */
export function firstValueOf(fact: Fact | undefined, takesMany: boolean): unknown {
  const one = fact?.type === 'boolean' ? true : fact?.type === 'text' ? (fact.values[0]?.value ?? null) : null;
  return takesMany ? [one] : one;
}

/** A choice of a field: what is written, and how it is read. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Actions, modes or outcomes as choices. */
export function choicesOf(named: readonly { readonly name: string; readonly label: string }[]): readonly Choice[] {
  return named.map(({ name, label }) => ({ value: name, label }));
}

/** Branches as choices, by code and name. */
export function branchChoices(
  branches: readonly { readonly branch: string; readonly name: string }[],
): readonly Choice[] {
  return branches.map(({ branch, name }) => ({ value: branch, label: `${branch} · ${name}` }));
}
