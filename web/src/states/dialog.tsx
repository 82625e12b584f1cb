/** Owns a dialog over the page: its title, the way out, and the focus kept within. */
import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShellTexts } from '../shell/texts';

interface DialogProps {
  readonly title: string;
  readonly size?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Without the `header` element of Mantine's own, which screen readers would take for a second one of the page. */
export function Dialog({ title, size, onClose, children }: DialogProps) {
  const say = useShellTexts();
  return (
    <Modal.Root opened onClose={onClose} {...(size !== undefined && { size })}>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body pt="md">
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb="md">
            <Modal.Title fw={600} fz="lg">
              {title}
            </Modal.Title>
            <Modal.CloseButton aria-label={say('close')} />
          </Group>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
