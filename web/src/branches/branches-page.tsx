/** Owns the screen *Matriz/Filial › Outros parâmetros*: the list of branches, and the parameters of the one chosen. */
import '../form-styles';
import { Anchor, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link, useParams } from 'wouter';
import { useMay, useSession } from '../data/session';
import { useShortcuts } from '../shell/shortcuts';
import { BranchTabs } from './branch-tabs';
import { NewBranch } from './new-branch';
import { useBranchTexts } from './texts';
import './branches.css';

export default function BranchesPage() {
  const { branch } = useParams<{ branch?: string; tab?: string }>();
  return branch === undefined ? <BranchList /> : <BranchTabs key={branch} branch={branch} />;
}

const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function BranchList() {
  const say = useBranchTexts();
  const may = useMay();
  const { branches } = useSession();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [isAdding, setAdding] = useState(false);
  useShortcuts([{ keys: '/', label: say('find'), run: () => field.current?.focus() }]);
  const found = branches.filter(({ branch, name }) => bare(`${branch} ${name}`).includes(bare(typed)));
  return (
    <Stack p="md" maw="48rem">
      <Group align="flex-end">
        <TextInput
          ref={field}
          label={say('find')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {may('branches:write') && <Button onClick={() => setAdding(true)}>{say('add')}</Button>}
      </Group>
      <Text size="sm" role="status">
        {branches.length === 0 ? say('noBranches') : found.length === 0 && say('noneFound')}
      </Text>
      {found.length > 0 && <Found branches={found} />}
      {isAdding && <NewBranch onClose={() => setAdding(false)} />}
    </Stack>
  );
}

function Found({ branches }: { readonly branches: readonly { readonly branch: string; readonly name: string }[] }) {
  const say = useBranchTexts();
  return (
    <Table aria-label={say('branches')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w="10rem">{say('code')}</Table.Th>
          <Table.Th>{say('name')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {branches.map(({ branch, name }) => (
          <Table.Tr key={branch}>
            <Table.Td>{branch}</Table.Td>
            <Table.Td>
              <Anchor component={Link} href={`/filiais/${encodeURIComponent(branch)}`} size="sm" underline="always">
                {name}
              </Anchor>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
