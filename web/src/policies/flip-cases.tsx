/** Owns the cases that a draft decides otherwise: which order or sale, from what to what, and how it was paid. */
import { Button, Group, Skeleton, Table, Text } from '@mantine/core';
import type { FlipDirection } from '../../../domain/policy-flips';
import { OUTCOME_LABELS } from '../../../domain/outcome';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatBRL, formatInstant } from '../texts/formats';
import { usePolicyTexts } from './texts';
import { useFlips, type Flips, type OnDecision } from './use-flips';

interface FlipCasesProps {
  readonly flipsAt: string;
  readonly check: string | null;
  readonly direction: FlipDirection;
  readonly checkNames: ReadonlyMap<string, string>;
  readonly onDecision: OnDecision;
  readonly onClose: () => void;
}

export function FlipCases({ flipsAt, check, direction, checkNames, onDecision, onClose }: FlipCasesProps) {
  const say = usePolicyTexts();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useFlips(flipsAt, check, direction);
  const flips = data?.pages.flatMap((page) => page.flips);
  const title = say('cases', { what: say(`direction_${direction}`) });
  return (
    <Dialog title={title} size="xl" onClose={onClose}>
      {error !== null && flips === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {flips === undefined && error === null && <Skeleton height={160} />}
      {flips?.length === 0 && <Text size="sm">{say('noCases')}</Text>}
      {flips !== undefined && flips.length > 0 && <Cases {...{ flips, title, checkNames, onDecision }} />}
      {hasNextPage && (
        <Group justify="center" mt="sm">
          <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say('moreCases')}
          </Button>
        </Group>
      )}
    </Dialog>
  );
}

interface CasesProps extends Pick<FlipCasesProps, 'checkNames' | 'onDecision'> {
  readonly flips: Flips['flips'];
  readonly title: string;
}

const COLUMNS = ['case', 'branch', 'judgedAt', 'inForceColumn', 'draft', 'checkColumn', 'ending'] as const;

function Cases({ flips, title, checkNames, onDecision }: CasesProps) {
  const say = usePolicyTexts();
  return (
    <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label={title}>
      <Table aria-label={title} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column}>{say(column)}</Table.Th>
            ))}
            <Table.Th ta="right">{say('value')}</Table.Th>
            {onDecision !== null && <Table.Th>{say('actions')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flips.map((flip) => (
            <Case key={`${flip.kind} ${flip.branch} ${flip.id} ${flip.at}`} {...{ flip, checkNames, onDecision }} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface CaseProps extends Pick<FlipCasesProps, 'checkNames' | 'onDecision'> {
  readonly flip: Flips['flips'][number];
}

function Case({ flip, checkNames, onDecision }: CaseProps) {
  const say = usePolicyTexts();
  const { decision, kind, id } = flip;
  const name = `${say(`kind_${kind}`)} ${id}`;
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{flip.branch}</Table.Td>
      <Table.Td>{formatInstant(flip.at)}</Table.Td>
      <Table.Td>{OUTCOME_LABELS[flip.live]}</Table.Td>
      <Table.Td>{OUTCOME_LABELS[flip.draft]}</Table.Td>
      <Table.Td>{flip.checks.map((one) => checkNames.get(one) ?? one).join(', ')}</Table.Td>
      <Table.Td>{say(flip.ending === null ? 'ending_unknown' : `ending_${flip.ending}`)}</Table.Td>
      <Table.Td ta="right">{formatBRL(flip.valueCents)}</Table.Td>
      {onDecision !== null && (
        <Table.Td>
          {decision !== null && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={say('makeTestOf', { name })}
              onClick={() => onDecision(decision)}
            >
              {say('makeTest')}
            </Button>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}
