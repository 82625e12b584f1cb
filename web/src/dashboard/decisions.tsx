/** Owns how holds ended in the period: how, by whom, how long it took, and which checks are always released. */
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { PlainTable } from '../customers/plain-table';
import { formatNumber } from '../texts/formats';
import { minutesText, useCheckName } from './held-now';
import { useDashboardTexts } from './texts';
import type { Figures } from './use-figures';

export function Decisions({ figures }: { readonly figures: Figures }) {
  return (
    <div className="side-by-side">
      <ByEnding figures={figures} />
      <ByPerson figures={figures} />
      <ByCheck figures={figures} />
      <SecondHolds figures={figures} />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap="xs">
      <Title order={2}>{title}</Title>
      {children}
    </Stack>
  );
}

function ByEnding({ figures: { timeToDecide } }: { readonly figures: Figures }) {
  const say = useDashboardTexts();
  return (
    <Part title={say('byEnding')}>
      <PlainTable
        name={say('byEnding')}
        columns={[say('ending'), `${say('orderCount')}#`, `${say('median')}#`, `${say('ninety')}#`]}
        empty={say('nothingEnded')}
        error={null}
        rows={timeToDecide.map(({ how, count, medianMinutes, p90Minutes }) => ({
          key: how,
          cells: [say(how), count, minutesText(medianMinutes), minutesText(p90Minutes)],
        }))}
      />
    </Part>
  );
}

function ByPerson({ figures: { people } }: { readonly figures: Figures }) {
  const say = useDashboardTexts();
  return (
    <Part title={say('byPerson')}>
      <PlainTable
        name={say('byPerson')}
        columns={[say('person'), `${say('orderCount')}#`, `${say('median')}#`, `${say('ninety')}#`]}
        empty={say('nobodyDecided')}
        error={null}
        rows={people.map(({ subject, count, medianMinutes, p90Minutes }) => ({
          key: subject,
          cells: [subject, count, minutesText(medianMinutes), minutesText(p90Minutes)],
        }))}
      />
    </Part>
  );
}

function ByCheck({ figures: { checks, checkNames } }: { readonly figures: Figures }) {
  const say = useDashboardTexts();
  const nameOf = useCheckName(checkNames);
  return (
    <Part title={say('byCheck')}>
      <PlainTable
        name={say('byCheck')}
        columns={[say('check'), `${say('holds')}#`, `${say('released_count')}#`, `${say('share')}#`]}
        empty={say('nothingEnded')}
        error={null}
        rows={checks.map(({ check, held, released, share }) => ({
          key: check,
          cells: [nameOf(check), held, released, share === null ? '–' : `${formatNumber(share * 100)} %`],
        }))}
      />
      {checks.map(({ check, held, hint }) =>
        hint === null ? null : (
          <Text key={check} size="sm">
            {say('alwaysReleased', { check: nameOf(check), count: held })}
          </Text>
        ),
      )}
    </Part>
  );
}

function SecondHolds({ figures: { secondHolds, checkNames } }: { readonly figures: Figures }) {
  const say = useDashboardTexts();
  const nameOf = useCheckName(checkNames);
  return (
    <Part title={say('secondHolds')}>
      <PlainTable
        name={say('secondHolds')}
        columns={[say('check'), `${say('sameReason')}#`, `${say('newReason')}#`]}
        empty={say('noSecondHolds')}
        error={null}
        rows={secondHolds.map((one) => ({ key: one.check, cells: [nameOf(one.check), one.repeated, one.new] }))}
      />
    </Part>
  );
}
