/** Owns the turning on, step by step: password, secret with its code, recovery codes. */
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../data/call';
import { Failure } from '../states/failure';
import { ConfirmCode } from './confirm-code';
import { RecoveryCodesShown } from './recovery-codes';
import { useFactorTexts } from './texts';
import { FACTOR, isWrong, otherError, type NewFactor } from './use-factor';

/** `onDone`: it is on, and the codes were seen. */
export function SetUp({ onDone }: { readonly onDone: () => void }) {
  const [made, setMade] = useState<NewFactor | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodesShown codes={codes} onDone={onDone} />;
  if (made !== null) return <ConfirmCode factor={made} onConfirmed={setCodes} />;
  return <PasswordFirst onMade={setMade} />;
}

function PasswordFirst({ onMade }: { readonly onMade: (made: NewFactor) => void }) {
  const say = useFactorTexts();
  const [password, setPassword] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call<NewFactor>('POST', `${FACTOR}/setup`, { password }),
    onSuccess: onMade,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const other = otherError(error);
  return (
    <form onSubmit={submit}>
      <Stack>
        <PasswordInput
          data-autofocus
          label={say('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          error={isWrong(error, 'password') ? say('wrongPassword') : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {other !== null && <Failure error={other} />}
        <Button type="submit" loading={isPending}>
          {say('begin')}
        </Button>
      </Stack>
    </form>
  );
}
