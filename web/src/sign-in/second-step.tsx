/** Owns the second step of signing in: the code that a right password waits for. */
import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../data/call';
import { useCaller, type Caller } from '../data/session';
import { Failure } from '../states/failure';
import { useSignInTexts } from './texts';

export function SecondStep({ onAnew }: { readonly onAnew: () => void }) {
  const say = useSignInTexts();
  const signedIn = useCaller();
  const [code, setCode] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call<Caller>('POST', '/session/second-step', { code }),
    onSuccess: signedIn,
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1}>{say('stepTitle')}</Title>
        <TextInput
          label={say('code')}
          description={say('codeHint')}
          autoComplete="one-time-code"
          maxLength={40}
          autoFocus
          required
          withAsterisk={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        {error !== null && <Failure error={error} />}
        <Button type="submit" loading={isPending} fullWidth>
          {say('confirm')}
        </Button>
        <Button variant="default" onClick={onAnew} fullWidth>
          {say('anew')}
        </Button>
        <Text size="xs">{say('lostPhone')}</Text>
      </Stack>
    </form>
  );
}
