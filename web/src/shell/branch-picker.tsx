/** Owns the choice of the branch in the header, by the browser's own list: it opens at once, and types ahead. */
import { NativeSelect } from '@mantine/core';
import { useSession } from '../data/session';
import { useBranchChoice } from './branch-choice';
import { useShellTexts } from './texts';

const ALL = '';

export function BranchPicker() {
  const say = useShellTexts();
  const { branches } = useSession();
  const { branch, choose } = useBranchChoice();
  return (
    <NativeSelect
      aria-label={say('branch')}
      size="xs"
      w={{ base: 120, sm: 180 }}
      data={[
        { value: ALL, label: say('allBranches') },
        ...branches.map((one) => ({ value: one.branch, label: `${one.branch} · ${one.name}` })),
      ]}
      value={branch ?? ALL}
      onChange={({ currentTarget: { value } }) => choose(value === ALL ? null : value)}
    />
  );
}
