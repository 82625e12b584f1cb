/** Owns the one moment in which recovery codes are shown. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useFactorTexts } from './texts';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

export function RecoveryCodesShown({ codes, onDone }: RecoveryCodesProps) {
  const say = useFactorTexts();
  const text = codes.join('\n');
  return (
    <Stack>
      <Text fw={600}>{say('recoveryTitle')}</Text>
      <Alert variant="light" color="indigo">
        {say('recoveryMeans')}
      </Alert>
      <Code block>{text}</Code>
      <Group justify="flex-end">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {say(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>{say('done')}</Button>
      </Group>
    </Stack>
  );
}
