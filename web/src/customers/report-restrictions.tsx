/** Owns what a bureau has against somebody, kind by kind, with its records; what was not searched is never clean. */
import { Stack, Title } from '@mantine/core';
import { StateIcon, type StateName } from '../signs/state-sign';
import { formatBRL, formatDate } from '../texts/formats';
import { PlainTable } from './plain-table';
import { useReportTexts } from './report-texts';
import type { Report } from './use-customer';

type Block = Report['restrictions'][number];

const SIGN: Readonly<Record<Block['state'], StateName>> = {
  clean: 'clear',
  found: 'restricted',
  failed: 'unknown',
  notContracted: 'unknown',
};
const WORD = {
  clean: 'clean',
  found: 'found',
  failed: 'blockFailed',
  notContracted: 'blockNotContracted',
} as const satisfies Record<Block['state'], string>;

export function ReportRestrictions({ restrictions }: { readonly restrictions: readonly Block[] }) {
  const say = useReportTexts();
  return (
    <Stack gap="xs">
      <Title order={3}>{say('restrictions')}</Title>
      <PlainTable
        name={say('restrictions')}
        columns={[say('kind'), say('state'), `${say('count')}#`, `${say('value')}#`, say('latest')]}
        empty={say('none')}
        error={null}
        rows={restrictions.map(({ kind, state, count, valueCents, latestOn }) => ({
          key: kind,
          cells: [
            say(kind),
            <span key="state" className="why-line">
              <StateIcon state={SIGN[state]} label={say(WORD[state])} /> {say(WORD[state])}
            </span>,
            count ?? '–',
            money(valueCents),
            date(latestOn),
          ],
        }))}
      />
      <Records blocks={restrictions.filter(({ records }) => records.length > 0)} />
    </Stack>
  );
}

function Records({ blocks }: { readonly blocks: readonly Block[] }) {
  const say = useReportTexts();
  return blocks.map(({ kind, records }) => (
    <details key={kind}>
      <summary>{say('records', { kind: say(kind) })}</summary>
      <PlainTable
        name={say('records', { kind: say(kind) })}
        columns={[say('due'), `${say('value')}#`]}
        empty={say('none')}
        error={null}
        rows={records.map(({ dueOn, valueCents }, index) => ({
          key: String(index),
          cells: [date(dueOn), money(valueCents)],
        }))}
      />
    </details>
  ));
}

const money = (cents: number | null) => (cents === null ? '–' : formatBRL(cents));
const date = (on: string | null) => (on === null ? '–' : formatDate(on));
