/** Owns the last word before a step that others feel: one sentence of what will happen, perhaps a reason, a verb. */
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Dialog } from '../states/dialog';
import { PolicyFailure } from './policy-failure';
import { usePolicyTexts } from './texts';

interface ActDialogProps {
  readonly title: string;
  readonly means: string;
  readonly verb: string;
  /** The label of the reason that is asked for; `null` where none is. */
  readonly reason: string | null;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onAct: (reason: string) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

const LONGEST_REASON = 500;

export function ActDialog({ title, means, verb, reason, error, isBusy, onAct, onClose, children }: ActDialogProps) {
  const say = usePolicyTexts();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct(typed.trim());
  };
  return (
    <Dialog title={title} isUnsaved={typed !== ''} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Alert variant="light" color="indigo">
            <Text size="sm">{means}</Text>
          </Alert>
          {children}
          {reason !== null && (
            <Textarea
              data-autofocus
              label={reason}
              required
              autosize
              minRows={2}
              maxLength={LONGEST_REASON}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {error !== null && <PolicyFailure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={isBusy} {...(reason === null && { 'data-autofocus': true })}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
