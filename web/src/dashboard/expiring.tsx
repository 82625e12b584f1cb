/** Owns what is about to end: limits, releases and exceptions. */
import { Anchor, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { PlainTable } from '../customers/plain-table';
import { useMay } from '../data/session';
import { formatBRL, formatDate } from '../texts/formats';
import { useCheckName } from './held-now';
import { useDashboardTexts } from './texts';
import type { Figures } from './use-figures';

export function Expiring({ figures }: { readonly figures: Figures }) {
  const say = useDashboardTexts();
  const nameOf = useCheckName(figures.checkNames);
  const { expiringLimits: limits, expiringReleases: releases, expiringExceptions: exceptions } = figures;
  return (
    <div className="side-by-side">
      <List
        name={say('expiringLimits')}
        total={limits.total}
        columns={[say('customer'), say('kind'), say('until'), `${say('value')}#`]}
        rows={limits.first.map(({ customerKey, kind, until, amountCents }) => ({
          key: `${customerKey} ${kind}`,
          cells: [
            ...[<Customer key="customer" customerKey={customerKey} />, say(kind), formatDate(until)],
            formatBRL(amountCents),
          ],
        }))}
      />
      <List
        name={say('expiringReleases')}
        total={releases.total}
        columns={[say('customer'), say('branch'), say('until'), `${say('remaining')}#`]}
        rows={releases.first.map(({ release, customerKey, branch, until, remainingCents }) => ({
          key: release,
          cells: [
            <Customer key="customer" customerKey={customerKey} />,
            ...[branch, formatDate(until), formatBRL(remainingCents)],
          ],
        }))}
      />
      <List
        name={say('expiringExceptions')}
        total={exceptions.total}
        columns={[say('check'), say('branch'), say('until')]}
        rows={exceptions.first.map(({ exception, check, branch, until }) => ({
          key: exception,
          cells: [nameOf(check), branch ?? say('allBranches'), formatDate(until)],
        }))}
      />
    </div>
  );
}

interface ListProps {
  readonly name: string;
  readonly total: number;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

function List({ name, total, columns, rows }: ListProps) {
  const say = useDashboardTexts();
  return (
    <Stack gap="xs">
      <Title order={2}>{name}</Title>
      <PlainTable name={name} columns={columns} empty={say('nothingExpires')} error={null} rows={rows} />
      {total > rows.length && <Text size="sm">{say('moreOf', { count: total - rows.length })}</Text>}
    </Stack>
  );
}

function Customer({ customerKey }: { readonly customerKey: string }) {
  const say = useDashboardTexts();
  const may = useMay();
  if (!may('customers:read')) return customerKey;
  return (
    <Anchor component={Link} href={`/clientes/${encodeURIComponent(customerKey)}`} size="sm" underline="always">
      {say('seeCustomer')}
    </Anchor>
  );
}
