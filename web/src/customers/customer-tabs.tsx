/** Owns the plain lists of one customer: what happened, what was released, what is owed. */
import { formatBRL, formatDate, formatInstant } from '../texts/formats';
import { MoreButton } from './more-button';
import { PlainTable } from './plain-table';
import { useCustomerTexts } from './texts';
import { usePart, useTimeline, type Receivables, type Releases } from './use-customer';

export interface TabProps {
  readonly customerKey: string;
  readonly branch: string;
  /** Opens one report. */
  readonly onRead: (report: string) => void;
  /** Settles a purchase of unknown outcome; absent for who may not. */
  readonly onResolve: ((purchase: string) => void) | undefined;
  /** Releases, or asks for it, by what the person may; absent for who may neither. */
  readonly onRelease:
    { readonly verb: 'releaseSale' | 'askRelease'; readonly open: (target: string) => void } | undefined;
}

export function HistoryTab({ customerKey }: TabProps) {
  const say = useCustomerTexts();
  const found = useTimeline(customerKey);
  const { data, error } = found;
  return (
    <>
      <PlainTable
        name={say('history')}
        columns={[say('date'), say('what'), say('who')]}
        empty={say('emptyHistory')}
        error={error}
        rows={data?.entries.map(({ id, at, analyst, seller, who, whoName }) => ({
          key: id,
          cells: [formatInstant(at), analyst ?? seller, whoName ?? who],
        }))}
      />
      <MoreButton list={found} />
    </>
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
