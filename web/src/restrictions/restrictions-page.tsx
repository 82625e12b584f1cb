/** Owns the screen *Restrição de crédito*: which policy, for which branch, and from which version or draft it is changed. */
import '../form-styles';
import { Group, Select, Skeleton, Stack } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useDrafts, usePolicies } from '../policies/use-policies';
import { useBranchChoice } from '../shell/branch-choice';
import { useLeave } from '../shell/unsaved';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { RestrictionEditor } from './restriction-editor';
import { useRestrictionTexts } from './texts';
import { useOpened, type Source } from './use-restrictions';
import './restrictions.css';

export default function RestrictionsPage() {
  const say = useRestrictionTexts();
  const branch = useFollowedBranch();
  const leave = useLeave();
  const { data, error, refetch } = usePolicies();
  const [chosen, choose] = useState<string | null>(null);
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton m="md" height={400} />;
  const ids = [...new Set(data.policies.map(({ id }) => id))];
  const policy = chosen ?? data.branches.find((one) => one.branch === branch)?.policy ?? ids[0];
  if (policy === undefined) return <MessagePage title={say('matrix')} text={say('noPolicies')} />;
  return (
    <OfPolicy
      key={policy}
      policy={policy}
      latest={data.policies.find(({ id }) => id === policy)?.version ?? 0}
      branches={data.branches.filter((one) => one.policy === policy)}
      choice={
        <Select
          label={say('policy')}
          data={ids}
          value={policy}
          allowDeselect={false}
          onChange={(id) => leave(() => choose(id))}
        />
      }
    />
  );
}

/** The branch of the header, unless its policy would take the place of one that is being changed. */
function useFollowedBranch(): string | null {
  const { branch } = useBranchChoice();
  const [followed, follow] = useState(branch);
  const leave = useLeave();
  useEffect(() => {
    if (branch !== followed) leave(() => follow(branch));
    // Asked once for each choice.
  }, [branch]);
  return followed;
}

interface OfPolicyProps {
  readonly policy: string;
  readonly latest: number;
  readonly branches: readonly { readonly branch: string; readonly name: string }[];
  readonly choice: ReactNode;
}

const WHOLE = '';
const IN_FORCE = '';

function OfPolicy({ policy, latest, branches, choice }: OfPolicyProps) {
  const say = useRestrictionTexts();
  const leave = useLeave();
  const [scope, setScope] = useState(WHOLE);
  // `shown` is what the field says, `opened` what the editor began with: a first save makes a draft and opens nothing.
  const [shown, setShown] = useState(IN_FORCE);
  const [opened, setOpened] = useState<{ readonly round: number; readonly source: Source }>({ round: 0, source: null });
  const open = (source: string) => {
    setShown(source);
    setOpened(({ round }) => ({ round: round + 1, source: source === IN_FORCE ? null : source }));
  };
  const scopes = branches.map(({ branch, name }) => ({ value: branch, label: `${branch} · ${name}` }));
  return (
    <Stack p="md">
      <Group align="flex-end">
        {choice}
        <SourceField {...{ policy, latest, shown }} onChange={(source) => leave(() => open(source))} />
        <Select
          label={say('scope')}
          data={[{ value: WHOLE, label: say('wholePolicy') }, ...scopes]}
          value={scope}
          allowDeselect={false}
          onChange={(value) => setScope(value ?? WHOLE)}
        />
      </Group>
      <Opened
        key={opened.round}
        {...{ policy, latest, scope: scope === WHOLE ? null : scope, source: opened.source, onShown: setShown }}
        onOpen={open}
      />
    </Stack>
  );
}

interface SourceFieldProps {
  readonly policy: string;
  readonly latest: number;
  readonly shown: string;
  readonly onChange: (source: string) => void;
}

function SourceField({ policy, latest, shown, onChange }: SourceFieldProps) {
  const say = useRestrictionTexts();
  const drafts = useDrafts(policy).data?.drafts ?? [];
  const nameOf = ({ name, createdBy }: (typeof drafts)[number]) => name ?? say('unnamed', { by: createdBy });
  return (
    <Select
      label={say('source')}
      w="min(26rem, 100%)"
      data={[
        { value: IN_FORCE, label: say('version', { version: latest }) },
        ...drafts.map((one) => ({
          value: one.draft,
          label: `${say('draft', { name: nameOf(one) })} (${say(`status_${one.status}`)})`,
        })),
      ]}
      value={shown}
      allowDeselect={false}
      onChange={(value) => onChange(value ?? IN_FORCE)}
    />
  );
}

interface OpenedProps {
  readonly policy: string;
  readonly latest: number;
  readonly source: Source;
  readonly scope: string | null;
  readonly onShown: (draft: string) => void;
  readonly onOpen: (source: string) => void;
}

function Opened({ policy, latest, source, scope, onShown, onOpen }: OpenedProps) {
  const say = useRestrictionTexts();
  // A version that is published meanwhile doesn't take away what is being edited.
  const [version] = useState(latest);
  const { opened, error, refetch } = useOpened(policy, version, source);
  if (error !== null && opened === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (opened === undefined) return <Skeleton height={400} />;
  const { head, document } = opened;
  if (document === null) return <MessagePage title={say('matrix')} text={say('unreadable')} />;
  return <RestrictionEditor {...{ policy, scope, head, document, onShown, onOpen }} />;
}
