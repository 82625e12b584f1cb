/** Owns how a rule's condition is shown as groups of comparisons, and how it is read back: the same, byte for byte. */
import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { CatalogueIndex } from './catalogue-index';

/** A comparison as the form has it. `null` stands where nothing has been typed yet. */
export interface ShownRule extends RuleType {
  readonly valueSource: 'value' | 'field';
}

/** A group as the form has it. */
export interface ShownGroup extends RuleGroupType {
  /** True where the JSON has its only entry without a list around it. */
  readonly bare: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** The condition as the form shows it; `null` for one that has something in it which the form has no field for. */
export function queryOf(condition: unknown, index: CatalogueIndex): ShownGroup | null {
  const shown = shownOf(condition, index, 'r');
  if (shown === null) return null;
  return isGroup(shown) ? shown : groupOf('r', 'all', [{ ...shown, id: 'r.0' }], { bare: true });
}

/** What the form shows, as a condition of the policy. */
export function conditionOf(group: RuleGroupType): unknown {
  const entries = group.rules.map((entry) => ('rules' in entry ? conditionOf(entry) : comparisonOf(entry)));
  const isBare = (group as Partial<ShownGroup>).bare === true && entries.length === 1;
  const inner = isBare ? entries[0] : { [group.combinator === 'any' ? 'any' : 'all']: entries };
  return group.not === true ? { not: inner } : inner;
}

function shownOf(condition: unknown, index: CatalogueIndex, id: string): ShownRule | ShownGroup | null {
  if (!isObject(condition)) return null;
  const keys = Object.keys(condition);
  if (keys.length === 1 && 'not' in condition) return negated(condition['not'], index, id);
  for (const combinator of ['all', 'any'] as const) {
    const entries = condition[combinator];
    if (keys.length !== 1 || !Array.isArray(entries)) continue;
    const shown = entries.map((entry, position) => shownOf(entry, index, `${id}.${position}`));
    return shown.includes(null) ? null : groupOf(id, combinator, shown as (ShownRule | ShownGroup)[]);
  }
  return ruleOf(condition, index, id);
}

function negated(inner: unknown, index: CatalogueIndex, id: string): ShownGroup | null {
  const shown = shownOf(inner, index, id);
  if (shown === null) return null;
  if (isGroup(shown) && shown.not !== true && !shown.bare) return { ...shown, not: true };
  const renamed = isGroup(shown) ? shownOf(inner, index, `${id}.0`) : { ...shown, id: `${id}.0` };
  return renamed && groupOf(id, 'all', [renamed], { bare: true, not: true });
}

function groupOf(
  id: string,
  combinator: 'all' | 'any',
  rules: (ShownRule | ShownGroup)[],
  { bare = false, not = false } = {},
): ShownGroup {
  return { id, combinator, not, bare, rules };
}

function ruleOf(condition: Json, index: CatalogueIndex, id: string): ShownRule | null {
  const { fact, operator, value } = condition;
  if (Object.keys(condition).length !== 3 || !('value' in condition)) return null;
  const known = typeof fact === 'string' ? index.facts.get(fact) : undefined;
  const compared = known?.operators.find((name) => name === operator);
  if (known === undefined || compared === undefined) return null;
  const rule = { id, field: known.name, operator: compared };
  if (isObject(value)) {
    const other = value['fact'];
    const isAlike = typeof other === 'string' && index.facts.get(other)?.type === known.type && mayBeFact(known.type);
    return isAlike && Object.keys(value).length === 1 ? { ...rule, valueSource: 'field', value: other } : null;
  }
  const takesMany = index.operators.get(compared)?.takes === 'many';
  if (Array.isArray(value) !== takesMany) return null;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every((one) => isTyped(one, known.type)) ? { ...rule, valueSource: 'value', value } : null;
}

/** Amounts, days and counts may be compared with another fact, words and yes or no may not. */
export function mayBeFact(type: string): boolean {
  return type !== 'text' && type !== 'boolean';
}

function isTyped(value: unknown, type: string): boolean {
  if (value === null) return true;
  if (type === 'boolean') return typeof value === 'boolean';
  return type === 'text' ? typeof value === 'string' : typeof value === 'number';
}

function comparisonOf({ field, operator, value, valueSource }: RuleType): unknown {
  const told: unknown = valueSource === 'field' ? { fact: value as unknown } : value;
  return { fact: field, operator, value: told ?? null };
}

function isGroup(entry: ShownRule | ShownGroup): entry is ShownGroup {
  return 'rules' in entry;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
