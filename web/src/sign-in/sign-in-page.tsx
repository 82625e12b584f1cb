/** Owns what is shown to whoever isn't signed in: e-mail, password, and why they were not taken. */
import '../form-styles';
import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call } from '../data/call';
import { useCaller, type Caller } from '../data/session';
import { Failure } from '../states/failure';
import { ProviderSignIn } from './provider-sign-in';
import { useSignInTexts } from './texts';

export default function SignInPage() {
  const say = useSignInTexts();
  const signedIn = useCaller();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => call<Caller>('POST', '/session', { email, password }),
    onSuccess: signedIn,
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate();
  };
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw="24rem">
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
        <ProviderSignIn />
      </Paper>
    </Center>
  );
}
