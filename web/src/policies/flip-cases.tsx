/** Owns the cases that a draft decides otherwise: which order or sale, from what to what, and how it was paid. */
import { Button, Group, Skeleton, Table, Text } from '@mantine/core';
import type { FlipDirection } from '../../../domain/policy-flips';
import { OUTCOME_LABELS } from '../../../domain/outcome';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatBRL, formatInstant } from '../texts/formats';
import { usePolicyTexts } from './texts';
import { useFlips } from './use-backtests';

interface FlipCasesProps {
  readonly policy: string;
  readonly backtest: string;
  readonly check: string | null;
  readonly direction: FlipDirection;
  readonly checkNames: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

export function FlipCases({ policy, backtest, check, direction, checkNames, onClose }: FlipCasesProps) {
  const say = usePolicyTexts();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useFlips(
    policy,
    backtest,
    check,
    direction,
  );
  const flips = data?.pages.flatMap((page) => page.flips);
  const title = say('cases', { what: say(`direction_${direction}`) });
  return (
    <Dialog title={title} size="xl" onClose={onClose}>
      {error !== null && flips === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {flips === undefined && error === null && <Skeleton height={160} />}
      {flips?.length === 0 && <Text size="sm">{say('noCases')}</Text>}
      {flips !== undefined && flips.length > 0 && (
        <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label={title}>
          <Table aria-label={title} fz="sm">
            <Table.Thead>
              <Table.Tr>
                {(['case', 'branch', 'judgedAt', 'inForceColumn', 'draft', 'checkColumn', 'ending'] as const).map(
                  (column) => (
                    <Table.Th key={column}>{say(column)}</Table.Th>
                  ),
                )}
                <Table.Th ta="right">{say('value')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {flips.map((flip) => (
                <Table.Tr key={`${flip.kind} ${flip.branch} ${flip.id} ${flip.at}`}>
                  <Table.Td>
                    {say(`kind_${flip.kind}`)} {flip.id}
                  </Table.Td>
                  <Table.Td>{flip.branch}</Table.Td>
                  <Table.Td>{formatInstant(flip.at)}</Table.Td>
                  <Table.Td>{OUTCOME_LABELS[flip.live]}</Table.Td>
                  <Table.Td>{OUTCOME_LABELS[flip.draft]}</Table.Td>
                  <Table.Td>{flip.checks.map((one) => checkNames.get(one) ?? one).join(', ')}</Table.Td>
                  <Table.Td>{say(flip.ending === null ? 'ending_unknown' : `ending_${flip.ending}`)}</Table.Td>
                  <Table.Td ta="right">{formatBRL(flip.valueCents)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
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
