/** Owns one number of a check: what it is, what is asked for, where it comes from and how old it is. */
import { Table } from '@mantine/core';
import { FACTS, type FactDefinition, type FactName, type FactReading, type FactValue } from '../../../domain/facts';
import { formatBRL, formatDuration, formatNumber, secondsSince } from '../texts/formats';
import { useDeskTexts } from './desk-texts';
import type { Requirement } from '../../../contracts/requirements';

/** A number that the rules didn't ask for has no relation. */
export type CheckRowShown = Omit<Requirement, 'relation'> & { readonly relation: Requirement['relation'] | null };

interface CheckRowProps {
  readonly row: CheckRowShown;
  readonly reading: FactReading | undefined;
}

export function CheckRow({ row: { fact, actual, relation, wanted, wantedFact }, reading }: CheckRowProps) {
  const say = useDeskTexts();
  const { label, description, source }: FactDefinition = FACTS[fact];
  const value = wanted.map((one) => factText(fact, one)).join(', ');
  const isAsked = relation !== null && value !== '';
  return (
    <Table.Tr>
      <Table.Td title={description}>{label}</Table.Td>
      <Table.Td ta="right" fw={600}>
        {typeof actual === 'object' ? say(`why_${actual.why}`) : factText(fact, actual)}
      </Table.Td>
      <Table.Td ta="right" title={wantedFact === null ? undefined : FACTS[wantedFact].label}>
        {isAsked ? say(`req_${relation}`, { value }) : say('noRequirement')}
      </Table.Td>
      <Table.Td>{say(`src_${source}`)}</Table.Td>
      <Table.Td ta="right">
        {reading?.known ? say('sinceFact', { time: formatDuration(secondsSince(reading.asOf)) }) : say('noRequirement')}
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
