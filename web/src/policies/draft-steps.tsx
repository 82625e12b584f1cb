/** Owns the steps of a draft's life: which are due, who may take them, and what each will do. */
import { Button, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { hadAHandIn, nextDraftStatus } from '../../../domain/policy-draft';
import type { Permission } from '../../../domain/permissions';
import { useMay, useSession } from '../data/session';
import { ActDialog } from './act-dialog';
import { ChangeList } from './change-list';
import { useNewPolicyTexts } from './new-policy-texts';
import { usePolicyTexts } from './texts';
import { useComparison } from './use-comparison';
import type { Editor } from './use-editor';
import { useDraftStep, type AssessedDraft, type DraftStep } from './use-policies';

interface DraftStepsProps {
  readonly draft: AssessedDraft;
  readonly editor: Editor;
  readonly latest: number;
  readonly branches: readonly { readonly branch: string }[];
}

const PERMISSION = {
  submit: 'policies:write',
  return: 'policies:approve',
  approve: 'policies:approve',
  publish: 'policies:publish',
  discard: 'policies:write',
} as const satisfies Record<DraftStep, Permission>;

export function DraftSteps({ draft, editor, latest, branches }: DraftStepsProps) {
  const say = usePolicyTexts();
  const may = useMay();
  const { subject } = useSession();
  const [doing, setDoing] = useState<DraftStep | null>(null);
  const isDue = (step: DraftStep) => nextDraftStatus(draft.status, step) !== null && may(PERMISSION[step]);
  const isOwn = hadAHandIn(draft, subject);
  const isOvertaken = draft.basedOn < latest;
  const main = (['submit', 'approve', 'publish'] as const).find(isDue);
  const isBarred =
    (main === 'approve' && isOwn) ||
    (main === 'publish' && isOvertaken) ||
    (main !== 'submit' && editor.isDirty) ||
    editor.typed.fault !== null;
  return (
    <>
      {main === 'approve' && isOwn && <Text size="sm">{say('secondPerson')}</Text>}
      {main !== undefined && !(main === 'approve' && isOwn) && (
        <Button size="compact-sm" disabled={isBarred} onClick={() => setDoing(main)}>
          {say(main)}
        </Button>
      )}
      {isDue('return') && (
        <Button size="compact-sm" variant="default" onClick={() => setDoing('return')}>
          {say('return')}
        </Button>
      )}
      {isDue('discard') && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" aria-label={say('more')} title={say('more')}>
              <IconDots size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDoing('discard')}>{say('discard')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {doing !== null && (
        <StepDialog {...{ draft, editor, latest, branches }} step={doing} onClose={() => setDoing(null)} />
      )}
    </>
  );
}

interface StepDialogProps extends DraftStepsProps {
  readonly step: DraftStep;
  readonly onClose: () => void;
}

const MEANS = {
  submit: 'submitMeans',
  return: 'returnMeans',
  approve: 'approveMeans',
  publish: 'publishMeans',
  discard: 'discardMeans',
} as const;
const DONE = {
  submit: 'submitDone',
  return: 'returnDone',
  approve: 'approveDone',
  publish: 'publishDone',
  discard: 'discardDone',
} as const;

function StepDialog({ draft, editor, step, latest, branches, onClose }: StepDialogProps) {
  const say = usePolicyTexts();
  const sayNew = useNewPolicyTexts();
  const { mutateAsync, error, isPending } = useDraftStep();
  const [isBusy, setBusy] = useState(false);
  const comparison = useComparison(draft.policy, latest, draft.draft);
  const { policy, draft: id } = draft;
  const act = async (reason: string): Promise<void> => {
    const revision = step === 'submit' && editor.isDirty ? await editor.save() : editor.revision;
    // What kept it from being saved is told by the page behind.
    if (revision === null) return onClose();
    await mutateAsync({ policy, draft: id, step, revision, ...(step === 'return' && { reason }) });
    notifications.show({ message: say(DONE[step], { version: latest + 1 }), color: 'indigo' });
    onClose();
  };
  const run = (reason: string) => {
    setBusy(true);
    // A refusal is told by the dialog, from the state of the step.
    act(reason).catch(() => setBusy(false));
  };
  const told = { version: latest + 1, count: branches.length };
  const means = step === 'publish' && branches.length === 0 ? sayNew('publishMeans', told) : say(MEANS[step], told);
  const savesFirst = step === 'submit' && editor.isDirty ? `${say('savedFirst')} ` : '';
  return (
    <ActDialog
      title={say(step)}
      means={savesFirst + means}
      verb={say(step)}
      reason={step === 'return' ? say('reason') : null}
      error={error}
      isBusy={isBusy || isPending}
      onAct={run}
      onClose={onClose}
    >
      {(step === 'approve' || step === 'publish') && <ChangeList comparison={comparison} />}
    </ActDialog>
  );
}
