/** Owns the run of a draft beside the live policy: begun until a day, watched, its flips, and its end. */
import { Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../data/session';
import { Failure } from '../../states/failure';
import { formatInstant } from '../../texts/formats';
import { ActDialog } from '../act-dialog';
import { FlipResult } from '../flip-result';
import { useNewPolicyTexts } from '../new-policy-texts';
import { usePolicyTexts } from '../texts';
import type { OnDecision } from '../use-flips';
import type { PolicyDocument } from '../use-policies';
import { percentOf } from './shadow-period';
import { ShadowStart } from './shadow-start';
import { useShadowTexts } from './texts';
import { shadowFlips, useShadow, useShadowActs, type Shadow } from './use-shadow';

interface ShadowPanelProps {
  readonly policy: string;
  readonly draft: string;
  readonly document: PolicyDocument;
  readonly isSaved: boolean;
  /** The version in force; 0 where there is none to run beside. */
  readonly latest: number;
  /** False for who may only look, and for a draft that has ended. */
  readonly mayBegin: boolean;
  readonly onDecision: OnDecision;
}

export function ShadowPanel({ latest, ...run }: ShadowPanelProps) {
  const sayNew = useNewPolicyTexts();
  return latest === 0 ? <Text size="sm">{sayNew('noLive')}</Text> : <Run {...run} />;
}

function Run({ policy, draft, document, isSaved, mayBegin, onDecision }: Omit<ShadowPanelProps, 'latest'>) {
  const say = useShadowTexts();
  const place = { policy, draft };
  const { data: shadow, error, refetch } = useShadow(place);
  const acts = useShadowActs(place);
  if (shadow === undefined)
    return error === null ? <Skeleton height={80} /> : <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="sm">
      {mayBegin && shadow?.status !== 'running' && (
        <ShadowStart acts={acts} isSaved={isSaved} isAnother={shadow !== null} />
      )}
      {shadow === null && <Text size="sm">{say('none')}</Text>}
      {shadow !== null && <Standing shadow={shadow} acts={acts} />}
      {shadow !== null && shadow.judged > 0 && (
        <FlipResult
          label={say('result')}
          tally={shadow}
          document={document}
          flipsAt={shadowFlips(place)}
          onDecision={onDecision}
        />
      )}
    </Stack>
  );
}

interface StandingProps {
  readonly shadow: Shadow;
  readonly acts: ReturnType<typeof useShadowActs>;
}

function Standing({ shadow, acts: { end } }: StandingProps) {
  const say = useShadowTexts();
  const sayPolicy = usePolicyTexts();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const isRunning = shadow.status === 'running';
  const percent = percentOf(shadow);
  const told = {
    judged: sayPolicy('judged', { count: shadow.judged }),
    revision: shadow.revision ?? '–',
    from: formatInstant(shadow.startedAt),
    until: formatInstant(shadow.until),
    counted: formatInstant(shadow.countedUntil),
    ended: shadow.endedAt === null ? '' : formatInstant(shadow.endedAt),
  };
  return (
    <div>
      <Group gap="sm">
        <Text size="sm" role="status">
          {say(`status_${shadow.status}`, told)}
        </Text>
        {isRunning && may('policies:write') && (
          <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
            {say('end')}
          </Button>
        )}
      </Group>
      {isRunning && <Progress value={percent} mt={6} aria-label={say('progress', { percent })} />}
      {isAsking && (
        <ActDialog
          title={say('end')}
          means={say('endMeans')}
          verb={say('end')}
          reason={null}
          error={end.error}
          isBusy={end.isPending}
          onAct={() => end.mutate(undefined, { onSuccess: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
