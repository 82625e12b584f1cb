/** Owns the two fields that say how far somebody reaches: groups and branches. */
import { Checkbox, MultiSelect } from '@mantine/core';
import { useSession } from '../data/session';
import { usePeopleTexts } from './texts';
import { useGroups } from './use-people';

export interface Reach {
  readonly userGroups: readonly string[];
  readonly branches: '*' | readonly string[];
}

interface ReachFieldsProps {
  readonly reach: Reach;
  readonly onChange: (reach: Reach) => void;
}

export function ReachFields({ reach, onChange }: ReachFieldsProps) {
  const say = usePeopleTexts();
  const { branches } = useSession();
  const groups = useGroups().data?.userGroups ?? [];
  return (
    <>
      <MultiSelect
        label={say('groups')}
        data={groups.map(({ userGroup, name }) => ({ value: userGroup, label: name }))}
        value={[...reach.userGroups]}
        onChange={(userGroups) => onChange({ ...reach, userGroups })}
      />
      <Checkbox
        label={say('allBranches')}
        checked={reach.branches === '*'}
        onChange={(event) => onChange({ ...reach, branches: event.currentTarget.checked ? '*' : [] })}
      />
      {reach.branches !== '*' && (
        <MultiSelect
          label={say('branches')}
          data={branches.map(({ branch, name }) => ({ value: branch, label: `${branch} · ${name}` }))}
          value={[...reach.branches]}
          onChange={(chosen) => onChange({ ...reach, branches: chosen })}
        />
      )}
    </>
  );
}
