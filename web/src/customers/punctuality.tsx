/** Owns the punctuality of 24 months as a small chart: how late a month's payments were, and a table that says the same. */
import { Paper, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { call, path } from '../data/call';
import { formatNumber } from '../texts/formats';
import { usePunctualityTexts } from './punctuality-texts';
import { customerKeyOf } from './use-customer';

interface Month {
  readonly month: string;
  readonly settledCount: number;
  readonly onTimeCount: number;
  readonly averageDelayDays: number | null;
}
interface PunctualityProps {
  readonly customerKey: string;
  readonly branch: string;
}

const WIDTH = 480;
const HEIGHT = 96;
const FOOT = 14;

export default function Punctuality({ customerKey, branch }: PunctualityProps) {
  const say = usePunctualityTexts();
  const { data } = useQuery({
    queryKey: [...customerKeyOf(customerKey), 'punctuality', branch],
    queryFn: ({ signal }) => {
      const from = path`/branches/${branch}/customers/${customerKey}/punctuality`;
      return call<{ readonly months: readonly Month[] | null }>('GET', from, undefined, { signal });
    },
  });
  const months = data?.months;
  const settled = months?.reduce((sum, { settledCount }) => sum + settledCount, 0) ?? 0;
  const onTime = months?.reduce((sum, { onTimeCount }) => sum + onTimeCount, 0) ?? 0;
  return (
    <Paper withBorder p="sm">
      <Title order={3} mb="xs">
        {say('title')}
      </Title>
      {months === null && <Text size="sm">{say('notKnown')}</Text>}
      {months && settled === 0 && <Text size="sm">{say('nothing')}</Text>}
      {months && settled > 0 && (
        <>
          <Text size="sm">{say('summary', { count: settled, percent: Math.round((onTime / settled) * 100) })}</Text>
          <Chart months={months} />
          <MonthTable months={months} />
        </>
      )}
    </Paper>
  );
}

/** A bar a month, as high as its average delay; a month on time has a green foot, one without payments nothing. */
function Chart({ months }: { readonly months: readonly Month[] }) {
  const say = usePunctualityTexts();
  const most = Math.max(1, ...months.map(({ averageDelayDays }) => averageDelayDays ?? 0));
  const step = WIDTH / months.length;
  const room = HEIGHT - FOOT;
  return (
    <svg
      className="punctuality"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={say('chart', { most: days(most) })}
    >
      <line x1="0" x2={WIDTH} y1={room} y2={room} className="axis" />
      {months.map(({ month, averageDelayDays }, index) => {
        if (averageDelayDays === null) return null;
        const height = Math.max(3, (averageDelayDays / most) * (room - 4));
        return (
          <rect
            key={month}
            className={averageDelayDays > 0 ? 'late' : 'on-time'}
            {...{ x: index * step + 2, y: room - height, width: step - 4, height, rx: 2 }}
          >
            <title>{`${nameOf(month)}: ${days(averageDelayDays)} d`}</title>
          </rect>
        );
      })}
      {[0, months.length - 1].map((index) => (
        <text key={index} x={index === 0 ? 0 : WIDTH} y={HEIGHT - 2} textAnchor={index === 0 ? 'start' : 'end'}>
          {nameOf(months[index]?.month ?? '')}
        </text>
      ))}
    </svg>
  );
}

function MonthTable({ months }: { readonly months: readonly Month[] }) {
  const say = usePunctualityTexts();
  const told = months.filter(({ settledCount }) => settledCount > 0).toReversed();
  return (
    <details>
      <summary>{say('asTable')}</summary>
      <Table aria-label={say('title')} fz="xs">
        <Table.Thead>
          <Table.Tr>
            {(['month', 'paid', 'onTime', 'delay'] as const).map((name) => (
              <Table.Th key={name} ta={name === 'month' ? 'left' : 'right'}>
                {say(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {told.map(({ month, settledCount, onTimeCount, averageDelayDays }) => (
            <Table.Tr key={month}>
              <Table.Td>{nameOf(month)}</Table.Td>
              <Table.Td ta="right">{settledCount}</Table.Td>
              <Table.Td ta="right">{onTimeCount}</Table.Td>
              <Table.Td ta="right">{days(averageDelayDays ?? 0)} d</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  );
}

const days = (value: number) => formatNumber(value);

/** `2026-11` as 11/2026. */
function nameOf(month: string): string {
  return month.split('-').toReversed().join('/');
}
