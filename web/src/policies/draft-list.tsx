/** Owns the list of a policy's open drafts: how each stands, and the way to its editor. */
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useLocation } from 'wouter';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { useNewPolicyTexts } from './new-policy-texts';
import { policyAddress } from './policy-list';
import { StatusBadge } from './status-badge';
import { usePolicyTexts } from './texts';
import { useDrafts, type DraftHead } from './use-policies';

export function DraftList({ policy, latest }: { readonly policy: string; readonly latest: number }) {
  const say = usePolicyTexts();
  const sayNew = useNewPolicyTexts();
  const [, navigate] = useLocation();
  const { data, error, refetch } = useDrafts(policy);
  return (
    <section>
      <Title order={3} mb="xs">
        {say('drafts')}
      </Title>
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height={80} />}
      {data?.drafts.length === 0 && <Text size="sm">{say('noDrafts')}</Text>}
      <Stack gap="xs">
        {data?.drafts.map((draft) => (
          <Group key={draft.draft} gap="sm" className="draft-row">
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => navigate(policyAddress(policy, draft.draft))}
              aria-label={say('openDraft', { name: draftName(draft, say) })}
            >
              {draftName(draft, say)}
            </Button>
            <StatusBadge status={draft.status} />
            <Text size="sm">
              {draft.basedOn === 0 ? sayNew('isNew') : say('basedOn', { version: draft.basedOn })}
              {draft.basedOn < latest && ` (${say('behind', { latest })})`} ·{' '}
              {say('savedBy', { who: draft.saved.by, at: formatInstant(draft.saved.at) })}
            </Text>
          </Group>
        ))}
      </Stack>
    </section>
  );
}

/** By its own name, else by who began it. */
export function draftName(
  draft: Pick<DraftHead, 'name' | 'createdBy'>,
  say: ReturnType<typeof usePolicyTexts>,
): string {
  return draft.name ?? say('draftOf', { who: draft.createdBy });
}
