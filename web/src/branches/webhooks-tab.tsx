/** Owns the tab *Webhooks*: who hears of this branch, and what was sent to each. */
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { EndpointCard } from './endpoint-card';
import { EndpointDialog } from './endpoint-dialog';
import { useBranchTexts } from './texts';
import { useEndpoints } from './use-branches';

export function WebhooksTab({ branch }: { readonly branch: string }) {
  const say = useBranchTexts();
  const may = useMay();
  const { data, error, refetch } = useEndpoints();
  const [isAdding, setAdding] = useState(false);
  if (data === undefined) {
    return error === null ? <Skeleton height={200} /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  const own = data.endpoints.filter(({ branches }) => branches === '*' || branches.includes(branch));
  return (
    <Stack maw="60rem">
      <Text size="sm">{own.length === 0 ? say('noEndpoints') : say('endpointsMean')}</Text>
      {may('webhooks:write') && (
        <Group>
          <Button onClick={() => setAdding(true)}>{say('addEndpoint')}</Button>
        </Group>
      )}
      {own.map((endpoint) => (
        <EndpointCard key={endpoint.endpoint} endpoint={endpoint} branch={branch} />
      ))}
      {isAdding && <EndpointDialog branch={branch} endpoint={null} onClose={() => setAdding(false)} />}
    </Stack>
  );
}
