/** Owns the screen *Grupos de Usuários*: what each group may, by the names of the manuals. */
import '../form-styles';
import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { GroupDialog } from './group-dialog';
import { ListFrame } from './list-frame';
import { usePeopleTexts } from './texts';
import { useGroups, type UserGroup } from './use-people';

export default function GroupsPage() {
  const say = usePeopleTexts();
  const may = useMay();
  const groups = useGroups();
  const [open, setOpen] = useState<UserGroup | 'new' | null>(null);
  const mayWrite = may('userGroups:write');
  return (
    <ListFrame query={groups} add={mayWrite ? say('addGroup') : null} onAdd={() => setOpen('new')}>
      <Table aria-label={say('groups')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('group')}</Table.Th>
            <Table.Th>{say('groupId')}</Table.Th>
            <Table.Th>{say('permissions')}</Table.Th>
            <Table.Th>{say('secondFactor')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.data?.userGroups.map((group) => (
            <Table.Tr key={group.userGroup}>
              <Table.Td>
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={say('change', { name: group.name })}
                  onClick={() => setOpen(group)}
                >
                  {group.name}
                </Button>
              </Table.Td>
              <Table.Td>{group.userGroup}</Table.Td>
              <Table.Td>{say('count', { count: group.permissions.length })}</Table.Td>
              <Table.Td>{say(group.requiresSecondFactor ? 'required' : 'optional')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {open !== null && groups.data && (
        <GroupDialog
          group={open === 'new' ? null : open}
          permissions={groups.data.permissions}
          mayWrite={mayWrite}
          onClose={() => setOpen(null)}
        />
      )}
    </ListFrame>
  );
}
