/** Owns the list of a policy's tests, each with what it came to and what can be done with it. */
import { Button, Group, Table } from '@mantine/core';
import { StateBadge } from '../../signs/state-sign';
import type { PartProps } from '../parts/part';
import { listOf, objectOf, textOf } from '../policy-shape';
import { usePolicyTexts } from '../texts';
import type { Assessed } from '../use-assessment';
import { useTestTexts } from './texts';

interface TestListProps {
  readonly part: PartProps;
  readonly assessed: Assessed;
  readonly onChoose: (position: number) => void;
  readonly onRemove: (position: number) => void;
}

export function TestList(props: TestListProps) {
  const say = usePolicyTexts();
  const { part } = props;
  return (
    <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="region" aria-label={say('tests')}>
      <Table aria-label={say('tests')} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {(['test', 'result', 'outcome', 'differs'] as const).map((column) => (
              <Table.Th key={column}>{say(column)}</Table.Th>
            ))}
            {part.onEdit !== null && <Table.Th>{say('actions')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {listOf(part.document['tests']).map((test, position) => (
            <TestRow key={position} {...props} position={position} name={textOf(objectOf(test)['name'])} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface TestRowProps extends TestListProps {
  readonly position: number;
  readonly name: string;
}

function TestRow({ part, assessed, onChoose, onRemove, position, name }: TestRowProps) {
  const say = usePolicyTexts();
  const sayTest = useTestTexts();
  const result = assessed.tests?.tests.find(({ at }) => at === `/tests/${position}`);
  const outcome = part.index.outcomes.find((one) => one.name === result?.actual.outcome)?.label;
  return (
    <Table.Tr>
      <Table.Td>
        <button type="button" className="text-link" onClick={() => part.onJump(`/tests/${position}`)}>
          {name || say('unnamed')}
        </button>
      </Table.Td>
      <Table.Td>
        {result && (
          <StateBadge state={result.passed ? 'clear' : 'restricted'} label={say(result.passed ? 'passed' : 'failed')} />
        )}
      </Table.Td>
      <Table.Td>{outcome}</Table.Td>
      <Table.Td>{result?.text}</Table.Td>
      {part.onEdit !== null && (
        <Table.Td>
          <Group gap={6} wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={sayTest('editOf', { name })}
              onClick={() => onChoose(position)}
            >
              {sayTest('edit')}
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={sayTest('removeOf', { name })}
              onClick={() => onRemove(position)}
            >
              {sayTest('remove')}
            </Button>
          </Group>
        </Table.Td>
      )}
    </Table.Tr>
  );
}
