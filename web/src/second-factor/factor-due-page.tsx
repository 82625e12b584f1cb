/** Owns what is shown to whoever has to set up a second factor before anything else. */
import '../form-styles';
import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { SESSION_KEY, useSignedOut } from '../data/session';
import { SetUp } from './set-up';
import { useFactorTexts } from './texts';

export default function FactorDuePage() {
  const say = useFactorTexts();
  const signOut = useSignedOut();
  const queries = useQueryClient();
  return (
    <Center component="main" mih="100vh" p="md">
      <Paper withBorder p="xl" w="100%" maw="26rem">
        <Stack>
          <Title order={1}>{say('title')}</Title>
          <Text size="sm">{say('due')}</Text>
          <Text size="sm">{say('offMeans')}</Text>
          <SetUp onDone={() => void queries.invalidateQueries({ queryKey: SESSION_KEY })} />
          <Button variant="default" onClick={() => void signOut()}>
            {say('signOut')}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
