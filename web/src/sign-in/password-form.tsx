/** Owns the form by which a person changes their password; what is wrong with it is said before it is sent. */
import { Button, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { PASSWORD_MAX, PASSWORD_MIN, passwordProblem } from '../../../domain/passwords';
import { call } from '../data/call';
import { ApiProblem } from '../data/problem';
import { useCaller, useSession, type Caller } from '../data/session';
import { Failure } from '../states/failure';
import { useSignInTexts } from './texts';

const BOUNDS = { min: PASSWORD_MIN, max: PASSWORD_MAX };

export function PasswordForm({ onChanged }: { readonly onChanged?: () => void }) {
  const say = useSignInTexts();
  const { form, set, problems, submit, error, isPending } = usePasswordForm(onChanged);
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordInput
          data-autofocus
          label={say('currentPassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={form.current}
          error={problems.current}
          onChange={(event) => set({ current: event.currentTarget.value })}
        />
        <PasswordInput
          label={say('newPassword')}
          description={say('newPasswordHint', BOUNDS)}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={form.wanted}
          error={problems.wanted}
          onChange={(event) => set({ wanted: event.currentTarget.value })}
        />
        <PasswordInput
          label={say('repeated')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={form.repeated}
          error={problems.repeated}
          onChange={(event) => set({ repeated: event.currentTarget.value })}
        />
        {error !== null && <Failure error={error} />}
        <Button type="submit" loading={isPending}>
          {say('change')}
        </Button>
      </Stack>
    </form>
  );
}

interface Fields {
  readonly current: string;
  readonly wanted: string;
  readonly repeated: string;
}
type Problems = { readonly [Field in keyof Fields]?: string };
const EMPTY: Fields = { current: '', wanted: '', repeated: '' };

function usePasswordForm(onChanged: (() => void) | undefined) {
  const say = useSignInTexts();
  const { name, subject } = useSession();
  const signedIn = useCaller();
  const [form, setForm] = useState(EMPTY);
  const [problems, setProblems] = useState<Problems>({});
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      call<Caller>('PUT', '/session/password', { currentPassword: form.current, newPassword: form.wanted }),
    onSuccess: (caller) => {
      notifications.show({ message: say('changed') });
      signedIn(caller);
      onChanged?.();
    },
    onError: (refused) => {
      if (isWrongCurrent(refused)) setProblems({ current: say('wrongCurrent') });
    },
  });
  const problemsOf = ({ current, wanted, repeated }: Fields): Problems => {
    const problem = passwordProblem(wanted, [name, subject]);
    if (problem !== null) return { wanted: say(problem, BOUNDS) };
    if (wanted === current) return { wanted: say('same') };
    return wanted === repeated ? {} : { repeated: say('different') };
  };
  return {
    form,
    problems,
    isPending,
    error: error !== null && !isWrongCurrent(error) ? error : null,
    set: (change: Partial<Fields>) => {
      setForm((before) => ({ ...before, ...change }));
      setProblems({});
    },
    submit: (event: FormEvent) => {
      event.preventDefault();
      const found = problemsOf(form);
      setProblems(found);
      if (Object.keys(found).length === 0) mutate();
    },
  };
}

function isWrongCurrent(error: unknown): boolean {
  return error instanceof ApiProblem && error.details.findings.some(({ at }) => at === 'currentPassword');
}
