/** Owns what stands around each list of people: the button that adds to it, waiting, failing. */
import { Box, Button, Center, Group, Loader, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../states/failure';
import { useShellTexts } from '../shell/texts';

interface ListFrameProps {
  readonly query: { readonly isPending: boolean; readonly error: unknown; readonly refetch: () => unknown };
  /** `null` for who may only look. */
  readonly add: string | null;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

export function ListFrame({ query, add, onAdd, children }: ListFrameProps) {
  const say = useShellTexts();
  if (query.isPending) {
    return (
      <Center mih="50vh">
        <Loader aria-label={say('loading')} />
      </Center>
    );
  }
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <Stack p="md">
      {add !== null && (
        <Group>
          <Button onClick={onAdd}>{add}</Button>
        </Group>
      )}
      <Box tabIndex={0} style={{ overflowX: 'auto' }}>
        {children}
      </Box>
    </Stack>
  );
}
