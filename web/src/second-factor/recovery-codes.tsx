/** Owns the one moment in which recovery codes are shown. */
import { Stack, Text } from '@mantine/core';
import { ToldOnce } from '../states/told-once';
import { useFactorTexts } from './texts';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

export function RecoveryCodesShown({ codes, onDone }: RecoveryCodesProps) {
  const say = useFactorTexts();
  return (
    <Stack>
      <Text fw={600}>{say('recoveryTitle')}</Text>
      <ToldOnce text={say('recoveryMeans')} secret={codes.join('\n')} doneLabel={say('done')} onDone={onDone} />
    </Stack>
  );
}
