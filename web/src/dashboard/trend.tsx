/** Owns how many orders were blocked and unblocked day by day: drawn, and as the table behind the drawing. */
import { LineChart } from '@mantine/charts';
import { Stack, Title } from '@mantine/core';
import { PlainTable } from '../customers/plain-table';
import { formatBRL, formatDate } from '../texts/formats';
import { useDashboardTexts } from './texts';
import type { Figures } from './use-figures';
import '@mantine/core/styles/ColorSwatch.css';
import '@mantine/charts/styles.css';

export default function Trend({ days }: Pick<Figures, 'days'>) {
  const say = useDashboardTexts();
  const data = days.map(({ day, begun, ended }) => ({ day: formatDate(day).slice(0, 5), begun, ended }));
  return (
    <Stack gap="xs">
      <Title order={2}>{say('trend')}</Title>
      {/* The table says the same to whoever can't see it. */}
      <div aria-hidden>
        <LineChart
          h={240}
          data={data}
          dataKey="day"
          withLegend
          withDots={false}
          curveType="linear"
          series={[
            { name: 'begun', label: say('begun'), color: 'indigo.6' },
            { name: 'ended', label: say('ended'), color: 'gray.6', strokeDasharray: '6 4' },
          ]}
          yAxisProps={{ allowDecimals: false, width: 40 }}
          lineChartProps={{ accessibilityLayer: false }}
          lineProps={{ isAnimationActive: false }}
        />
      </div>
      <details>
        <summary>{say('trendTable')}</summary>
        <PlainTable
          name={say('trend')}
          columns={[say('day'), `${say('begun')}#`, `${say('begunValue')}#`, `${say('ended')}#`]}
          empty={say('nothingHeld')}
          error={null}
          rows={days.toReversed().map(({ day, begun, begunCents, ended }) => ({
            key: day,
            cells: [formatDate(day), begun, formatBRL(begunCents), ended],
          }))}
        />
      </details>
    </Stack>
  );
}
