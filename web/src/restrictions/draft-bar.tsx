/** Owns the way of a change into force: kept as a draft, sent, approved by another person, published. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Policy } from '../../../contracts/policy';
import { ApiProblem } from '../data/problem';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { useRestrictionTexts } from './texts';
import { useDraftSteps, type DraftHead, type DraftStepName } from './use-restrictions';

interface DraftBarProps {
  readonly policy: string;
  readonly head: DraftHead | null;
  readonly document: Policy;
  readonly hasChanged: boolean;
  readonly isWrong: boolean;
  readonly onSaved: (draft: string) => void;
  /** Another draft, or the version in force by an empty name. */
  readonly onOpen: (source: string) => void;
}

const DONE = {
  save: 'draftSaved',
  submit: 'draftSubmitted',
  approve: 'draftApproved',
  publish: 'draftPublished',
} as const;

export function DraftBar(props: DraftBarProps) {
  const say = useRestrictionTexts();
  const { head, error, isPending, variables, act } = useActs(props);
  const { hasChanged, isWrong } = props;
  const button = (step: DraftStepName, isMain: boolean) => (
    <Button
      key={step}
      variant={isMain ? 'filled' : 'default'}
      loading={isPending && variables === step}
      disabled={isPending}
      onClick={() => act(step)}
    >
      {say(step === 'save' ? 'saveDraft' : step)}
    </Button>
  );
  const steps = useSteps(head, hasChanged);
  const errors = head?.lint?.flatMap(({ severity, text }) => (severity === 'error' ? [text] : [])) ?? [];
  return (
    <Stack gap="xs" role="group" aria-label={say('draftName')}>
      <Text size="sm" role="status">
        {head !== null &&
          `${say('state', {
            status: say(`status_${head.status}`),
            by: head.saved.by,
            date: formatInstant(head.saved.at),
          })} `}
        {hasChanged && `${say('notSaved')} `}
        {hasChanged && head !== null && head.status !== 'editing' && say('savingReturns')}
      </Text>
      {isWrong && hasChanged && (
        <Text size="sm" role="alert">
          {say('fixTable')}
        </Text>
      )}
      {errors.length > 0 && <Findings texts={errors} />}
      {error !== null && !(errors.length > 0 && isInvalid(error)) && <Failure error={error} />}
      <Group gap="xs">
        {steps.map((step, index) => button(step, index === steps.length - 1))}
        {error instanceof ApiProblem && error.code === 'PolicyDraftConflict' && head !== null && (
          <Button variant="default" onClick={() => props.onOpen(head.draft)}>
            {say('conflict')}
          </Button>
        )}
        {steps.length > 0 && <Text size="sm">{say(steps.includes('publish') ? 'publishMeans' : 'notPublished')}</Text>}
      </Group>
    </Stack>
  );
}

function Findings({ texts }: { readonly texts: readonly string[] }) {
  const say = useRestrictionTexts();
  return (
    <div role="alert">
      <Text size="sm">{say('findings', { count: texts.length })}</Text>
      <ul className="findings">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

/** What lint says in Portuguese already. */
function isInvalid(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'PolicyInvalid';
}

/** What this person may do next, the step that leads on last. */
function useSteps(head: DraftHead | null, hasChanged: boolean): readonly DraftStepName[] {
  const may = useMay();
  const mayWrite = may('policies:write');
  const status = head?.status ?? 'editing';
  if (hasChanged || status === 'editing') return mayWrite && (hasChanged || head !== null) ? ['save', 'submit'] : [];
  if (status === 'submitted') return may('policies:approve') ? ['approve'] : [];
  return status === 'approved' && may('policies:publish') ? ['publish'] : [];
}

function useActs({ policy, head: opened, document, hasChanged, isWrong, onSaved, onOpen }: DraftBarProps) {
  const say = useRestrictionTexts();
  const [head, setHead] = useState(opened);
  const { save, step } = useDraftSteps(policy);
  const { mutate, error, isPending, variables } = useMutation({
    mutationFn: async (name: DraftStepName) => {
      let at = head;
      if (name === 'save' || (name === 'submit' && (hasChanged || at === null))) {
        at = await save(at, document, say('draftName'));
        setHead(at);
        onSaved(at.draft);
      }
      if (name === 'save' || at === null) return null;
      return step(name, at);
    },
    onSuccess: (after, name) => {
      notifications.show({ message: say(DONE[name]) });
      if (name === 'publish') onOpen('');
      else if (after !== null) setHead(after);
    },
  });
  const act = (name: DraftStepName) => {
    if (!(isWrong && (name === 'save' || name === 'submit'))) mutate(name);
  };
  return { head, error, isPending, variables, act };
}
