/** Owns the "I" and why it is as it is: each check, since when, and what would make it go away. */
import { Paper, Stack, Text, Title } from '@mantine/core';
import { StateBadge, StateIcon } from '../signs/state-sign';
import { formatDay } from '../texts/formats';
import { useCustomerTexts } from './texts';
import { useTimeline } from './use-customer';

export function WhyIndicator({ customerKey }: { readonly customerKey: string }) {
  const say = useCustomerTexts();
  const { data } = useTimeline(customerKey);
  const told = data?.indicator;
  const state = told?.indicator ?? 'unknown';
  return (
    <Paper withBorder p="sm">
      <Title order={3} mb="xs">
        {say('why')} <StateBadge state={state} label={say(state)} />
      </Title>
      <Stack gap={6}>
        {told?.restrictions.length === 0 && (
          <Text size="sm">{say(state === 'unknown' ? 'notJudged' : 'whyNothing')}</Text>
        )}
        {told?.restrictions.map(({ check, result, seller, analyst, since, clears }) => (
          <div key={check}>
            <div className="why-line">
              <StateIcon
                state={result === 'unknown' ? 'unknown' : 'restricted'}
                label={say(result === 'unknown' ? 'unknown' : 'restricted')}
              />
              <Text size="sm">{analyst ?? seller ?? check}</Text>
            </div>
            <Text size="xs" c="dimmed">
              {say('since', { date: formatDay(since) })} · {say('clears', { how: clears })}
            </Text>
          </div>
        ))}
      </Stack>
    </Paper>
  );
}
