/** Owns the page of one customer: who it is, why the "I" is as it is, its limit, its titles, and all that happened. */
import { Button, Group, Skeleton, Stack, Tabs, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useMay } from '../data/session';
import { useShortcuts } from '../shell/shortcuts';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { Ageing } from './ageing';
import { DepsDialog } from './deps-dialog';
import { HistoryTab, InstalmentsTab, OrdersTab, ReleasesTab, ReportsTab, TitlesTab } from './customer-tabs';
import { LimitDialog } from './limit-dialog';
import { LimitGauge } from './limit-gauge';
import { useCustomerTexts } from './texts';
import { useCustomer, useDeskBranch, usePart, type Customer, type Instalments, type Receivables } from './use-customer';
import { WhyIndicator } from './why-indicator';

const TABS = {
  history: HistoryTab,
  reports: ReportsTab,
  releases: ReleasesTab,
  instalments: InstalmentsTab,
  orders: OrdersTab,
  titles: TitlesTab,
} as const;

export function CustomerDesk({ customerKey }: { readonly customerKey: string }) {
  const say = useCustomerTexts();
  const branch = useDeskBranch();
  const [, navigate] = useLocation();
  const { data: customer, error, refetch } = useCustomer(customerKey);
  useShortcuts([{ keys: '/', label: say('keySearch'), run: () => navigate('/clientes') }]);
  if (error !== null && customer === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (branch === null) return <MessagePage title={say('search')} text={say('chooseBranch')} />;
  if (customer === undefined) {
    return (
      <Stack p="md" gap="sm">
        <Skeleton height={48} />
        <Skeleton height={120} />
        <Skeleton height={240} />
      </Stack>
    );
  }
  return <Desk customer={customer} branch={branch} />;
}

function Desk({ customer, branch }: { readonly customer: Customer; readonly branch: string }) {
  const say = useCustomerTexts();
  const may = useMay();
  const [dialog, setDialog] = useState<'deps' | 'limit' | null>(null);
  const [tab, setTab] = useState<string | null>('history');
  const { customerKey } = customer;
  const { data: instalments } = usePart<Instalments>(customerKey, branch, 'instalments');
  const { data: receivables } = usePart<Receivables>(customerKey, branch, 'receivables');
  const close = () => setDialog(null);
  return (
    <Stack p="md" gap="md">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2}>{customer.name ?? customer.document}</Title>
          <Text size="sm" c="dimmed">
            {customer.document} · {say('situation')}: {say(customer.situation)}
          </Text>
        </div>
        <Group gap="xs">
          {may('reports:buy') && <Button onClick={() => setDialog('deps')}>{say('deps')}</Button>}
          {may('proposals:write') && (
            <Button variant="default" onClick={() => setDialog('limit')}>
              {say('editLimit')}
            </Button>
          )}
        </Group>
      </Group>
      <div className="customer-panels">
        <WhyIndicator customerKey={customerKey} />
        <LimitGauge customer={customer} instalments={instalments} />
        <Ageing receivables={receivables} />
      </div>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List aria-label={customer.name ?? customer.document}>
          {Object.keys(TABS).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {say(name as keyof typeof TABS)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(TABS).map(([name, Tab]) => (
          <Tabs.Panel key={name} value={name} pt="sm">
            <Tab customerKey={customerKey} branch={branch} />
          </Tabs.Panel>
        ))}
      </Tabs>
      {dialog === 'deps' && (
        <DepsDialog
          customer={customer}
          branch={branch}
          onClose={close}
          onShow={() => {
            setTab('reports');
            close();
          }}
          onBought={() => {
            setTab('reports');
            setDialog(may('proposals:write') ? 'limit' : null);
          }}
        />
      )}
      {dialog === 'limit' && <LimitDialog customer={customer} branch={branch} onClose={close} />}
    </Stack>
  );
}
