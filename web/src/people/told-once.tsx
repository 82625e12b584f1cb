/** Owns the one moment in which a password or a key is shown. */
import { Alert, Button, Code, CopyButton, Group, Stack } from '@mantine/core';
import { usePeopleTexts } from './texts';

interface ToldOnceProps {
  readonly text: string;
  readonly secret: string;
  readonly onDone: () => void;
}

export function ToldOnce({ text, secret, onDone }: ToldOnceProps) {
  const say = usePeopleTexts();
  return (
    <Stack>
      <Alert variant="light" color="indigo">
        {text}
      </Alert>
      <Code block>{secret}</Code>
      <Group justify="flex-end">
        <CopyButton value={secret}>
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
