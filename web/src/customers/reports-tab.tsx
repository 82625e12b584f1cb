/** Owns the tab *Análise de crédito › Consultas*: the newest report, what is under way, and every use, each to be read. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatBRL, formatDate, formatInstant } from '../texts/formats';
import type { TabProps } from './customer-tabs';
import { PlainTable } from './plain-table';
import { useReportTexts } from './report-texts';
import { useResolveTexts } from './resolve-texts';
import { useCustomerTexts } from './texts';
import { usePart, type Reports } from './use-customer';

export function ReportsTab({ customerKey, branch, onRead, onResolve }: TabProps) {
  const say = useCustomerTexts();
  const sayResolve = useResolveTexts();
  const { data, error } = usePart<Reports>(customerKey, branch, 'reports');
  return (
    <Stack>
      {data?.newest && <Text size="sm">{data.newest.text}.</Text>}
      {data?.open.map(({ purchase, status, text }) => (
        <Alert key={purchase} variant="light" color="gray">
          <Text size="sm">{text}</Text>
          {status === 'unknown' && onResolve && (
            <Button mt="xs" size="compact-sm" variant="default" onClick={() => onResolve(purchase)}>
              {sayResolve('open')}
            </Button>
          )}
        </Alert>
      ))}
      <PlainTable
        name={say('reports')}
        columns={[
          ...[say('date'), say('product'), say('who'), say('kind'), `${say('cost')}#`, `${say('score')}#`],
          ...[say('class'), `${say('suggested')}#`, say('until'), say('toDo')],
        ]}
        empty={say('emptyReports')}
        error={error}
        rows={data?.uses.map((use) => ({ key: use.use, cells: cellsOf(use, say, <Read use={use} onRead={onRead} />) }))}
      />
    </Stack>
  );
}

type Use = Reports['uses'][number];

function cellsOf(
  { at, subject, kind, priceCents, report }: Use,
  say: ReturnType<typeof useCustomerTexts>,
  read: ReactNode,
): readonly ReactNode[] {
  const money = (cents: number | null | undefined) => (typeof cents === 'number' ? formatBRL(cents) : '–');
  return [
    ...[formatInstant(at), report?.product ?? '–', subject ?? say('otherBranch'), say(kind), money(priceCents)],
    ...[report?.score ?? '–', report?.riskClass ?? '–', money(report?.suggestedLimitCents)],
    typeof report?.suggestedUntil === 'string' ? formatDate(report.suggestedUntil) : '–',
    read,
  ];
}

function Read({ use: { at, report }, onRead }: Pick<TabProps, 'onRead'> & { readonly use: Use }) {
  const say = useReportTexts();
  if (report === null) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={say('readOf', { date: formatInstant(at) })}
      onClick={() => onRead(report.report)}
    >
      {say('read')}
    </Button>
  );
}
