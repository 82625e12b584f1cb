/** Owns the form of one user group: a box for each permission. */
import { Button, Checkbox, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, path } from '../data/call';
import { useChanged } from '../data/use-changed';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { usePeopleTexts } from './texts';
import { useReread, type Groups, type UserGroup } from './use-people';

interface GroupDialogProps {
  readonly group: UserGroup | null;
  readonly permissions: Groups['permissions'];
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

export function GroupDialog({ group, permissions, mayWrite, onClose }: GroupDialogProps) {
  const say = usePeopleTexts();
  const reread = useReread();
  const [id, setId] = useState('');
  const [name, setName] = useState(group?.name ?? '');
  const [requires, setRequires] = useState(group?.requiresSecondFactor ?? false);
  const [held, setHeld] = useState<readonly string[]>(group?.permissions ?? []);
  const isUnsaved = useChanged([id, name, requires, [...held].sort()]);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      call('PUT', path`/user-groups/${group?.userGroup ?? id}`, {
        name,
        permissions: held,
        requiresSecondFactor: requires,
        revision: group?.revision ?? 0,
      }),
    onSuccess: () => {
      reread('user-groups');
      notifications.show({ message: say('saved') });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <Dialog
      title={group === null ? say('addGroup') : say('change', { name: group.name })}
      size="lg"
      isUnsaved={isUnsaved}
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack>
          {group === null && (
            <TextInput
              label={say('groupId')}
              description={say('groupHint')}
              required
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={say('name')}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Switch
            label={say('requiresFactor')}
            description={say('requiresFactorMeans')}
            checked={requires}
            disabled={!mayWrite}
            onChange={(event) => setRequires(event.currentTarget.checked)}
          />
          {group?.isFixed === true && <Text size="sm">{say('fixed')}</Text>}
          <Checkbox.Group label={say('permissions')} value={[...held]} onChange={setHeld}>
            <Stack gap="xs" mt="xs">
              {permissions.map((one) => (
                <Checkbox
                  key={one.permission}
                  value={one.permission}
                  label={one.name}
                  disabled={!mayWrite || group?.isFixed === true}
                />
              ))}
            </Stack>
          </Checkbox.Group>
          {error !== null && <Failure error={error} />}
          {mayWrite && (
            <Group justify="flex-end">
              <Button type="submit" loading={isPending}>
                {say(group === null ? 'addGroup' : 'save')}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}
