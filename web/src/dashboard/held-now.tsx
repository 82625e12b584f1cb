/** Owns what is blocked at this moment: how many orders, for how much, since when and why. */
import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { PlainTable } from '../customers/plain-table';
import { formatBRL, formatNumber } from '../texts/formats';
import { useDashboardTexts } from './texts';
import type { Figures } from './use-figures';

const FORCED = 'forced-hold';

export function HeldNow({ figures }: { readonly figures: Figures }) {
  const say = useDashboardTexts();
  const { held, timeToDecide, days } = figures;
  const released = timeToDecide.find(({ how }) => how === 'released');
  const decided = timeToDecide.reduce((sum, { count }) => sum + count, 0);
  const tiles = [
    [say('heldNow'), say('orders', { count: held.count }), formatBRL(held.valueCents)],
    [say('begun'), say('orders', { count: days.reduce((sum, { begun }) => sum + begun, 0) }), say('inPeriod')],
    [say('ended'), say('orders', { count: decided }), say('inPeriod')],
    [
      say('medianRelease'),
      minutesText(released?.medianMinutes ?? null),
      released ? say('p90', { time: minutesText(released.p90Minutes) }) : say('inPeriod'),
    ],
  ] as const;
  return (
    <Stack gap="md">
      <dl className="tiles">
        {tiles.map(([name, value, more]) => (
          <Paper key={name} withBorder p="sm">
            <dt>{name}</dt>
            <dd>{value}</dd>
            <dd className="tile-more">{more}</dd>
          </Paper>
        ))}
      </dl>
      <Stack gap="xs">
        <Title order={2}>{say('byReason')}</Title>
        {held.count > 0 && (
          <Text size="sm">
            {say('countsInEach')}{' '}
            <Anchor component={Link} href="/pedidos-bloqueados" size="sm" underline="always">
              {say('openQueue')}
            </Anchor>
          </Text>
        )}
        <Reasons figures={figures} />
      </Stack>
    </Stack>
  );
}

function Reasons({ figures: { held, checkNames } }: { readonly figures: Figures }) {
  const say = useDashboardTexts();
  const nameOf = useCheckName(checkNames);
  return (
    <PlainTable
      name={say('byReason')}
      columns={[
        ...[say('reason'), `${say('orderCount')}#`, `${say('value')}#`],
        ...held.byAge.map(({ age }) => `${say(age)}#`),
      ]}
      empty={say('nothingHeld')}
      error={null}
      rows={held.byReason.map(({ reason, count, valueCents, byAge }) => ({
        key: reason,
        cells: [nameOf(reason), count, formatBRL(valueCents), ...byAge.map((age) => age.count)],
      }))}
    />
  );
}

/** What the policies call a check; its id where none in force has it any more. */
export function useCheckName(names: Figures['checkNames']): (check: string) => string {
  const say = useDashboardTexts();
  const known = new Map(names.map(({ check, name }) => [check, name]));
  return (check) => (check === FORCED ? say('forced') : (known.get(check) ?? check));
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** Whole minutes as a person says them: 35 min, 2,5 h, 3 d. */
export function minutesText(minutes: number | null): string {
  if (minutes === null) return '–';
  if (minutes < 2 * HOUR) return `${minutes} min`;
  return minutes < 2 * DAY ? `${formatNumber(minutes / HOUR)} h` : `${formatNumber(minutes / DAY)} d`;
}
