/** Owns the screen *Usuários*. */
import '../form-styles';
import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { formatInstant } from '../texts/formats';
import { ListFrame } from './list-frame';
import { usePeopleTexts } from './texts';
import { useGroups, useUsers, type User } from './use-people';
import { UserDialog } from './user-dialog';

export default function UsersPage() {
  const say = usePeopleTexts();
  const may = useMay();
  const users = useUsers();
  const names = new Map(useGroups().data?.userGroups.map(({ userGroup, name }) => [userGroup, name]));
  const [open, setOpen] = useState<User | 'new' | null>(null);
  const mayWrite = may('users:write');
  const state = ({ isActive, mustChangePassword }: User) =>
    say(isActive ? (mustChangePassword ? 'provisional' : 'active') : 'off');
  return (
    <ListFrame query={users} add={mayWrite ? say('addUser') : null} onAdd={() => setOpen('new')}>
      <Table aria-label={say('users')} miw="48rem">
        <Table.Thead>
          <Table.Tr>
            {(['name', 'email', 'groups', 'branches', 'state', 'secondFactor', 'lastSignIn'] as const).map((column) => (
              <Table.Th key={column}>{say(column)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.users.map((user) => (
            <Table.Tr key={user.user}>
              <Table.Td>
                {mayWrite ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={say('change', { name: user.name })}
                    onClick={() => setOpen(user)}
                  >
                    {user.name}
                  </Button>
                ) : (
                  user.name
                )}
              </Table.Td>
              <Table.Td>{user.email}</Table.Td>
              <Table.Td>{user.userGroups.map((group) => names.get(group) ?? group).join(', ')}</Table.Td>
              <Table.Td>{user.branches === '*' ? say('allBranches') : user.branches.join(', ')}</Table.Td>
              <Table.Td>{state(user)}</Table.Td>
              <Table.Td>{say(user.secondFactorSince === null ? 'factorOff' : 'factorOn')}</Table.Td>
              <Table.Td>{user.lastSignInAt === null ? say('never') : formatInstant(user.lastSignInAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {users.hasNextPage && (
        <Button variant="default" loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
          {say('moreUsers')}
        </Button>
      )}
      {open !== null && <UserDialog user={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </ListFrame>
  );
}
