/** Owns the queue of blocked orders: what waits for a decision, why, and since when. */
import { Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { holdView } from '../../../api/views/hold-view';
import { call, query } from '../data/call';
import { useBranchChoice } from '../shell/branch-choice';
import { Failure } from '../states/failure';
import { formatBRL } from '../texts/formats';

type Hold = z.output<typeof holdView>;

export default function HoldsPage() {
  const { branch } = useBranchChoice();
  const { data, error, refetch } = useQuery({
    queryKey: ['holds', branch],
    queryFn: ({ signal }) =>
      call<{ readonly holds: readonly Hold[] }>('GET', `/holds${query({ branch: branch ?? undefined })}`, undefined, {
        signal,
      }),
  });
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Table aria-label="Pedidos bloqueados">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Pedido</Table.Th>
          <Table.Th>Cliente</Table.Th>
          <Table.Th ta="right">Valor</Table.Th>
          <Table.Th>Motivos</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data?.holds.map((hold) => (
          <Table.Tr key={`${hold.branch}/${hold.order}`}>
            <Table.Td>{hold.order}</Table.Td>
            <Table.Td>{hold.customer?.name}</Table.Td>
            <Table.Td ta="right">{formatBRL(hold.totalCents)}</Table.Td>
            <Table.Td>
              <Group>
                {hold.restrictions.map(({ check, analyst, seller }) => (
                  <Text key={check}>{analyst ?? seller}</Text>
                ))}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
