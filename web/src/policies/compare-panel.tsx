/** Owns the comparison of what is saved with a version, by meaning. */
import { Group, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { ChangeList } from './change-list';
import { usePolicyTexts } from './texts';
import { useComparison } from './use-comparison';
import { useDrafts, usePolicies } from './use-policies';
import { draftName } from './draft-list';
import type { WorkbenchProps } from './workbench';

interface ComparePanelProps extends Pick<WorkbenchProps, 'policy' | 'side' | 'isSaved' | 'latest'> {
  readonly onJump: (pointer: string) => void;
}

export function ComparePanel({ policy, side, isSaved, latest, onJump }: ComparePanelProps) {
  const say = usePolicyTexts();
  const [from, setFrom] = useState(() => String(side === latest ? Math.max(latest - 1, 0) : latest));
  const versions = usePolicies().data?.policies.filter(({ id }) => id === policy) ?? [];
  const drafts = useDrafts(policy).data?.drafts ?? [];
  const comparison = useComparison(policy, from, side);
  const sides = [
    ...versions.map(({ version }) => ({
      value: String(version),
      label:
        version === latest ? `${say('versionName', { version })} · ${say('inForce')}` : say('versionName', { version }),
    })),
    { value: '0', label: say('nothingYet') },
    ...drafts.map((draft) => ({ value: draft.draft, label: `${say('draft')}: ${draftName(draft, say)}` })),
  ];
  return (
    <div>
      <Group align="flex-end" mb="sm">
        <NativeSelect
          size="xs"
          label={say('comparedWithSide')}
          data={sides.filter(({ value }) => value !== String(side))}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        {!isSaved && <Text size="sm">{say('onlySaved')}</Text>}
      </Group>
      <ChangeList comparison={comparison} onJump={onJump} />
    </div>
  );
}
