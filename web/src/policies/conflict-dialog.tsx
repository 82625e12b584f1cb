/** Owns what is shown where somebody else saved first: what they changed, and whose text is to stay. */
import { Alert, Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { Changes } from './change-list';
import { usePolicyTexts } from './texts';
import type { Editor } from './use-editor';
import type { Conflict } from './use-policies';

interface ConflictDialogProps {
  readonly conflict: Conflict;
  readonly editor: Editor;
}

export function ConflictDialog({ conflict, editor }: ConflictDialogProps) {
  const say = usePolicyTexts();
  const [isClosed, setClosed] = useState<Conflict | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (isClosed === conflict) return null;
  const { by, at, changes } = conflict;
  const take = () => void editor.takeTheirs().catch(setError);
  return (
    <Dialog title={say('conflict')} size="lg" onClose={() => setClosed(conflict)}>
      <Stack>
        <Alert variant="light" color="yellow">
          <Text size="sm">{say('conflictMeans', { who: by, at: formatInstant(at) })}</Text>
        </Alert>
        {changes === null ? <Text size="sm">{say('changesForgotten')}</Text> : <Changes changes={changes} />}
        <Text size="sm">{say('conflictChoice', { who: by })}</Text>
        {error !== null && <Failure error={error} />}
        <Group justify="flex-end" gap="xs">
          <CopyButton value={editor.typed.text}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {say(copied ? 'copied' : 'copyMine')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={take}>
            {say('takeTheirs', { who: by })}
          </Button>
          <Button loading={editor.isSaving} onClick={() => void editor.keepMine()}>
            {say('keepMine')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
