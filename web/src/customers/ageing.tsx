/** Owns a customer's titles at a glance: delays, overdue and to come in one line, the open ones by period as bars. */
import { Anchor, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { AGEING_PERIODS, periodOf } from '../../../domain/ageing';
import { formatBRL, formatNumber } from '../texts/formats';
import { useCustomerTexts } from './texts';
import { usePart, type Receivables } from './use-customer';

interface AgeingProps {
  readonly customerKey: string;
  readonly branch: string;
}

export function Ageing({ customerKey, branch }: AgeingProps) {
  const say = useCustomerTexts();
  const { data: receivables } = usePart<Receivables>(customerKey, branch, 'receivables');
  const bars = periodsOf(receivables?.openTitles ?? []);
  const most = Math.max(1, ...bars.map(({ cents }) => cents));
  return (
    <Paper withBorder p="sm">
      <Title order={3} mb="xs">
        {say('ageing')}
      </Title>
      {receivables?.figures === null && <Text size="sm">{say('notKnown')}</Text>}
      {receivables?.openTitles?.length === 0 && <Text size="sm">{say('emptyTitles')}</Text>}
      {bars.length > 0 && (
        <ul className="bars" aria-label={say('ageing')}>
          {bars.map(({ name, isOverdue, period, cents, count }) => (
            <li key={name}>
              <span>{say(isOverdue ? 'overdueBy' : 'dueIn', { period })}</span>
              <span className="bar-room">
                <span
                  className="bar"
                  data-overdue={isOverdue || undefined}
                  style={{ width: `${(cents / most) * 100}%` }}
                />
              </span>
              <span>
                {formatBRL(cents)} ({count})
              </span>
            </li>
          ))}
        </ul>
      )}
      {receivables?.nextCursor && (
        <Text size="xs">{say('firstTitles', { count: receivables.openTitles?.length ?? 0 })}</Text>
      )}
    </Paper>
  );
}

/** *Atraso médio · maior atraso · vencido · a vencer*: the line that an analyst reads first; sums lead to their titles. */
export function DelayLine({ customerKey, branch, onTitles }: AgeingProps & { readonly onTitles: () => void }) {
  const say = useCustomerTexts();
  const { data: receivables } = usePart<Receivables>(customerKey, branch, 'receivables');
  const figures = receivables?.figures;
  if (!receivables || !figures) return null;
  const days = (value: number | null) =>
    value === null ? say('noPayment') : say('days', { count: formatNumber(value) });
  const toCome = countToCome(receivables);
  const titles = (text: string) => (
    <Anchor component="button" type="button" fz="sm" fw={600} underline="always" onClick={onTitles}>
      {text}
    </Anchor>
  );
  const told: readonly (readonly [string, ReactNode])[] = [
    [say('averageDelay'), days(figures.averageDelayDays)],
    [say('maxDelay'), days(figures.maxDelayDays)],
    [say('overdue'), titles(`${formatBRL(figures.overdueCents)} (${figures.overdueCount})`)],
    [
      say('toCome'),
      titles(formatBRL(figures.openCents - figures.overdueCents) + (toCome === null ? '' : ` (${toCome})`)),
    ],
    [say('received'), formatBRL(figures.receivedCents365)],
  ];
  return (
    <dl className="delay-line">
      {told.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `null` where not every open title is told: those of other branches, or beyond the first page. */
function countToCome({ openTitles, figures }: Receivables): number | null {
  const told = openTitles?.reduce((sum, { openCents }) => sum + openCents, 0);
  if (!openTitles || told !== figures?.openCents) return null;
  return openTitles.filter(({ overdueDays }) => overdueDays <= 0).length;
}

type Titles = NonNullable<Receivables['openTitles']>;

/** Overdue first, the oldest first; then what is to come. Periods without a title are left out. */
function periodsOf(titles: Titles) {
  const of = (isOverdue: boolean) =>
    AGEING_PERIODS.flatMap((period) => {
      const within = titles.filter(
        (title) => title.overdueDays > 0 === isOverdue && periodOf(daysOf(title)) === period,
      );
      const cents = within.reduce((sum, { openCents }) => sum + openCents, 0);
      return cents === 0 ? [] : [{ name: `${isOverdue} ${period}`, isOverdue, period, cents, count: within.length }];
    });
  return [...of(true).toReversed(), ...of(false)];
}

/** Overdue by so many, or due in so many. */
function daysOf({ overdueDays, dueOn }: Titles[number]): number {
  if (overdueDays > 0) return Math.trunc(overdueDays);
  return Math.max(0, Math.ceil((Date.parse(`${dueOn}T00:00:00`) - Date.now()) / 86_400_000));
}
