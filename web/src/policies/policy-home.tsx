/** Owns one policy: what is in force and where, the drafts that are open, and every version that was published. */
import { Anchor, Button, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { formatInstant } from '../texts/formats';
import { BeginDialog } from './begin-dialog';
import { NewPolicyButton } from './new-policy-button';
import { useNewPolicyTexts } from './new-policy-texts';
import { policyAddress } from './policy-list';
import { RollbackDialog } from './rollback-dialog';
import { StatusBadge } from './status-badge';
import { usePolicyTexts } from './texts';
import { useDrafts, usePolicies, useVersion, type DraftHead, type Policies, type Publication } from './use-policies';

type Doing = { readonly begin: number } | { readonly rollback: number } | null;

export function PolicyHome({ policy }: { readonly policy: string }) {
  const say = usePolicyTexts();
  const [doing, setDoing] = useState<Doing>(null);
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
      <Drafts policy={policy} latest={latest} />
      <Versions versions={versions} latest={latest} onDo={setDoing} />
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
      <Drafts policy={policy} latest={0} />
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

function Drafts({ policy, latest }: { readonly policy: string; readonly latest: number }) {
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

interface VersionsProps {
  readonly versions: readonly Publication[];
  readonly latest: number;
  readonly onDo: (doing: Doing) => void;
}

function Versions({ versions, latest, onDo }: VersionsProps) {
  const say = usePolicyTexts();
  return (
    <section>
      <Title order={3} mb="xs">
        {say('versions')}
      </Title>
      <Table.ScrollContainer minWidth={620} type="native" tabIndex={0} role="region" aria-label={say('versions')}>
        <Table aria-label={say('versions')} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {(['version', 'since', 'who', 'approvedBy', 'origin'] as const).map((column) => (
                <Table.Th key={column}>{say(column)}</Table.Th>
              ))}
              <Table.Th>{say('actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map((one) => (
              <VersionRow key={one.version} one={one} latest={latest} onDo={onDo} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function VersionRow({ one, latest, onDo }: Omit<VersionsProps, 'versions'> & { readonly one: Publication }) {
  const say = usePolicyTexts();
  const may = useMay();
  const { id, version, publishedAt, publishedBy, approvedBy, rollbackTo, reason, draft } = one;
  const origin = rollbackTo === null ? null : say('rolledBackTo', { version: rollbackTo, reason: reason ?? '' });
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} href={policyAddress(id, version)} size="sm" underline="always">
          {say('versionName', { version })}
        </Anchor>
        {version === latest && ` · ${say('inForce')}`}
      </Table.Td>
      <Table.Td>{formatInstant(publishedAt)}</Table.Td>
      <Table.Td>{publishedBy}</Table.Td>
      <Table.Td>{approvedBy ?? '–'}</Table.Td>
      <Table.Td>
        {origin}
        {origin === null &&
          (draft === null ? (
            say('shipped')
          ) : (
            <Anchor component={Link} href={policyAddress(id, draft)} size="sm" underline="always">
              {say('fromDraft')}
            </Anchor>
          ))}
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          {may('policies:write') && version !== latest && (
            <Button size="compact-xs" variant="default" onClick={() => onDo({ begin: version })}>
              {say('beginFrom', { version })}
            </Button>
          )}
          {may('policies:publish') && version !== latest && (
            <Button size="compact-xs" variant="default" onClick={() => onDo({ rollback: version })}>
              {say('rollBackTo', { version })}
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
