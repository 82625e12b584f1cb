/** Owns the one moment in which a secret is shown: a password, a key, recovery codes. */
import { Alert, Button, Code, CopyButton, Group, Stack } from '@mantine/core';
import { useToldOnceTexts } from './told-once-texts';

interface ToldOnceProps {
  readonly text: string;
  readonly secret: string;
  /** On the button that ends it; *Concluir* where it isn't told. */
  readonly doneLabel?: string;
  readonly onDone: () => void;
}

export function ToldOnce({ text, secret, doneLabel, onDone }: ToldOnceProps) {
  const say = useToldOnceTexts();
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
        <Button onClick={onDone}>{doneLabel ?? say('done')}</Button>
      </Group>
    </Stack>
  );
}
