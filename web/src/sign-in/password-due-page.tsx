/** Owns what is shown to whoever signed in with a password that was handed over: another has to be chosen first. */
import '../form-styles';
import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useSignedOut } from '../data/session';
import { PasswordForm } from './password-form';
import { useSignInTexts } from './texts';

export default function PasswordDuePage() {
  const say = useSignInTexts();
  const signOut = useSignedOut();
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw="26rem">
        <Stack>
          <Title order={1}>{say('changeTitle')}</Title>
          <Text size="sm">{say('changeDue')}</Text>
          <PasswordForm />
          <Button variant="default" onClick={() => void signOut()}>
            {say('signOut')}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
