/** Owns the form of one user: added, changed, switched off, given another password. */
import { Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, path, type Method } from '../data/call';
import { useChanged } from '../data/use-changed';
import { usePost } from '../data/use-post';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { ToldOnce } from '../states/told-once';
import { ConfirmReset, type Reset } from './confirm-reset';
import { FactorReset } from './factor-reset';
import { ReachFields, type Reach } from './reach-fields';
import { usePeopleTexts } from './texts';
import { useReread, type User } from './use-people';
import { UserSessions } from './user-sessions';

interface UserDialogProps {
  /** `null` for a new one. */
  readonly user: User | null;
  readonly onClose: () => void;
}
type Answer = Partial<User> & { readonly password?: string; readonly ended?: number };

const NEW: Reach = { userGroups: [], branches: [] };

export function UserDialog({ user, onClose }: UserDialogProps) {
  const say = usePeopleTexts();
  const { fields, set, act, submit, error, isPending, password } = useUserForm(user, onClose);
  const isUnsaved = useChanged(fields);
  const [asked, setAsked] = useState<Reset | null>(null);
  const title = user === null ? say('addUser') : say('change', { name: user.name });
  if (password !== null) {
    return (
      <Dialog title={title} onClose={onClose}>
        <ToldOnce text={say('toldOncePassword', { name: fields.name })} secret={password} onDone={onClose} />
      </Dialog>
    );
  }
  if (user !== null && asked !== null) {
    const to =
      asked === 'factor' ? path`/users/${user.user}/second-factor-reset` : path`/users/${user.user}/password-reset`;
    return (
      <Dialog title={title} isUnsaved={isUnsaved} onClose={onClose}>
        <ConfirmReset
          {...{ reset: asked, name: user.name, error, isPending }}
          onConfirm={() => act('POST', to)}
          onBack={() => setAsked(null)}
        />
      </Dialog>
    );
  }
  return (
    <Dialog title={title} {...(user !== null && { size: 'lg' })} isUnsaved={isUnsaved} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          {user === null && (
            <TextInput
              label={say('user')}
              description={say('userHint')}
              required
              value={fields.user}
              onChange={(event) => set({ user: event.currentTarget.value })}
            />
          )}
          <TextInput
            label={say('name')}
            required
            value={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={say('email')}
            type="email"
            required
            value={fields.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <ReachFields reach={fields} onChange={set} />
          {user !== null && (
            <>
              <Switch
                label={say('isActive')}
                checked={fields.isActive}
                onChange={(event) => set({ isActive: event.currentTarget.checked })}
              />
              <Text size="xs">{say('offMeans')}</Text>
              <UserSessions user={user.user} />
              {user.secondFactorSince !== null && (
                <FactorReset since={user.secondFactorSince} onReset={() => setAsked('factor')} />
              )}
            </>
          )}
          {error !== null && <Failure error={error} />}
          <Group justify="flex-end">
            {user !== null && (
              <>
                <Button variant="default" onClick={() => setAsked('password')}>
                  {say('reset')}
                </Button>
                <Button variant="default" onClick={() => act('DELETE', path`/users/${user.user}/sessions`)}>
                  {say('endSessions')}
                </Button>
              </>
            )}
            <Button type="submit" loading={isPending}>
              {say(user === null ? 'addUser' : 'save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function useUserForm(user: User | null, onClose: () => void) {
  const say = usePeopleTexts();
  const reread = useReread();
  const post = usePost();
  const [fields, setFields] = useState(() => ({
    user: '',
    name: user?.name ?? '',
    email: user?.email ?? '',
    isActive: user?.isActive ?? true,
    ...(user === null ? NEW : { userGroups: user.userGroups, branches: user.branches }),
  }));
  const [password, setPassword] = useState<string | null>(null);
  const { mutate, error, isPending } = useMutation({
    mutationFn: ({ method, to, body }: { method: Method; to: string; body?: unknown }) =>
      method === 'POST' ? post<Answer>(to, body) : call<Answer>(method, to, body),
    onSuccess: (answer) => {
      reread('users');
      if (answer.password !== undefined) return setPassword(answer.password);
      const message = answer.ended === undefined ? say('saved') : say('sessionsEnded', { count: answer.ended });
      notifications.show({ message });
      onClose();
    },
  });
  return {
    fields,
    error,
    isPending,
    password,
    set: (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change })),
    act: (method: Method, to: string) => mutate({ method, to }),
    submit: (event: FormEvent) => {
      event.preventDefault();
      const { user: name, isActive, ...rest } = fields;
      if (user === null) return mutate({ method: 'POST', to: '/users', body: { user: name, ...rest } });
      const body = { ...rest, isActive, revision: user.revision };
      mutate({ method: 'PATCH', to: path`/users/${user.user}`, body });
    },
  };
}
