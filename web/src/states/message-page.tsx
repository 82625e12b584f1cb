/** Owns a page that only says something: what is empty, forbidden or not there, and the next step. */
import { Center, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface MessagePageProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

export function MessagePage({ title, text, children }: MessagePageProps) {
  return (
    <Center p="xl" mih="50vh" w="100%">
      <Stack align="center" gap="sm" maw="32rem">
        <Title order={2} ta="center">
          {title}
        </Title>
        <Text ta="center">{text}</Text>
        {children}
      </Stack>
    </Center>
  );
}
