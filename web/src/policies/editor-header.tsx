/** Owns the head of the editor: what is being edited, whether it is saved, and the steps that are due. */
import { Alert, Anchor, Button, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useShortcuts } from '../shell/shortcuts';
import { formatInstant } from '../texts/formats';
import { ConflictDialog } from './conflict-dialog';
import { DraftSteps } from './draft-steps';
import { draftName } from './draft-list';
import { useNewPolicyTexts } from './new-policy-texts';
import { policyAddress } from './policy-list';
import { textOf } from './policy-shape';
import { StatusBadge } from './status-badge';
import { PolicyFailure } from './policy-failure';
import { usePolicyTexts } from './texts';
import type { Editor } from './use-editor';
import type { AssessedDraft, Version } from './use-policies';

interface DraftHeaderProps {
  readonly draft: AssessedDraft;
  readonly editor: Editor;
  readonly mayWrite: boolean;
  readonly latest: number;
  readonly branches: readonly { readonly branch: string }[];
}

export function DraftHeader({ draft, editor, mayWrite, latest, branches }: DraftHeaderProps) {
  const say = usePolicyTexts();
  const sayNew = useNewPolicyTexts();
  const canSave = mayWrite && editor.isDirty && editor.typed.fault === null;
  useShortcuts([{ keys: 'mod+s', label: say('save'), run: () => void (canSave && editor.save()) }]);
  const isBehind = mayWrite && draft.basedOn < latest;
  return (
    <header className="policy-head">
      <Group justify="space-between" gap="sm">
        <Heading policy={draft.policy} name={textOf(editor.typed.document['name'])}>
          <Group gap="xs">
            <StatusBadge status={draft.status} />
            <Text size="sm">
              {draftName(draft, say)} ·{' '}
              {draft.basedOn === 0 ? sayNew('isNew') : say('basedOn', { version: draft.basedOn })}
            </Text>
            <Text size="sm" role="status">
              {say(editor.isDirty ? 'unsaved' : 'allSaved')}
            </Text>
          </Group>
        </Heading>
        <Group gap="xs">
          {mayWrite && (
            <Button
              size="compact-sm"
              variant="default"
              disabled={!canSave}
              loading={editor.isSaving}
              onClick={() => void editor.save()}
              aria-keyshortcuts="Control+S"
            >
              {say('save')}
            </Button>
          )}
          <DraftSteps {...{ draft, editor, branches, latest }} />
        </Group>
      </Group>
      <StandingText draft={draft} />
      {draft.revision > editor.revision && (
        <Text size="sm" role="status">
          {say('overtaken', { who: draft.saved.by, at: formatInstant(draft.saved.at) })}
        </Text>
      )}
      {editor.isDirty && draft.status !== 'editing' && <Text size="sm">{say('saveTakesBack')}</Text>}
      {isBehind && (
        <Alert variant="light" color="yellow" mt="xs">
          <Group justify="space-between">
            <Text size="sm">{say('behindMeans', { basedOn: draft.basedOn, latest })}</Text>
            <Button size="compact-sm" variant="default" onClick={() => void editor.save({ basedOn: latest })}>
              {say('moveTo', { latest })}
            </Button>
          </Group>
        </Alert>
      )}
      {editor.error !== null && <PolicyFailure error={editor.error} />}
      {editor.conflict !== null && <ConflictDialog conflict={editor.conflict} editor={editor} />}
    </header>
  );
}

/** Who has done what last, where that isn't plain from the state alone. */
function StandingText({
  draft: { status, submitted, approved, published, discarded, history },
}: {
  readonly draft: AssessedDraft;
}) {
  const say = usePolicyTexts();
  const last = history.at(-1);
  const told = [
    status === 'editing' && last?.step === 'return'
      ? say('returnedBy', { who: last.by, at: formatInstant(last.at), reason: last.note ?? '' })
      : null,
    status === 'submitted' && submitted
      ? say('submittedBy', { who: submitted.by, at: formatInstant(submitted.at) })
      : null,
    status === 'approved' && approved
      ? say('approvedByAt', { who: approved.by, at: formatInstant(approved.at) })
      : null,
    published && say('publishedAs', { version: published.version, who: published.by, at: formatInstant(published.at) }),
    discarded && say('discardedBy', { who: discarded.by, at: formatInstant(discarded.at) }),
  ].filter((text) => text !== null);
  return told.length === 0 ? null : <Text size="sm">{told.join(' ')}</Text>;
}

interface VersionHeaderProps {
  readonly version: Version;
  readonly latest: number;
}

export function VersionHeader({ version, latest }: VersionHeaderProps) {
  const say = usePolicyTexts();
  const { id, document, publishedAt, publishedBy } = version;
  return (
    <header className="policy-head">
      <Heading policy={id} name={textOf(document['name'])}>
        <Text size="sm">
          {say('versionName', { version: version.version })}
          {version.version === latest && ` · ${say('inForce')}`} ·{' '}
          {say('publishedBy', { who: publishedBy, at: formatInstant(publishedAt) })} {say('neverChanges')}
        </Text>
      </Heading>
    </header>
  );
}

interface HeadingProps {
  readonly policy: string;
  readonly name: string;
  readonly children: ReactNode;
}

function Heading({ policy, name, children }: HeadingProps) {
  const say = usePolicyTexts();
  return (
    <div>
      <Group gap="sm">
        <Title order={2}>{name === '' ? policy : name}</Title>
        <Anchor component={Link} href={policyAddress(policy)} size="sm" underline="always">
          {say('backToPolicy')}
        </Anchor>
      </Group>
      {children}
    </div>
  );
}
