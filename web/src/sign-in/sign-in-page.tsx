/** Owns what is shown to whoever isn't signed in. */
import { Center, Stack, Text, Title } from '@mantine/core';
import { useShellTexts } from '../shell/texts';

export default function SignInPage() {
  const say = useShellTexts();
  return (
    <Center component="main" mih="100vh">
      <Stack align="center">
        <Title order={1}>{say('signedOutTitle')}</Title>
        <Text>{say('signedOut')}</Text>
      </Stack>
    </Center>
  );
}
