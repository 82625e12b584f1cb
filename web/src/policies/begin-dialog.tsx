/** Owns the beginning of a draft: from which version, and what its authors call it. */
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { policyAddress } from './policy-list';
import { usePolicyTexts } from './texts';
import { useBeginDraft } from './use-policies';

interface BeginDialogProps {
  readonly policy: string;
  readonly from: number;
  readonly latest: number;
  readonly onClose: () => void;
}

export function BeginDialog({ policy, from, latest, onClose }: BeginDialogProps) {
  const say = usePolicyTexts();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const { mutate, error, isPending } = useBeginDraft();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wish = { policy, from, name: name.trim() === '' ? null : name.trim() };
    mutate(wish, { onSuccess: ({ draft }) => navigate(policyAddress(policy, draft)) });
  };
  return (
    <Dialog
      title={say('begin')}
      isUnsaved={name !== ''}
      stays={(to) => to.startsWith(`${policyAddress(policy)}/`)}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack>
          <Alert variant="light" color="indigo">
            <Text size="sm">{say('beginMeans', { version: from, latest })}</Text>
          </Alert>
          <TextInput
            data-autofocus
            label={say('draftName')}
            description={say('draftNameHint')}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {error !== null && <Failure error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {say('begin')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
