/** Owns the lists of one customer: what happened, what was asked of bureaus, released, sold, ordered and is owed. */
import { Stack, Text } from '@mantine/core';
import { useHolds } from '../holds/use-holds';
import { formatBRL, formatDate, formatInstant } from '../texts/formats';
import { PlainTable } from './plain-table';
import { useCustomerTexts } from './texts';
import { usePart, useTimeline, type Instalments, type Receivables, type Releases, type Reports } from './use-customer';

interface TabProps {
  readonly customerKey: string;
  readonly branch: string;
}

export function HistoryTab({ customerKey }: TabProps) {
  const say = useCustomerTexts();
  const { data, error } = useTimeline(customerKey);
  return (
    <PlainTable
      name={say('history')}
      columns={[say('date'), say('what'), say('who')]}
      empty={say('emptyHistory')}
      error={error}
      rows={data?.entries.map(({ id, at, analyst, seller, who }) => ({
        key: id,
        cells: [formatInstant(at), analyst ?? seller, who],
      }))}
    />
  );
}

export function ReportsTab({ customerKey, branch }: TabProps) {
  const say = useCustomerTexts();
  const { data, error } = usePart<Reports>(customerKey, branch, 'reports');
  return (
    <Stack>
      {data?.newest && <Text size="sm">{data.newest.text}</Text>}
      {data?.open.map(({ purchase, text }) => (
        <Text key={purchase} size="sm">
          {text}
        </Text>
      ))}
      <PlainTable
        name={say('reports')}
        columns={[
          ...[say('date'), say('product'), say('who'), say('kind'), `${say('cost')}#`, `${say('score')}#`],
          ...[say('class'), `${say('suggested')}#`, say('until')],
        ]}
        empty={say('emptyReports')}
        error={error}
        rows={data?.uses.map(({ use, at, subject, kind, priceCents, report }) => ({
          key: use,
          cells: [
            ...[
              formatInstant(at),
              report?.product,
              subject,
              say(kind),
              priceCents === null ? '–' : formatBRL(priceCents),
            ],
            ...[report?.score, report?.riskClass],
            typeof report?.suggestedLimitCents !== 'number' ? '–' : formatBRL(report.suggestedLimitCents),
            typeof report?.suggestedUntil !== 'string' ? '–' : formatDate(report.suggestedUntil),
          ],
        }))}
      />
    </Stack>
  );
}

export function ReleasesTab({ customerKey, branch }: TabProps) {
  const say = useCustomerTexts();
  const { data, error } = usePart<Releases>(customerKey, branch, 'releases');
  const word = (status: Releases['releases'][number]['status']) =>
    status === 'used' || status === 'expired' ? say(`${status}_status`) : say(status);
  return (
    <PlainTable
      name={say('releases')}
      columns={[
        say('date'),
        say('what'),
        say('status'),
        `${say('amount')}#`,
        `${say('remaining')}#`,
        say('until'),
        say('who'),
      ]}
      empty={say('emptyReleases')}
      error={error}
      rows={data?.releases.map(
        ({ release, createdAt, scope, status, ceilingCents, remainingCents, until, decided, requested }) => ({
          key: release,
          cells: [
            formatInstant(createdAt),
            scope.kind === 'order'
              ? `${say('order')} ${scope.order}`
              : scope.kind === 'sale'
                ? `${say('sale')} ${scope.sale}`
                : '–',
            ...[word(status), formatBRL(ceilingCents), formatBRL(remainingCents), formatDate(until)],
            decided?.subject ?? requested?.subject,
          ],
        }),
      )}
    />
  );
}

export function InstalmentsTab({ customerKey, branch }: TabProps) {
  const say = useCustomerTexts();
  const { data, error } = usePart<Instalments>(customerKey, branch, 'instalments');
  return (
    <PlainTable
      name={say('instalments')}
      columns={[say('date'), say('sale'), `${say('amount')}#`, say('status'), say('why')]}
      empty={say('emptySales')}
      error={error}
      rows={data?.sales?.map(({ sale, at, totalCents, status, refusedBy, restrictions }) => ({
        key: sale,
        cells: [
          ...[formatInstant(at), sale, formatBRL(totalCents)],
          status === 'cancelled' ? say('cancelled') : say(refusedBy.length === 0 ? 'allowed' : 'refusedSale'),
          restrictions
            ?.filter(({ check }) => refusedBy.includes(check))
            .map(({ seller }) => seller)
            .join(' '),
        ],
      }))}
    />
  );
}

export function OrdersTab({ customerKey, branch }: TabProps) {
  const say = useCustomerTexts();
  const { holds, error, isPending } = useHolds({ branch, by: 'age', isMine: false, customerKey });
  return (
    <PlainTable
      name={say('orders')}
      columns={[say('date'), say('order'), `${say('amount')}#`, say('why')]}
      empty={say('emptyOrders')}
      error={error}
      rows={
        isPending
          ? undefined
          : holds.map(({ order, heldSince, totalCents, restrictions }) => ({
              key: order,
              cells: [
                ...[formatInstant(heldSince), order, formatBRL(totalCents)],
                restrictions.map(({ analyst, seller }) => analyst ?? seller).join(' '),
              ],
            }))
      }
    />
  );
}

export function TitlesTab({ customerKey, branch }: TabProps) {
  const say = useCustomerTexts();
  const { data, error } = usePart<Receivables>(customerKey, branch, 'receivables');
  return (
    <PlainTable
      name={say('titles')}
      columns={[say('title'), say('branch'), say('due'), `${say('open')}#`, `${say('late')}#`]}
      empty={say('emptyTitles')}
      error={error}
      rows={data?.openTitles?.map(({ title, branch: of, dueOn, openCents, overdueDays }) => ({
        key: `${of}/${title}`,
        cells: [
          title,
          of,
          formatDate(dueOn),
          formatBRL(openCents),
          overdueDays > 0 ? say('days', { count: overdueDays }) : '–',
        ],
      }))}
    />
  );
}
