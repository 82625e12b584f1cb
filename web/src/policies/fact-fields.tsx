/** Owns the facts that somebody supposes: chosen from the catalogue, each with a field of its own kind. */
import { CloseButton, Group, Select, Stack, Text } from '@mantine/core';
import { firstValueOf, type CatalogueIndex } from './catalogue-index';
import { FactValueField } from './fact-value-field';
import { usePolicyTexts } from './texts';
import type { Facts } from './use-simulation';

interface FactFieldsProps {
  readonly index: CatalogueIndex;
  readonly facts: Facts;
  readonly onChange: (facts: Facts) => void;
}

export function FactFields({ index, facts, onChange }: FactFieldsProps) {
  const say = usePolicyTexts();
  const left = [...index.facts.values()].filter(({ name }) => !(name in facts));
  const without = (name: string) => Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name));
  return (
    <Stack gap={6} role="group" aria-label={say('supposed')}>
      <Text size="sm" fw={600}>
        {say('supposed')}
      </Text>
      {Object.entries(facts).map(([name, value]) => {
        const fact = index.facts.get(name);
        if (fact === undefined) return null;
        return (
          <Group key={name} gap={6} wrap="nowrap" className="supposed-fact">
            <Text size="sm" flex={1}>
              {fact.label}
            </Text>
            <FactValueField
              fact={fact}
              label={fact.label}
              takesMany={false}
              value={value}
              isReadOnly={false}
              onChange={(next) => onChange({ ...facts, [name]: next })}
            />
            <CloseButton
              size="xs"
              aria-label={say('dropFact', { fact: fact.label })}
              onClick={() => onChange(without(name))}
            />
          </Group>
        );
      })}
      <Select
        size="xs"
        label={say('addFact')}
        searchable
        nothingFoundMessage={say('nothingFound')}
        data={left.map(({ name, label }) => ({ value: name, label }))}
        value={null}
        onChange={(name) => name !== null && onChange({ ...facts, [name]: firstValueOf(index.facts.get(name), false) })}
      />
    </Stack>
  );
}
