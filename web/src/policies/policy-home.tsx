/** Owns one policy: what is in force and where, the drafts that are open, and every version that was published. */
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { formatInstant } from '../texts/formats';
import { BeginDialog } from './begin-dialog';
import { DraftList } from './draft-list';
import { NewPolicyButton } from './new-policy-button';
import { useNewPolicyTexts } from './new-policy-texts';
import { RollbackDialog } from './rollback-dialog';
import { usePolicyTexts } from './texts';
import { usePolicies, useVersion, type Policies } from './use-policies';
import { VersionTable, type VersionAct } from './version-table';

export function PolicyHome({ policy }: { readonly policy: string }) {
  const say = usePolicyTexts();
  const [doing, setDoing] = useState<VersionAct | null>(null);
  const { data, error, refetch } = usePolicies();
  const versions = data?.policies.filter(({ id }) => id === policy) ?? [];
  const latest = versions[0]?.version ?? null;
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={240} m="md" />;
  if (latest === null) {
    return data.unpublished.includes(policy) ? (
      <ToCome policy={policy} policies={data} />
    ) : (
      <MessagePage title={say('noSuchPolicy')} text={say('noSuchPolicyHint')} />
    );
  }
  const branches = data.branches.filter((one) => one.policy === policy);
  return (
    <Stack p="md" gap="lg">
      <Head {...{ policy, latest, branches }} policies={data} onBegin={() => setDoing({ begin: latest })} />
      <DraftList policy={policy} latest={latest} />
      <VersionTable versions={versions} latest={latest} onDo={setDoing} />
      {doing !== null && 'begin' in doing && (
        <BeginDialog policy={policy} from={doing.begin} latest={latest} onClose={() => setDoing(null)} />
      )}
      {doing !== null && 'rollback' in doing && (
        <RollbackDialog {...{ policy, latest, branches }} to={doing.rollback} onClose={() => setDoing(null)} />
      )}
    </Stack>
  );
}

/** A policy of which nothing is published yet. */
function ToCome({ policy, policies }: { readonly policy: string; readonly policies: Policies }) {
  const say = useNewPolicyTexts();
  return (
    <Stack p="md" gap="lg">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2}>{policy}</Title>
          <Text size="sm">{say('notPublished')}</Text>
        </div>
        <NewPolicyButton policies={policies} />
      </Group>
      <DraftList policy={policy} latest={0} />
    </Stack>
  );
}

interface HeadProps {
  readonly policies: Policies;
  readonly policy: string;
  readonly latest: number;
  readonly branches: readonly { readonly branch: string; readonly name: string }[];
  readonly onBegin: () => void;
}

function Head({ policies, policy, latest, branches, onBegin }: HeadProps) {
  const say = usePolicyTexts();
  const may = useMay();
  const { data } = useVersion(policy, latest);
  const name = data?.document['name'];
  return (
    <Group justify="space-between" align="flex-start">
      <div>
        <Title order={2}>{typeof name === 'string' ? name : policy}</Title>
        <Text size="sm">
          {say('inForceSince', { version: latest, at: data ? formatInstant(data.publishedAt) : '…' })}
        </Text>
        <Text size="sm" c="dimmed">
          {branches.length === 0
            ? say('usedByNobody')
            : say('usedByBranches', { list: branches.map((one) => `${one.branch} · ${one.name}`).join(', ') })}
        </Text>
      </div>
      <Group gap="xs">
        <NewPolicyButton policies={policies} />
        {may('policies:write') && <Button onClick={onBegin}>{say('begin')}</Button>}
      </Group>
    </Group>
  );
}
