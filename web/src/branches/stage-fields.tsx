/** Owns how each stage of an order is passed: by a person or by itself, and by what outcome. */
import { Checkbox, Switch, Table } from '@mantine/core';
import { ASKABLE_ACTIONS } from '../../../domain/actions';
import { useBranchTexts } from './texts';
import type { Branch } from './use-branches';

interface StageFieldsProps {
  readonly stages: Branch['stages'];
  readonly onChange: (stages: Branch['stages']) => void;
}

export function StageFields({ stages, onChange }: StageFieldsProps) {
  const say = useBranchTexts();
  return (
    <Table maw="48rem" aria-label={say('stages')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{say('stage')}</Table.Th>
          <Table.Th>{say('automatic')}</Table.Th>
          <Table.Th>{say('demandsClear')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {ASKABLE_ACTIONS.map((action) => (
          <Stage
            key={action}
            name={say(action)}
            rule={stages[action]}
            onChange={(rule) => onChange({ ...stages, [action]: rule })}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

type Rule = Branch['stages']['invoicing'];
interface StageProps {
  readonly name: string;
  readonly rule: Rule;
  readonly onChange: (rule: Rule) => void;
}

function Stage({ name, rule, onChange }: StageProps) {
  const say = useBranchTexts();
  const isAutomatic = rule.by === 'automatic';
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>
        <Switch
          aria-label={`${name}: ${say('automatic')}`}
          checked={isAutomatic}
          onChange={(event) => onChange({ ...rule, by: event.currentTarget.checked ? 'automatic' : 'person' })}
        />
      </Table.Td>
      <Table.Td>
        <Checkbox
          aria-label={`${name}: ${say('demandsClear')}`}
          checked={rule.demandsClear}
          disabled={!isAutomatic}
          onChange={(event) => onChange({ ...rule, demandsClear: event.currentTarget.checked })}
        />
      </Table.Td>
    </Table.Tr>
  );
}
