/** Owns the log of what was sent to an endpoint and what came of it, with sending again. */
import { Button, Group, Select, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call, path } from '../data/call';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { useBranchTexts } from './texts';
import { useDeliveries, useReread, type Delivery, type Endpoint } from './use-branches';

const ALL = '';
const STATUSES = ['pending', 'delivered', 'failed'] as const;

export function DeliveryLog({ endpoint }: { readonly endpoint: Endpoint }) {
  const say = useBranchTexts();
  const [status, setStatus] = useState(ALL);
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(endpoint.endpoint, status);
  const deliveries = data?.pages.flatMap((page) => page.deliveries);
  return (
    <Stack gap="xs">
      <Select
        label={say('deliveryStatus')}
        w="14rem"
        data={[
          { value: ALL, label: say('allStatuses') },
          ...STATUSES.map((value) => ({ value, label: say(`delivery_${value}`) })),
        ]}
        value={status}
        allowDeselect={false}
        onChange={(value) => setStatus(value ?? ALL)}
      />
      {error !== null && deliveries === undefined && <Failure error={error} />}
      {error === null && deliveries === undefined && <Skeleton height={80} />}
      {deliveries?.length === 0 && <Text size="sm">{say('noDeliveries')}</Text>}
      {deliveries !== undefined && deliveries.length > 0 && <Log endpoint={endpoint} deliveries={deliveries} />}
      {hasNextPage && (
        <Group>
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {say('older')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface LogProps {
  readonly endpoint: Endpoint;
  readonly deliveries: readonly Delivery[];
}

function Log({ endpoint, deliveries }: LogProps) {
  const say = useBranchTexts();
  const may = useMay();
  const reread = useReread();
  const { mutate, error, variables, isPending } = useMutation({
    mutationFn: (delivery: string) =>
      call('POST', path`/webhook-endpoints/${endpoint.endpoint}/deliveries/${delivery}/replay`),
    onSettled: () => reread.deliveries(endpoint.endpoint),
  });
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label={say('deliveries')}>
      {error !== null && <Failure error={error} />}
      <Table aria-label={say('deliveries')} fz="sm" miw="44rem">
        <LogHead />
        <Table.Tbody>
          {deliveries.map((one) => (
            <Table.Tr key={one.delivery}>
              <DeliveryCells delivery={one} />
              {may('webhooks:write') && (
                <Table.Td>
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={one.status === 'pending'}
                    loading={isPending && variables === one.delivery}
                    onClick={() => mutate(one.delivery)}
                  >
                    {say('replay')}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function LogHead() {
  const say = useBranchTexts();
  const may = useMay();
  return (
    <Table.Thead>
      <Table.Tr>
        {(['deliveryDate', 'event', 'about', 'deliveryStatus', 'attempts'] as const).map((column) => (
          <Table.Th key={column}>{say(column)}</Table.Th>
        ))}
        {may('webhooks:write') && <Table.Th>{say('replay')}</Table.Th>}
      </Table.Tr>
    </Table.Thead>
  );
}

function DeliveryCells({ delivery }: { readonly delivery: Delivery }) {
  const say = useBranchTexts();
  const { order, run, release, attempts, status, event, occurredAt } = delivery;
  const last = attempts.at(-1);
  const outcome = last?.failure ? say(`failure_${last.failure}`) : last?.status ? `HTTP ${last.status}` : '';
  return (
    <>
      <Table.Td>{formatInstant(occurredAt)}</Table.Td>
      <Table.Td>{event}</Table.Td>
      <Table.Td>{order ?? run ?? release ?? '–'}</Table.Td>
      <Table.Td>{say(`delivery_${status}`)}</Table.Td>
      <Table.Td>{[attempts.length, outcome].filter((part) => part !== '').join(' · ')}</Table.Td>
    </>
  );
}
