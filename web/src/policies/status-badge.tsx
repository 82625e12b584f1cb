/** Owns how the state of a draft is shown: a word, never a colour alone. */
import { Badge } from '@mantine/core';
import type { DraftStatus } from '../../../domain/policy-draft';
import { usePolicyTexts } from './texts';

const COLOURS = {
  editing: 'gray',
  submitted: 'indigo',
  approved: 'indigo',
  published: 'gray',
  discarded: 'gray',
} as const satisfies Record<DraftStatus, string>;

export function StatusBadge({ status }: { readonly status: DraftStatus }) {
  const say = usePolicyTexts();
  return (
    <Badge variant="outline" color={COLOURS[status]} tt="none" c="var(--mantine-color-text)">
      {say(`status_${status}`)}
    </Badge>
  );
}
