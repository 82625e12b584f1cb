/** Owns the button below a list of which there is more. */
import { Button, Group } from '@mantine/core';
import { useCustomerTexts } from './texts';

interface MoreButtonProps {
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

export function MoreButton({ list: { hasNextPage, isFetchingNextPage, fetchNextPage } }: MoreButtonProps) {
  const say = useCustomerTexts();
  if (!hasNextPage) return null;
  return (
    <Group mt="xs">
      <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {say('more')}
      </Button>
    </Group>
  );
}
