/** Owns the screen *Chaves de API*. */
import '../form-styles';
import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { formatInstant } from '../texts/formats';
import { KeyDialog, RevokeDialog } from './key-dialogs';
import { ListFrame } from './list-frame';
import { usePeopleTexts } from './texts';
import { useKeys, type ApiKey } from './use-people';

/** It was there before anybody made keys: nothing says when. */
function isOfASeed({ createdAt }: ApiKey): boolean {
  return Date.parse(createdAt) === 0;
}

export default function KeysPage() {
  const say = usePeopleTexts();
  const may = useMay();
  const keys = useKeys();
  const [open, setOpen] = useState<ApiKey | 'new' | null>(null);
  const mayWrite = may('keys:write');
  const titleOf = ({ name, subject }: ApiKey) => (name === '' ? subject : name);
  return (
    <ListFrame query={keys} add={mayWrite ? say('addKey') : null} onAdd={() => setOpen('new')}>
      {keys.data?.keys.length === 0 ? (
        <Text>{say('noKeys')}</Text>
      ) : (
        <Table aria-label={say('keys')} miw="40rem">
          <Table.Thead>
            <Table.Tr>
              {(['name', 'subject', 'groups', 'branches', 'createdAt'] as const).map((column) => (
                <Table.Th key={column}>{say(column)}</Table.Th>
              ))}
              {mayWrite && <Table.Th>{say('doRevoke')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {keys.data?.keys.map((key) => (
              <Table.Tr key={key.key}>
                <Table.Td>{titleOf(key)}</Table.Td>
                <Table.Td>{key.subject}</Table.Td>
                <Table.Td>{key.userGroups.join(', ')}</Table.Td>
                <Table.Td>{key.branches === '*' ? say('allBranches') : key.branches.join(', ')}</Table.Td>
                <Table.Td>{isOfASeed(key) ? '–' : formatInstant(key.createdAt)}</Table.Td>
                {mayWrite && (
                  <Table.Td>
                    <Button size="compact-sm" variant="default" onClick={() => setOpen(key)}>
                      {say('revoke', { name: titleOf(key) })}
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {open === 'new' && <KeyDialog onClose={() => setOpen(null)} />}
      {open !== null && open !== 'new' && (
        <RevokeDialog id={open.key} name={titleOf(open)} onClose={() => setOpen(null)} />
      )}
    </ListFrame>
  );
}
