/** Owns every check that stands against an order: its text, its mode, and each number with what is asked for, source and age. */
import { Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Judgement } from '../../../contracts/judgement';
import type { FactName, FactReading } from '../../../domain/facts';
import { call, path } from '../data/call';
import { useMay } from '../data/session';
import { StateIcon } from '../signs/state-sign';
import { CheckRow } from './check-row';
import { useDeskTexts } from './desk-texts';
import { requirementsOf, type Requirement } from '../../../contracts/requirements';
import type { Hold } from './use-holds';

/** As much of a decision as the drawer shows. */
interface DecisionShown {
  readonly facts?: Partial<Record<FactName, FactReading>>;
  readonly judgement?: Pick<Judgement, 'checks'>;
}

export function HoldChecks({ hold }: { readonly hold: Hold }) {
  const say = useDeskTexts();
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['decision', hold.decision],
    staleTime: Number.POSITIVE_INFINITY,
    enabled: may('decisions:read'),
    queryFn: ({ signal }) => call<DecisionShown>('GET', path`/decisions/${hold.decision}`, undefined, { signal }),
  });
  return (
    <section>
      <Title order={3} mb="xs">
        {say('checks')}
      </Title>
      <Stack gap="sm">
        {hold.restrictions.map((restriction) => (
          <Check key={restriction.check} restriction={restriction} decision={data} />
        ))}
      </Stack>
    </section>
  );
}

interface CheckProps {
  readonly restriction: Hold['restrictions'][number];
  readonly decision: DecisionShown | undefined;
}

function Check({ restriction, decision }: CheckProps) {
  const say = useDeskTexts();
  const { check, mode, result, analyst, seller, waivedBy } = restriction;
  const state = result === 'unknown' ? 'unknown' : mode === 'block' ? 'blocked' : 'restricted';
  const word = waivedBy ? say('waived') : say(mode === 'block' ? 'blocks' : 'indicates');
  const rows = rowsOf(restriction, decision);
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
      {rows.length > 0 && (
        <Table withRowBorders={false} fz="xs" verticalSpacing={2} horizontalSpacing={6} aria-label={analyst ?? seller}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('fact')}</Table.Th>
              <Table.Th ta="right">{say('actual')}</Table.Th>
              <Table.Th ta="right">{say('required')}</Table.Th>
              <Table.Th>{say('source')}</Table.Th>
              <Table.Th ta="right">{say('factAge')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <CheckRow key={`${row.fact} ${row.relation ?? ''}`} row={row} reading={decision?.facts?.[row.fact]} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}

/** What the rules asked for first; then the other numbers that the check's texts are about. */
function rowsOf({ check, values = {} }: CheckProps['restriction'], decision: CheckProps['decision']) {
  const judged = decision?.judgement?.checks.find((one) => one.check === check);
  const asked: readonly Requirement[] = judged === undefined ? [] : requirementsOf(judged);
  const told = new Set<string>(asked.flatMap(({ fact, wantedFact }) => (wantedFact ? [fact, wantedFact] : [fact])));
  const others = Object.entries(values).filter(([fact]) => !told.has(fact));
  return [
    ...asked,
    ...others.map(([fact, actual]) => {
      return { fact: fact as FactName, actual, relation: null, wanted: [], wantedFact: null } as const;
    }),
  ];
}
