/** Owns the list of keys that `?` shows: those that do something on this screen, at this moment. */
import { Kbd, Modal, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useShortcutList, useShortcuts, type Shortcut } from './shortcuts';
import { useShellTexts } from './texts';

export function KeyList() {
  const say = useShellTexts();
  const list = useShortcutList();
  const [shown, setShown] = useState<readonly Shortcut[] | null>(null);
  useShortcuts([{ keys: '?', label: say('showKeys'), run: () => setShown(list()) }]);
  return (
    <Modal
      opened={shown !== null}
      onClose={() => setShown(null)}
      title={say('keys')}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <Table aria-label={say('keys')}>
        <Table.Tbody>
          {shown?.map(({ keys, label }) => (
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
    </Modal>
  );
}
