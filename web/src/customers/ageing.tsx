/** Owns a customer's titles at a glance: delay, overdue, to come, and the open ones by period. */
import { Paper, Text, Title } from '@mantine/core';
import { AGEING_PERIODS, periodOf } from '../../../domain/ageing';
import { formatBRL, formatNumber } from '../texts/formats';
import { useCustomerTexts } from './texts';
import type { Receivables } from './use-customer';

export function Ageing({ receivables }: { readonly receivables: Receivables | undefined }) {
  const say = useCustomerTexts();
  const figures = receivables?.figures;
  const days = (value: number | null) =>
    value === null ? say('noPayment') : say('days', { count: formatNumber(value) });
  const rows = figures
    ? [
        [say('averageDelay'), days(figures.averageDelayDays)],
        [say('maxDelay'), days(figures.maxDelayDays)],
        [say('overdue'), `${formatBRL(figures.overdueCents)} (${figures.overdueCount})`],
        [say('toCome'), formatBRL(figures.openCents - figures.overdueCents)],
        [say('received'), formatBRL(figures.receivedCents365)],
      ]
    : [];
  const bars = periodsOf(receivables?.openTitles ?? []);
  const most = Math.max(1, ...bars.map(({ cents }) => cents));
  return (
    <Paper withBorder p="sm">
      <Title order={3} mb="xs">
        {say('titles')}
      </Title>
      <dl className="pairs">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {receivables !== undefined && figures === null && <Text size="sm">{say('notKnown')}</Text>}
      {bars.length > 0 && (
        <ul className="bars" aria-label={say('ageing')}>
          {bars.map(({ name, isOverdue, period, cents }) => (
            <li key={name}>
              <span>{say(isOverdue ? 'overdueBy' : 'dueIn', { period })}</span>
              <span
                className="bar"
                data-overdue={isOverdue || undefined}
                style={{ width: `${(cents / most) * 40}%` }}
              />
              <span>{formatBRL(cents)}</span>
            </li>
          ))}
        </ul>
      )}
    </Paper>
  );
}

type Titles = NonNullable<Receivables['openTitles']>;

/** Overdue first, the oldest first; then what is to come. Periods without a title are left out. */
function periodsOf(titles: Titles) {
  const of = (isOverdue: boolean) =>
    AGEING_PERIODS.flatMap((period) => {
      const within = titles.filter(
        ({ overdueDays }) => overdueDays > 0 === isOverdue && periodOf(Math.abs(Math.trunc(overdueDays))) === period,
      );
      const cents = within.reduce((sum, { openCents }) => sum + openCents, 0);
      return cents === 0 ? [] : [{ name: `${isOverdue} ${period}`, isOverdue, period, cents }];
    });
  return [...of(true).toReversed(), ...of(false)];
}
