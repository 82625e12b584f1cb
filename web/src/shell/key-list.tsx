/** Owns the list of keys that `?` shows: those that do something on this screen, at this moment. */
import { Kbd, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../states/dialog';
import { useShortcutList, useShortcuts, type Shortcut } from './shortcuts';
import { useShellTexts } from './texts';

export function KeyList() {
  const say = useShellTexts();
  const list = useShortcutList();
  const [shown, setShown] = useState<readonly Shortcut[] | null>(null);
  useShortcuts([{ keys: '?', label: say('showKeys'), run: () => setShown(list()) }]);
  if (shown === null) return null;
  return (
    <Dialog title={say('keys')} onClose={() => setShown(null)}>
      <Table aria-label={say('keys')}>
        <Table.Tbody>
          {shown.map(({ keys, label }) => (
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
