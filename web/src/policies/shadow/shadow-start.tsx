/** Owns the beginning of a run beside the live policy: until which day. */
import { Button, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { DateField } from '../../fields/date-field';
import { PolicyFailure } from '../policy-failure';
import { endDays, endOfDay } from './shadow-period';
import { useShadowTexts } from './texts';
import type { useShadowActs } from './use-shadow';

interface ShadowStartProps {
  readonly acts: ReturnType<typeof useShadowActs>;
  readonly isSaved: boolean;
  /** What an earlier run has counted goes as a new one begins. */
  readonly isAnother: boolean;
}

export function ShadowStart({ acts: { begin }, isSaved, isAnother }: ShadowStartProps) {
  const say = useShadowTexts();
  const { min, max, usual } = endDays(new Date());
  const [day, setDay] = useState(usual);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate(endOfDay(day));
  };
  return (
    <Stack component="form" gap="xs" onSubmit={submit}>
      <Text size="sm">
        {[say('means'), !isSaved && say('onlySaved'), isAnother && say('replaces')].filter(Boolean).join(' ')}
      </Text>
      <div className="case-fields">
        <DateField size="xs" label={say('until')} required value={day} onChange={setDay} min={min} max={max} />
        <Button type="submit" size="xs" loading={begin.isPending} disabled={!isSaved}>
          {say('begin')}
        </Button>
      </div>
      {begin.error !== null && <PolicyFailure error={begin.error} />}
    </Stack>
  );
}
