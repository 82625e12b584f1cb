/** Owns the page of one branch: its name, its tabs, each with an address of its own, and who may open which. */
import { Anchor, Group, Skeleton, Stack, Tabs, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { PERMISSIONS, type Permission } from '../../../domain/permissions';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { useShellTexts } from '../shell/texts';
import { DepsTab } from './deps-tab';
import { ParametersTab } from './parameters-tab';
import { PurchasingTab } from './purchasing-tab';
import { SpcTab } from './spc-tab';
import { useBranchTexts } from './texts';
import { useBranch } from './use-branches';
import { WebhooksTab } from './webhooks-tab';

const TABS = ['parametros', 'deps', 'spc', 'compras', 'webhooks'] as const;
type Tab = (typeof TABS)[number];

const PERMISSION_OF: Readonly<Record<Tab, Permission>> = {
  parametros: 'branches:read',
  deps: 'deps:read',
  spc: 'spc:read',
  compras: 'purchasing:read',
  webhooks: 'webhooks:read',
};

export function BranchTabs({ branch }: { readonly branch: string }) {
  const say = useBranchTexts();
  const [, navigate] = useLocation();
  const { tab } = useParams<{ tab?: string }>();
  const { data, error, refetch } = useBranch(branch);
  const [chosen = TABS[0]] = TABS.filter((one) => one === tab);
  const visited = useVisited(chosen);
  const at = `/filiais/${encodeURIComponent(branch)}`;
  if (error !== null && data === undefined) {
    return (
      <Stack p="md">
        <Failure error={error} onRetry={() => void refetch()} />
        <BackToList />
      </Stack>
    );
  }
  return (
    <Stack p="md" gap="sm">
      <Heading title={data === undefined ? branch : `${branch} · ${data.name}`} />
      <Tabs
        value={chosen}
        onChange={(next) => navigate(next === null || next === TABS[0] ? at : `${at}/${next}`, { replace: true })}
      >
        <Tabs.List>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {say(`tab_${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((one) => (
          <Tabs.Panel key={one} value={one} pt="md">
            {data === undefined ? <Skeleton height={320} /> : visited.has(one) && <Opened tab={one} branch={branch} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

/** What was typed on one tab is still there after a look at another. */
function useVisited(chosen: Tab): ReadonlySet<Tab> {
  const [visited, setVisited] = useState<ReadonlySet<Tab>>(new Set());
  if (!visited.has(chosen)) setVisited(new Set([...visited, chosen]));
  return visited;
}

function Heading({ title }: { readonly title: string }) {
  const say = useBranchTexts();
  const may = useMay();
  return (
    <Group gap="md">
      <Title order={2}>{title}</Title>
      <BackToList />
      {may('keys:read') && (
        <Anchor component={Link} href="/chaves-de-api" size="sm" underline="always">
          {say('keys')}
        </Anchor>
      )}
    </Group>
  );
}

function BackToList() {
  const say = useBranchTexts();
  return (
    <Anchor component={Link} href="/filiais" size="sm" underline="always">
      {say('allBranches')}
    </Anchor>
  );
}

function Opened({ tab, branch }: { readonly tab: Tab; readonly branch: string }) {
  const shell = useShellTexts();
  const may = useMay();
  const permission = PERMISSION_OF[tab];
  if (!may(permission)) {
    const text = shell('noPermission', { permission: PERMISSIONS[permission] });
    return <MessagePage title={shell('noPermissionTitle')} text={text} />;
  }
  const screens: Readonly<Record<Tab, ReactNode>> = {
    parametros: <ParametersTab branch={branch} />,
    deps: <DepsTab branch={branch} />,
    spc: <SpcTab branch={branch} />,
    compras: <PurchasingTab branch={branch} />,
    webhooks: <WebhooksTab branch={branch} />,
  };
  return screens[tab];
}
