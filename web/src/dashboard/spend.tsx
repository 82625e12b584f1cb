/** Owns what bureaus cost this month: against each branch's budget, and by bureau and product. */
import { Progress, Stack, Text, Title } from '@mantine/core';
import { PlainTable } from '../customers/plain-table';
import { StateBadge } from '../signs/state-sign';
import { Failure } from '../states/failure';
import { formatBRL, formatNumber } from '../texts/formats';
import { useDashboardTexts } from './texts';
import { useBudgets, useSpend, type Budget, type SpendRow } from './use-figures';

export function Spend({ branch }: { readonly branch: string | null }) {
  const say = useDashboardTexts();
  const { data, error } = useBudgets();
  const shown = data?.branches.filter((one) => branch === null || one.branch === branch);
  return (
    <div className="side-by-side">
      <Stack gap="xs">
        <Title order={2}>{say('budgets')}</Title>
        {data?.companyEnabled === false && <StateBadge state="restricted" label={say('companyOff')} />}
        <PlainTable
          name={say('budgets')}
          columns={[say('branch'), `${say('spentMonth')}#`, `${say('cap')}#`, say('share'), `${say('spentToday')}#`]}
          empty={say('noBudgets')}
          error={error}
          rows={shown?.map((one) => ({
            key: one.branch,
            cells: [
              ...[one.branch, formatBRL(one.spentThisMonthCents)],
              one.monthCapCents === null ? say('noCap') : formatBRL(one.monthCapCents),
              <Share key="share" budget={one} />,
              formatBRL(one.spentTodayCents),
            ],
          }))}
        />
      </Stack>
      <ByBureau branch={branch} />
    </div>
  );
}

/** How much of the month's cap is used, with a word beside it from where it is warned. */
function Share({ budget }: { readonly budget: Budget }) {
  const say = useDashboardTexts();
  const { monthCapCents, spentThisMonthCents, warnings, enabled, branch } = budget;
  if (!enabled) return say('switchedOff');
  if (monthCapCents === null || monthCapCents === 0) return '–';
  const percent = (spentThisMonthCents / monthCapCents) * 100;
  return (
    <Stack gap={4} miw={110}>
      <Progress
        value={Math.min(percent, 100)}
        aria-label={say('shareOf', { branch })}
        color={warnings.includes('month') ? 'yellow.7' : 'indigo.6'}
      />
      <Text size="xs">
        {formatNumber(percent)} % {warnings.includes('month') && say('nearlyUsed')}
      </Text>
    </Stack>
  );
}

const sumOf = ({ boughtCents, unknownCents, chargedWithoutReportCents, perhapsTwiceCents, underWayCents }: SpendRow) =>
  boughtCents + unknownCents + chargedWithoutReportCents + perhapsTwiceCents + underWayCents;

function ByBureau({ branch }: { readonly branch: string | null }) {
  const say = useDashboardTexts();
  const { data, error } = useSpend(branch);
  return (
    <Stack gap="xs">
      <Title order={2}>{say('byBureau')}</Title>
      {error !== null && data === undefined && <Failure error={error} />}
      {data !== undefined && (
        <PlainTable
          name={say('byBureau')}
          columns={[
            ...[say('branch'), say('bureau'), say('product'), `${say('bought')}#`, `${say('reused')}#`],
            ...[`${say('unknownCount')}#`, `${say('cost')}#`],
          ]}
          empty={say('nothingBought')}
          error={null}
          rows={data.rows.map((row) => ({
            key: [row.branch, row.bureau, row.product].join(' '),
            cells: [
              ...[row.branch, row.bureau === 'spc' ? 'SPC' : 'Deps', row.product, row.bought, row.reused],
              ...[row.unknown, formatBRL(sumOf(row))],
            ],
          }))}
        />
      )}
      {data !== undefined && data.total.withoutPrice > 0 && (
        <Text size="sm">{say('withoutPrice', { count: data.total.withoutPrice })}</Text>
      )}
    </Stack>
  );
}
