/** Owns the way of a change into force: kept as a draft, sent, approved by another person, published. */
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Policy } from '../../../contracts/policy';
import { Link } from 'wouter';
import { ApiProblem } from '../data/problem';
import { hadAHandIn } from '../../../domain/policy-draft';
import { useMay, useSession } from '../data/session';
import { conflictOf } from '../policies/use-policies';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { DraftEnds } from './draft-ends';
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
  return: 'draftReturned',
  discard: 'draftDiscarded',
} as const;

export function DraftBar(props: DraftBarProps) {
  const say = useRestrictionTexts();
  const { head, error, act, underWay } = useActs(props);
  const { policy, hasChanged, isWrong, onOpen } = props;
  const steps = useSteps(head, hasChanged);
  const isOwn = useIsOwn(head);
  const errors = head?.lint?.flatMap(({ severity, text }) => (severity === 'error' ? [text] : [])) ?? [];
  return (
    <Stack gap="xs" role="group" aria-label={say('draftName')}>
      <DraftState policy={policy} head={head} hasChanged={hasChanged} />
      {isWrong && hasChanged && (
        <Text size="sm" role="alert">
          {say('fixTable')}
        </Text>
      )}
      {errors.length > 0 && <Findings texts={errors} />}
      {error !== null && !(errors.length > 0 && isInvalid(error)) && <Failure error={error} />}
      <Group gap="xs">
        {steps.map((step, index) => (
          <Button
            key={step}
            variant={index === steps.length - 1 ? 'filled' : 'default'}
            loading={underWay === step}
            disabled={underWay !== null}
            onClick={() => act(step)}
          >
            {say(step === 'save' ? 'saveDraft' : step)}
          </Button>
        ))}
        {head !== null && <DraftEnds head={head} isBusy={underWay !== null} error={error} act={act} />}
        {conflictOf(error) !== null && head !== null && (
          <Button variant="default" onClick={() => onOpen(head.draft)}>
            {say('conflict')}
          </Button>
        )}
        {steps.length > 0 && <Text size="sm">{say(steps.includes('publish') ? 'publishMeans' : 'notPublished')}</Text>}
        {isOwn && !hasChanged && head?.status === 'submitted' && <Text size="sm">{say('secondPerson')}</Text>}
      </Group>
    </Stack>
  );
}

function DraftState({ policy, head, hasChanged }: Pick<DraftBarProps, 'policy' | 'head' | 'hasChanged'>) {
  const say = useRestrictionTexts();
  const last = head?.history?.at(-1);
  const told = head && {
    status: say(`status_${head.status}`),
    by: head.saved.by,
    date: formatInstant(head.saved.at),
  };
  return (
    <>
      <Text size="sm" role="status">
        {told && `${say('state', told)} `}
        {last?.step === 'return' &&
          `${say('returned', { who: last.by, at: formatInstant(last.at), reason: last.note ?? '' })} `}
        {hasChanged && `${say('notSaved')} `}
        {hasChanged && head !== null && head.status !== 'editing' && say('savingReturns')}
      </Text>
      {head !== null && (
        <Anchor
          component={Link}
          href={`/politicas/${encodeURIComponent(policy)}/${encodeURIComponent(head.draft)}`}
          size="sm"
          underline="always"
        >
          {say('seeWhole')}
        </Anchor>
      )}
    </>
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

/** Who wrote or sent a draft doesn't approve it. */
function useIsOwn(head: DraftHead | null): boolean {
  const { subject } = useSession();
  return head !== null && hadAHandIn(head, subject);
}

type LeadingStep = Exclude<DraftStepName, 'return' | 'discard'>;

/** What this person may do next, the step that leads on last. */
function useSteps(head: DraftHead | null, hasChanged: boolean): readonly LeadingStep[] {
  const may = useMay();
  const isOwn = useIsOwn(head);
  const mayWrite = may('policies:write');
  const status = head?.status ?? 'editing';
  if (hasChanged || status === 'editing') return mayWrite && (hasChanged || head !== null) ? ['save', 'submit'] : [];
  if (status === 'submitted') return may('policies:approve') && !isOwn ? ['approve'] : [];
  return status === 'approved' && may('policies:publish') ? ['publish'] : [];
}

function useActs({ policy, head: opened, document, hasChanged, isWrong, onSaved, onOpen }: DraftBarProps) {
  const say = useRestrictionTexts();
  const [head, setHead] = useState(opened);
  const { save, step } = useDraftSteps(policy);
  const { mutate, error, isPending, variables } = useMutation({
    mutationFn: async ({ name, reason }: { readonly name: DraftStepName; readonly reason: string }) => {
      let at = head;
      if (name === 'save' || (name === 'submit' && (hasChanged || at === null))) {
        at = await save(at, document, say('draftName'));
        setHead(at);
        onSaved(at.draft);
      }
      if (name === 'save' || at === null) return null;
      return step(name, at, reason);
    },
    onSuccess: (after, { name }) => {
      notifications.show({ message: say(DONE[name]) });
      if (name === 'publish' || name === 'discard') onOpen('');
      else if (after !== null) setHead(after);
    },
  });
  const act = (name: DraftStepName, reason = '') => {
    if (!(isWrong && (name === 'save' || name === 'submit'))) mutate({ name, reason });
  };
  return { head, error, act, underWay: isPending ? variables.name : null };
}
