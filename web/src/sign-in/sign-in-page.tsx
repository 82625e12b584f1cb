/** Owns what is shown to whoever isn't signed in: e-mail, password, and why they were not taken. */
import '../form-styles';
import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import type { secondStepView } from '../../../api/views/second-factor-view';
import { call } from '../data/call';
import { useCaller, type Caller } from '../data/session';
import { Failure } from '../states/failure';
import { ProviderSignIn } from './provider-sign-in';
import { SecondStep } from './second-step';
import { useSignInTexts } from './texts';

type Answer = Caller | z.output<typeof secondStepView>;

export default function SignInPage() {
  const [isWaiting, setWaiting] = useState(false);
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw="24rem">
        {isWaiting ? (
          <SecondStep onAnew={() => setWaiting(false)} />
        ) : (
          <>
            <PasswordStep onWanted={() => setWaiting(true)} />
            <ProviderSignIn />
          </>
        )}
      </Paper>
    </Center>
  );
}

function PasswordStep({ onWanted }: { readonly onWanted: () => void }) {
  const say = useSignInTexts();
  const signedIn = useCaller();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call<Answer>('POST', '/session', { email, password }),
    onSuccess: (answer) => ('secondStep' in answer ? onWanted() : signedIn(answer)),
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={1}>{say('title')}</Title>
        <TextInput
          label={say('email')}
          type="email"
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={say('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {error !== null && <Failure error={error} />}
        <Button type="submit" loading={isPending} fullWidth>
          {say('signIn')}
        </Button>
        <Text size="xs">{say('forgotten')}</Text>
      </Stack>
    </form>
  );
}
