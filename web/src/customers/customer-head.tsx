/** Owns the head of a customer's page: name, masked document, the "I", and what can be done. */
import { Button, Group, Text, Title } from '@mantine/core';
import { useMay } from '../data/session';
import { useShortcuts } from '../shell/shortcuts';
import { StateBadge } from '../signs/state-sign';
import type { Opened } from './customer-dialogs';
import { useCustomerTexts } from './texts';
import { useTimeline, type Customer } from './use-customer';

interface CustomerHeadProps {
  readonly customer: Customer;
  readonly onOpen: (opened: Opened) => void;
}

export function CustomerHead({ customer, onOpen }: CustomerHeadProps) {
  const actions = useActions(onOpen);
  useShortcuts(actions.map(({ key, label, run }) => ({ keys: key, label, run })));
  return (
    <Group justify="space-between" align="flex-start">
      <div>
        <Title order={2}>{customer.name ?? customer.document}</Title>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {customer.document}
          </Text>
          <Indicator customerKey={customer.customerKey} />
        </Group>
      </div>
      <Group gap="xs">
        {actions.map(({ key, label, isFirst, run }) => (
          <Button key={key} variant={isFirst ? 'filled' : 'default'} onClick={run} aria-keyshortcuts={key}>
            {label}
          </Button>
        ))}
      </Group>
    </Group>
  );
}

function Indicator({ customerKey }: { readonly customerKey: string }) {
  const say = useCustomerTexts();
  const { data } = useTimeline(customerKey);
  const told = data?.indicator;
  if (!told) return null;
  const count = told.restrictions.length;
  return (
    <StateBadge
      state={told.indicator}
      label={count === 0 ? say(told.indicator) : say('restrictionCount', { state: say(told.indicator), count })}
    />
  );
}

/** By what the person may: without *Clientes - Permite utilizar consulta Deps* there is no button *Deps*. */
function useActions(onOpen: CustomerHeadProps['onOpen']) {
  const say = useCustomerTexts();
  const may = useMay();
  const all = [
    { key: 'd', label: say('deps'), when: may('reports:buy') && may('reports:read'), opened: { what: 'deps' } },
    { key: 's', label: say('askRelease'), when: may('releases:request'), opened: askFor('request') },
    { key: 'l', label: say('releaseSale'), when: may('releases:decide'), opened: askFor('grant') },
    { key: 'e', label: say('editLimit'), when: may('proposals:write'), opened: { what: 'limit' } },
  ] as const;
  return all
    .filter(({ when }) => when)
    .map(({ key, label, opened }, index) => ({ key, label, isFirst: index === 0, run: () => onOpen(opened) }));
}

function askFor(act: 'grant' | 'request'): Opened {
  return { what: 'release', act, target: null };
}
