/** Owns the head of what is looked at beside a list: its title, and the way out. */
import { ActionIcon, Group, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useShellTexts } from '../shell/texts';

interface DrawerHeadProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

export function DrawerHead({ title, onClose, children }: DrawerHeadProps) {
  const say = useShellTexts();
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Title order={2}>{title}</Title>
        {children}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={onClose}
        aria-label={say('close')}
        title={`${say('close')} (Esc)`}
      >
        <IconX size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
