/** Owns the choice of the branch in the header. */
import { Select } from '@mantine/core';
import { useSession } from '../data/session';
import { useBranchChoice } from './branch-choice';
import { useShellTexts } from './texts';

const ALL = '';

export function BranchPicker() {
  const say = useShellTexts();
  const { branches } = useSession();
  const { branch, choose } = useBranchChoice();
  return (
    <Select
      aria-label={say('branch')}
      size="xs"
      w={{ base: 120, sm: 180 }}
      data={[
        { value: ALL, label: say('allBranches') },
        ...branches.map((one) => ({ value: one.branch, label: `${one.branch} · ${one.name}` })),
      ]}
      value={branch ?? ALL}
      allowDeselect={false}
      onChange={(value) => choose(value === null || value === ALL ? null : value)}
    />
  );
}
