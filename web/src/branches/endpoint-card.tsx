/** Owns one webhook endpoint: where it is, what it hears of, and what may be done with it. */
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { formatInstant } from '../texts/formats';
import { DeliveryLog } from './delivery-log';
import { EndpointDialog } from './endpoint-dialog';
import { RotateDialog } from './rotate-dialog';
import { useBranchTexts } from './texts';
import type { Endpoint } from './use-branches';

interface EndpointCardProps {
  readonly endpoint: Endpoint;
  readonly branch: string;
}

export function EndpointCard({ endpoint, branch }: EndpointCardProps) {
  const say = useBranchTexts();
  const may = useMay();
  const [open, setOpen] = useState<'change' | 'rotate' | 'log' | null>(null);
  const close = () => setOpen(null);
  const { url, description, status } = endpoint;
  const toggleLog = () => setOpen(open === 'log' ? null : 'log');
  return (
    <section className="endpoint" aria-label={url}>
      <Stack gap="xs">
        <Group gap="xs">
          <span className="endpoint-url">{url}</span>
          <Badge variant="outline" color={status === 'enabled' ? 'indigo' : 'gray'} tt="none">
            {say(status === 'enabled' ? 'endpointOn' : endpoint.disabledBy === 'gone' ? 'endpointGone' : 'endpointOff')}
          </Badge>
        </Group>
        {description !== null && <Text size="sm">{description}</Text>}
        <Hears endpoint={endpoint} />
        <Group gap="xs">
          {may('webhooks:write') && (
            <>
              <Button size="xs" variant="default" onClick={() => setOpen('change')}>
                {say('changeEndpoint')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setOpen('rotate')}>
                {say('rotate')}
              </Button>
            </>
          )}
          <Button size="xs" variant="default" aria-expanded={open === 'log'} onClick={toggleLog}>
            {say('deliveries')}
          </Button>
        </Group>
        {open === 'log' && <DeliveryLog endpoint={endpoint} />}
      </Stack>
      {open === 'change' && <EndpointDialog branch={branch} endpoint={endpoint} onClose={close} />}
      {open === 'rotate' && <RotateDialog endpoint={endpoint} onClose={close} />}
    </section>
  );
}

function Hears({ endpoint: { branches, events, previousSecretUntil } }: Pick<EndpointCardProps, 'endpoint'>) {
  const say = useBranchTexts();
  const ofBranches = branches === '*' ? say('hearsAllBranches') : say('hearsBranches', { list: branches.join(', ') });
  const ofEvents = events === '*' ? say('hearsAllEvents') : say('hearsEvents', { list: events.join(', ') });
  return (
    <>
      <Text size="sm">
        {ofBranches} · {ofEvents}
      </Text>
      {previousSecretUntil !== null && (
        <Text size="sm">{say('previousSecret', { date: formatInstant(previousSecretUntil) })}</Text>
      )}
    </>
  );
}
