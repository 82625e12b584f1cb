/** Owns the list of keys that `?` shows: those that do something on this screen, at this moment. */
import { Kbd, Table, Text } from '@mantine/core';
import { Dialog } from '../states/dialog';
import type { Shortcut } from './shortcuts';
import { useShellTexts } from './texts';

interface KeyListDialogProps {
  readonly shortcuts: readonly Shortcut[];
  readonly onClose: () => void;
}

export default function KeyListDialog({ shortcuts, onClose }: KeyListDialogProps) {
  const say = useShellTexts();
  return (
    <Dialog title={say('keys')} onClose={onClose}>
      <Table aria-label={say('keys')}>
        <Table.Tbody>
          {shortcuts.map(({ keys, label }) => (
            <Table.Tr key={keys}>
              <Table.Td>{label}</Table.Td>
              <Table.Td ta="right">
                {keys.split(' ').map((key) => (
                  <Kbd key={key} ml={4}>
                    {key.replace('mod+', 'Ctrl ').replace('Escape', 'Esc')}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" mt="sm">
        {say('keysHint')}
      </Text>
    </Dialog>
  );
}
