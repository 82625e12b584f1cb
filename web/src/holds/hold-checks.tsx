/** Owns every check that stands against an order: its text, its mode, and each number with its source and age. */
import { Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FACTS, type FactDefinition, type FactName, type FactReading, type FactValue } from '../../../domain/facts';
import { call, path } from '../data/call';
import { useMay } from '../data/session';
import { StateIcon } from '../signs/state-sign';
import { formatBRL, formatDuration, formatNumber, secondsSince } from '../texts/formats';
import { useHoldTexts } from './texts';
import type { Hold } from './use-holds';

interface DecisionFacts {
  readonly facts?: Partial<Record<FactName, FactReading>>;
}

export function HoldChecks({ hold }: { readonly hold: Hold }) {
  const say = useHoldTexts();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['decision', hold.decision],
    staleTime: Number.POSITIVE_INFINITY,
    enabled: may('decisions:read'),
    queryFn: ({ signal }) => call<DecisionFacts>('GET', path`/decisions/${hold.decision}`, undefined, { signal }),
  });
  return (
    <section>
      <Title order={3} mb="xs">
        {say('checks')}
      </Title>
      <Stack gap="sm">
        {hold.restrictions.map((restriction) => (
          <Check key={restriction.check} restriction={restriction} facts={data?.facts} />
        ))}
      </Stack>
    </section>
  );
}

interface CheckProps {
  readonly restriction: Hold['restrictions'][number];
  readonly facts: DecisionFacts['facts'];
}

function Check({ restriction, facts }: CheckProps) {
  const say = useHoldTexts();
  const { check, mode, result, analyst, seller, values = {}, waivedBy } = restriction;
  const state = result === 'unknown' ? 'unknown' : mode === 'block' ? 'blocked' : 'restricted';
  const word = waivedBy ? say('waived') : say(mode === 'block' ? 'blocks' : 'indicates');
  return (
    <div className="check">
      <div className="reason">
        <StateIcon state={waivedBy ? 'clear' : state} label={say(waivedBy ? 'waived' : state)} />
        <Text size="sm" fw={600}>
          {analyst ?? seller}
        </Text>
      </div>
      <Text size="xs" c="dimmed">
        {check} · {word}
      </Text>
      {Object.keys(values).length > 0 && (
        <Table withRowBorders={false} fz="xs" verticalSpacing={2} aria-label={analyst ?? seller}>
          <Table.Tbody>
            {Object.entries(values).map(([name, value]) => (
              <Fact key={name} name={name as FactName} value={value} reading={facts?.[name as FactName]} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}

interface FactProps {
  readonly name: FactName;
  readonly value: FactValue;
  readonly reading: FactReading | undefined;
}

function Fact({ name, value, reading }: FactProps) {
  const say = useHoldTexts();
  const asOf = reading?.known ? reading.asOf : undefined;
  return (
    <Table.Tr>
      <Table.Td title={FACTS[name].description}>{FACTS[name].label}</Table.Td>
      <Table.Td ta="right" fw={600}>
        {factText(name, value)}
      </Table.Td>
      <Table.Td ta="right" c="dimmed">
        {asOf !== undefined && say('factAge', { time: formatDuration(secondsSince(asOf)) })}
      </Table.Td>
    </Table.Tr>
  );
}

function factText(name: FactName, value: FactValue): string {
  const { unit, values }: FactDefinition = FACTS[name];
  if (typeof value === 'boolean') return value ? 'sim' : 'não';
  if (typeof value === 'string') return values?.[value] ?? value;
  if (unit === 'cents') return formatBRL(value);
  return unit === 'days' ? `${formatNumber(value)} d` : formatNumber(value);
}
