/** Owns the question before a run: what will be sent, and that nothing is charged. */
import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { useReceivablesTexts } from './texts';
import { useRunNow } from './use-sync';

interface RunDialogProps {
  readonly branch: string;
  /** All until then is at Deps. */
  readonly since: string | null;
  readonly onClose: () => void;
  readonly onStarted: (run: string) => void;
}

export function RunDialog({ branch, since, onClose, onStarted }: RunDialogProps) {
  const say = useReceivablesTexts();
  const [everything, setEverything] = useState(false);
  const { mutate, error, isPending } = useRunNow(branch, onStarted);
  const isAll = since === null || everything;
  return (
    <Dialog title={say('runTitle', { branch })} onClose={onClose}>
      <Stack>
        <Text size="sm">{isAll ? say('runMeansFirst') : say('runMeans', { since: formatInstant(since) })}</Text>
        {since !== null && (
          <Checkbox
            label={say('everything')}
            description={say('everythingMeans')}
            checked={everything}
            onChange={(event) => setEverything(event.currentTarget.checked)}
          />
        )}
        {error !== null && <Failure error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button data-autofocus loading={isPending} onClick={() => mutate(everything)}>
            {say('doRun')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
