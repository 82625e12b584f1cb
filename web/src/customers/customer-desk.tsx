/** Owns the page of one customer: who it is, why the "I" is as it is, its limit, its titles, and all that happened. */
import { Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { PERMISSIONS, type Permission } from '../../../domain/permissions';
import { useMay } from '../data/session';
import { useShortcuts } from '../shell/shortcuts';
import { useShellTexts } from '../shell/texts';
import { Failure } from '../states/failure';
import { ChooseBranch } from './choose-branch';
import { Ageing, DelayLine } from './ageing';
import { CustomerDialogs, type Opened } from './customer-dialogs';
import { CustomerHead } from './customer-head';
import { HistoryTab, ReleasesTab, TitlesTab, type TabProps } from './customer-tabs';
import { InstalmentsTab } from './instalments-tab';
import { LimitGauge } from './limit-gauge';
import { OrdersTab } from './orders-tab';
import { ReportsTab } from './reports-tab';
import { useCustomerTexts } from './texts';
import { useCustomer, useDeskBranch, type Customer } from './use-customer';
import { WhyIndicator } from './why-indicator';

const Punctuality = lazy(() => import('./punctuality'));

const TABS = {
  history: { Tab: HistoryTab, permission: 'customers:read' },
  reports: { Tab: ReportsTab, permission: 'reports:read' },
  releases: { Tab: ReleasesTab, permission: 'releases:read' },
  instalments: { Tab: InstalmentsTab, permission: 'credit:check' },
  orders: { Tab: OrdersTab, permission: 'orders:read' },
  titles: { Tab: TitlesTab, permission: 'customers:read' },
} as const satisfies Record<string, { readonly permission: Permission; readonly Tab: unknown }>;
type TabName = keyof typeof TABS;
const TABS_ID = 'customer';

export function CustomerDesk({ customerKey }: { readonly customerKey: string }) {
  const say = useCustomerTexts();
  const branch = useDeskBranch();
  const [, navigate] = useLocation();
  const { data: customer, error, refetch } = useCustomer(customerKey);
  useShortcuts([{ keys: '/', label: say('keySearch'), run: () => navigate('/clientes') }]);
  if (error !== null && customer === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (customer === undefined) {
    return (
      <Stack p="md" gap="sm">
        <Skeleton height={48} />
        <Skeleton height={120} />
        <Skeleton height={240} />
      </Stack>
    );
  }
  if (branch === null) return <ChooseBranch customer={customer} />;
  return <Desk key={branch} customer={customer} branch={branch} />;
}

function Desk({ customer, branch }: { readonly customer: Customer; readonly branch: string }) {
  const may = useMay();
  const [opened, open] = useState<Opened | null>(null);
  const [tab, setTab] = useState<TabName>('history');
  const { customerKey } = customer;
  const act = may('releases:decide') ? 'grant' : may('releases:request') ? 'request' : null;
  const onRelease: TabProps['onRelease'] =
    act === null
      ? undefined
      : {
          verb: act === 'grant' ? 'releaseSale' : 'askRelease',
          open: (target) => open({ what: 'release', act, target }),
        };
  const onResolve = may('purchases:resolve') ? (purchase: string) => open({ what: 'resolve', purchase }) : undefined;
  return (
    <Stack p="md" gap="md">
      <CustomerHead customer={customer} onOpen={open} />
      <DelayLine
        {...{ customerKey, branch }}
        onTitles={() => {
          setTab('titles');
          document.getElementById(`${TABS_ID}-tab-titles`)?.focus();
        }}
      />
      <div className="customer-panels">
        <WhyIndicator customerKey={customerKey} />
        <LimitGauge customer={customer} branch={branch} />
        <Ageing customerKey={customerKey} branch={branch} />
        <Suspense fallback={<Skeleton height={140} />}>
          <Punctuality customerKey={customerKey} branch={branch} />
        </Suspense>
      </div>
      <Lists
        {...{ customer, tab, setTab }}
        props={{ customerKey, branch, onRelease, onResolve, onRead: (report) => open({ what: 'report', report }) }}
      />
      {opened !== null && (
        <CustomerDialogs {...{ customer, branch, opened, open }} onBought={() => setTab('reports')} />
      )}
    </Stack>
  );
}

interface ListsProps {
  readonly customer: Customer;
  readonly tab: TabName;
  readonly setTab: (tab: TabName) => void;
  readonly props: TabProps;
}

function Lists({ customer, tab, setTab, props }: ListsProps) {
  const say = useCustomerTexts();
  const may = useMay();
  const names = Object.keys(TABS) as TabName[];
  return (
    <Tabs
      id={TABS_ID}
      value={tab}
      onChange={(name) => setTab(names.find((one) => one === name) ?? 'history')}
      keepMounted={false}
    >
      <Tabs.List aria-label={customer.name ?? customer.document}>
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {say(name)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {Object.entries(TABS).map(([name, { Tab, permission }]) => (
        <Tabs.Panel key={name} value={name} pt="sm">
          {may(permission) ? <Tab {...props} /> : <Forbidden permission={permission} />}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Forbidden({ permission }: { readonly permission: Permission }) {
  const say = useShellTexts();
  return <Text size="sm">{say('noPermission', { permission: PERMISSIONS[permission] })}</Text>;
}
