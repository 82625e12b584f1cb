/** Owns a dialog over the page: its title, the way out, and the focus kept within. */
import '../form-styles';
import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useShellTexts } from '../shell/texts';
import { useUnsaved, type Stays } from '../shell/unsaved';

interface DialogProps {
  readonly title: string;
  readonly size?: string;
  /** Something is typed that closing would lose: whoever closes it, or leaves, is asked. */
  readonly isUnsaved?: boolean;
  /** Where the dialog itself leads once it is done. */
  readonly stays?: Stays;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Without the `header` element of Mantine's own, which screen readers would take for a second one of the page. */
export function Dialog({ title, size, isUnsaved = false, stays, onClose, children }: DialogProps) {
  const say = useShellTexts();
  const leave = useUnsaved(isUnsaved, stays);
  return (
    <Modal.Root opened onClose={() => leave(onClose)} {...(size !== undefined && { size })}>
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
