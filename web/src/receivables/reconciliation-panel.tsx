/** Owns the reconciliation: begun by a person, page by page, with every difference by its name. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { FIGURES } from '../../../domain/picture-differences';
import { PlainTable } from '../customers/plain-table';
import { StateBadge } from '../signs/state-sign';
import { Failure } from '../states/failure';
import { formatBRL, formatDate, formatInstant, formatNumber } from '../texts/formats';
import { CustomerLink } from './customer-link';
import { useReceivablesTexts } from './texts';
import { useCompareAgain, useReconciliation, type Reconciled } from './use-sync';

type Difference = Reconciled['atDeps'][number];

export function ReconciliationPanel({ branch }: { readonly branch: string }) {
  const say = useReceivablesTexts();
  const [isStarted, setStarted] = useState(false);
  const found = useReconciliation(branch, isStarted);
  const compareAgain = useCompareAgain(branch);
  const all = found.data?.pages.flatMap(({ customers }) => customers) ?? [];
  const different = all.filter((one) => one.atDeps.length > 0 || one.sinceSent.length > 0).length;
  return (
    <Stack gap="xs">
      <Title order={2}>{say('reconciliation')}</Title>
      <Text size="sm">{say('reconcileMeans')}</Text>
      {!isStarted && (
        <Group>
          <Button variant="default" onClick={() => setStarted(true)}>
            {say('reconcile')}
          </Button>
        </Group>
      )}
      <Text size="sm" role="status">
        {found.isFetching && say('reconciling')}
        {!found.isFetching && all.length > 0 && say('reconciled', { count: all.length, different })}{' '}
        {!found.isFetching && all.length > 0 && !found.hasNextPage && say('reconciledAll')}
      </Text>
      {found.error !== null && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {isStarted && !found.isPending && <Compared customers={all} />}
      {isStarted && (
        <Group>
          {found.hasNextPage && (
            <Button variant="default" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
              {say('reconcileMore')}
            </Button>
          )}
          <Button variant="default" disabled={found.isFetching} onClick={compareAgain}>
            {say('reconcileAgain')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Compared({ customers }: { readonly customers: readonly Reconciled[] }) {
  const say = useReceivablesTexts();
  return (
    <PlainTable
      name={say('reconciliation')}
      columns={[say('customer'), say('sentAt'), say('result'), say('differences')]}
      empty={say('nothingToReconcile')}
      error={null}
      rows={customers.map((one) => ({
        key: one.customerKey,
        cells: [
          <CustomerLink key="customer" customerKey={one.customerKey} customer={one.customer} />,
          one.sentAt === null ? say('never') : formatInstant(one.sentAt),
          <Result key="result" one={one} />,
          <Differences key="differences" one={one} />,
        ],
      }))}
    />
  );
}

function Result({ one: { unread, atDeps, sinceSent } }: { readonly one: Reconciled }) {
  const say = useReceivablesTexts();
  if (unread !== null) return <StateBadge state="unknown" label={say('unread', { reason: say(unread) })} />;
  if (atDeps.length > 0) return <StateBadge state="blocked" label={say('differsAtDeps')} />;
  if (sinceSent.length > 0) return <StateBadge state="restricted" label={say('sinceSent')} />;
  return <StateBadge state="clear" label={say('same')} />;
}

function Differences({ one: { atDeps, sinceSent, cancelledCollected } }: { readonly one: Reconciled }) {
  const say = useReceivablesTexts();
  const parts = [
    [say('differsAtDeps'), atDeps],
    [say('sinceSent'), sinceSent],
  ] as const;
  return (
    <>
      {parts.map(([name, differences]) =>
        differences.length === 0 ? null : (
          <ul key={name} className="differences" aria-label={name}>
            {differences.map((difference) => (
              <li key={difference.figure}>
                <DifferenceText difference={difference} />
              </li>
            ))}
          </ul>
        ),
      )}
      {cancelledCollected.length > 0 && (
        <Text size="sm">{say('cancelledCollected', { count: cancelledCollected.length })}</Text>
      )}
    </>
  );
}

/** A detail is named by kind, month and period. */
function DifferenceText({ difference: { figure, expected, found } }: { readonly difference: Difference }) {
  const say = useReceivablesTexts();
  const [kind = '', month = '', ...period] = figure.split(' ');
  const known = FIGURES.find((one) => one === figure);
  const isDetail = known === undefined && (kind === 'paid' || kind === 'overdue' || kind === 'due');
  const name = known ? say(known) : isDetail ? `${say(kind)} ${monthOf(month)} ${period.join(' ')}` : figure;
  const isMoney = isDetail || figure.endsWith('Cents');
  const told = (value: Difference['found']) => {
    if (value === null) return say('nothing');
    if (typeof value === 'string') return figure === 'positionOn' ? formatDate(value) : value;
    return isMoney ? formatBRL(value) : formatNumber(value, 2);
  };
  return `${name}: ${told(expected)} → ${told(found)}`;
}

function monthOf(month: string): string {
  return month.split('-').toReversed().join('/');
}
