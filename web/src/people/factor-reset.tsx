/** Owns the taking of a second factor from a person who has lost it. */
import { Button, Group, Text } from '@mantine/core';
import { formatInstant } from '../texts/formats';
import { usePeopleTexts } from './texts';

interface FactorResetProps {
  readonly since: string;
  readonly onReset: () => void;
}

export function FactorReset({ since, onReset }: FactorResetProps) {
  const say = usePeopleTexts();
  return (
    <Group justify="space-between">
      <Text size="sm" maw="28rem">
        {say('factorSince', { at: formatInstant(since) })}
      </Text>
      <Button variant="default" onClick={onReset}>
        {say('resetFactor')}
      </Button>
    </Group>
  );
}
