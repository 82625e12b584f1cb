/** Owns the one question before what is taken from a person without a way back: second factor, or password. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { Failure } from '../states/failure';
import { usePeopleTexts } from './texts';

export type Reset = 'password' | 'factor';

interface ConfirmResetProps {
  readonly reset: Reset;
  readonly name: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
  readonly onBack: () => void;
}

export function ConfirmReset({ reset, name, error, isPending, onConfirm, onBack }: ConfirmResetProps) {
  const say = usePeopleTexts();
  const isFactor = reset === 'factor';
  return (
    <Stack>
      <Text size="sm">{say(isFactor ? 'resetFactorMeans' : 'resetMeans', { name })}</Text>
      {error !== null && <Failure error={error} />}
      <Group justify="flex-end">
        <Button variant="default" autoFocus onClick={onBack}>
          {say('back')}
        </Button>
        <Button loading={isPending} onClick={onConfirm}>
          {say(isFactor ? 'doResetFactor' : 'doReset')}
        </Button>
      </Group>
    </Stack>
  );
}
