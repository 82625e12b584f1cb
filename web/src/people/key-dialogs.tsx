/** Owns the making of a key, whose secret is shown once, and its revoking, which has no way back. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, path } from '../data/call';
import { useChanged } from '../data/use-changed';
import { usePost } from '../data/use-post';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { ToldOnce } from '../states/told-once';
import { ReachFields, type Reach } from './reach-fields';
import { usePeopleTexts } from './texts';
import { useReread } from './use-people';

export function KeyDialog({ onClose }: { readonly onClose: () => void }) {
  const say = usePeopleTexts();
  const reread = useReread();
  const [name, setName] = useState('');
  const [subject, setSubject] = useState('');
  const [reach, setReach] = useState<Reach>({ userGroups: [], branches: [] });
  const isUnsaved = useChanged([name, subject, reach]);
  const post = usePost();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => post<{ readonly secret: string }>('/api-keys', { name, subject, ...reach }),
    onSuccess: () => reread('api-keys'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog title={say('addKey')} isUnsaved={isUnsaved && data === undefined} onClose={onClose}>
      {data ? (
        <ToldOnce text={say('toldOnceSecret', { name })} secret={data.secret} onDone={onClose} />
      ) : (
        <form onSubmit={submit}>
          <Stack>
            <TextInput
              label={say('name')}
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <TextInput
              label={say('subject')}
              description={say('subjectHint')}
              required
              value={subject}
              onChange={(event) => setSubject(event.currentTarget.value)}
            />
            <ReachFields reach={reach} onChange={setReach} />
            {error !== null && <Failure error={error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={isPending}>
                {say('addKey')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

interface RevokeDialogProps {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function RevokeDialog({ id, name, onClose }: RevokeDialogProps) {
  const say = usePeopleTexts();
  const reread = useReread();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call('DELETE', path`/api-keys/${id}`),
    onSuccess: () => {
      reread('api-keys');
      onClose();
    },
  });
  return (
    <Dialog title={say('revoke', { name })} onClose={onClose}>
      <Stack>
        <Text size="sm">{say('revokeMeans', { name })}</Text>
        {error !== null && <Failure error={error} />}
        <Group justify="flex-end">
          <Button loading={isPending} onClick={() => mutate()}>
            {say('doRevoke')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
