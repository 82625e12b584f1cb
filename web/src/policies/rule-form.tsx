/** Owns one rule as groups of comparisons; a rule that has no such form is said to be in the JSON alone. */
import { Button, Group, Text } from '@mantine/core';
import { QueryBuilder, type RuleGroupType, type RuleType } from 'react-querybuilder';
import { useMemo } from 'react';
import { firstValueOf, type CatalogueIndex } from './catalogue-index';
import { conditionOf, mayBeFact, queryOf } from './condition-query';
import type { ShownCheck } from './policy-shape';
import { RULE_CONTROLS } from './rule-controls';
import { usePolicyTexts } from './texts';
import type { OnEdit } from './typed-document';

interface RuleFormProps {
  readonly check: ShownCheck;
  readonly rule: ShownCheck['rules'][number];
  readonly index: CatalogueIndex;
  readonly onEdit: OnEdit;
  readonly onJump: (pointer: string) => void;
}

export function RuleForm({ check, rule, index, onEdit, onJump }: RuleFormProps) {
  const say = usePolicyTexts();
  const path = ['checks', check.position, 'rules', rule.position];
  const query = useMemo(() => queryOf(rule.when, index), [rule.when, index]);
  const name = say('ruleName', { position: rule.position + 1, id: rule.id });
  const pointer = `/checks/${check.position}/rules/${rule.position}`;
  return (
    <div role="group" aria-label={name} className="rule-form">
      <Group justify="space-between" mb={4}>
        <Text size="xs">{name}</Text>
        {onEdit !== null && check.rules.length > 1 && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={say('removeRule', { name })}
            onClick={() => onEdit({ path, value: undefined })}
          >
            {say('remove')}
          </Button>
        )}
      </Group>
      {query === null ? (
        <Text size="sm">
          {say('ruleOnlyInJson')}{' '}
          <button type="button" className="text-link" onClick={() => onJump(pointer)}>
            {say('showInJson')}
          </button>
        </Text>
      ) : (
        <RuleBuilder
          name={name}
          query={query}
          index={index}
          isReadOnly={onEdit === null}
          onQuery={(next) => onEdit?.({ path: [...path, 'when'], value: conditionOf(next) })}
        />
      )}
    </div>
  );
}

interface RuleBuilderProps {
  readonly name: string;
  readonly query: RuleGroupType;
  readonly index: CatalogueIndex;
  readonly isReadOnly: boolean;
  readonly onQuery: (query: RuleGroupType) => void;
}

/** What one comparison begins with when its fact is chosen. */
function beginningOf(rule: RuleType, index: CatalogueIndex): unknown {
  const fact = index.facts.get(rule.field);
  if (rule.valueSource === 'field') return alikeFacts(rule.field, index)[0]?.name ?? null;
  return firstValueOf(fact, index.operators.get(rule.operator)?.takes === 'many');
}

function alikeFacts(name: string, index: CatalogueIndex) {
  const type = index.facts.get(name)?.type;
  return [...index.facts.values()].filter((fact) => fact.type === type && fact.name !== name);
}

function RuleBuilder({ name, query, index, isReadOnly, onQuery }: RuleBuilderProps) {
  const say = usePolicyTexts();
  const fields = useMemo(
    () => [...index.facts.values()].map(({ name, label }) => ({ name, value: name, label })),
    [index],
  );
  const context = useMemo(() => ({ index }), [index]);
  const operatorsOf = (field: string) =>
    (index.facts.get(field)?.operators ?? []).map((name) => ({
      ...{ name, value: name },
      label: index.operators.get(name)?.label ?? name,
    }));
  // The library's own element is a landmark without a name, and takes none as a property.
  const nameLandmark = (place: HTMLDivElement | null) =>
    place?.querySelector('[role="form"]')?.setAttribute('aria-label', name);
  return (
    <div ref={nameLandmark}>
      <QueryBuilder
        query={query}
        onQueryChange={(next: RuleGroupType) => onQuery(withFittingValues(next, index))}
        enableMountQueryChange={false}
        fields={fields}
        combinators={[
          { name: 'all', value: 'all', label: say('all') },
          { name: 'any', value: 'any', label: say('any') },
        ]}
        getOperators={operatorsOf}
        getDefaultValue={(rule) => beginningOf(rule, index)}
        getValueSources={(field) =>
          mayBeFact(index.facts.get(field)?.type ?? 'text') ? ['value', 'field'] : ['value']
        }
        showNotToggle
        addRuleToNewGroups
        disabled={isReadOnly}
        controlElements={RULE_CONTROLS}
        context={context}
      />
    </div>
  );
}

/** A list where the operator takes one, a single value where it doesn't. */
function withFittingValues(group: RuleGroupType, index: CatalogueIndex): RuleGroupType {
  return {
    ...group,
    rules: group.rules.map((entry) => {
      if ('rules' in entry) return withFittingValues(entry, index);
      const value: unknown = entry.value;
      const takesMany = index.operators.get(entry.operator)?.takes === 'many';
      if (entry.valueSource === 'field' || Array.isArray(value) === takesMany) return entry;
      return { ...entry, value: takesMany ? [value] : ((value as readonly unknown[])[0] ?? null) };
    }),
  };
}
