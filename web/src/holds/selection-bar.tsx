/** Owns what can be done to all orders that are marked. */
import { Button, Group, Text } from '@mantine/core';
import { useMay } from '../data/session';
import type { Doing } from './hold-actions';
import { useHoldTexts } from './texts';
import type { Hold } from './use-holds';

interface SelectionBarProps {
  readonly holds: readonly Hold[];
  readonly onDo: (doing: Doing) => void;
  readonly onClear: () => void;
}

export function SelectionBar({ holds, onDo, onClear }: SelectionBarProps) {
  const say = useHoldTexts();
  const may = useMay();
  if (holds.length === 0 || !may('holds:work')) return null;
  return (
    <Group gap="xs" role="group" aria-label={say('selectedCount', { count: holds.length })}>
      <Text size="sm" fw={600}>
        {say('selectedCount', { count: holds.length })}
      </Text>
      {may('releases:decide') && (
        <>
          <Button size="compact-xs" onClick={() => onDo('release')}>
            {say('release')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onDo('refuse')}>
            {say('refuse')}
          </Button>
        </>
      )}
      {may('orders:hold') && (
        <Button size="compact-xs" variant="default" onClick={() => onDo('forceHold')}>
          {say('forceHold')}
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" onClick={onClear}>
        {say('clearSelection')}
      </Button>
    </Group>
  );
}
