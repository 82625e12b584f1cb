/** Owns the back-test of a draft: what it would have decided otherwise, begun here, watched, and cancelled. */
import { Button, Group, NativeSelect, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useMay } from '../data/session';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { branchChoices } from './catalogue-index';
import { FlipResult } from './flip-result';
import { useNewPolicyTexts } from './new-policy-texts';
import { usePolicyTexts } from './texts';
import { backtestFlips, useBacktestActs, useBacktests, type Backtest } from './use-backtests';
import type { OnDecision } from './use-flips';
import type { PolicyDocument } from './use-policies';
import type { WorkbenchProps } from './workbench';

interface BacktestPanelProps extends Pick<
  WorkbenchProps,
  'policy' | 'side' | 'isSaved' | 'latest' | 'branches' | 'onEdit' | 'typed'
> {
  readonly onDecision: OnDecision;
}

const DAY_MS = 86_400_000;
const PERIODS = [30, 90, 180, 365] as const;

export function BacktestPanel(props: BacktestPanelProps) {
  const { policy, side, typed } = props;
  const say = usePolicyTexts();
  const sayNew = useNewPolicyTexts();
  const { data, error, refetch } = useBacktests(policy);
  const [chosen, setChosen] = useState<string | null>(null);
  const acts = useBacktestActs(policy);
  const ofDraft = data?.backtests.filter(({ draft }) => draft === side) ?? [];
  const shown = ofDraft.find(({ backtest }) => backtest === chosen) ?? ofDraft[0];
  if (props.latest === 0) return <Text size="sm">{sayNew('noLive')}</Text>;
  return (
    <Stack gap="sm">
      {props.onEdit !== null && typeof side === 'string' && <StartForm {...props} draft={side} acts={acts} />}
      {error !== null && data === undefined && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton height={80} />}
      {data !== undefined && shown === undefined && <Text size="sm">{say('noBacktests')}</Text>}
      {ofDraft.length > 1 && (
        <NativeSelect
          size="xs"
          maw={420}
          label={say('whichBacktest')}
          data={ofDraft.map((one) => ({ value: one.backtest, label: backtestName(one, say) }))}
          value={shown?.backtest ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      {shown && <Running backtest={shown} acts={acts} />}
      {shown && shown.judged > 0 && <Result backtest={shown} document={typed.document} onDecision={props.onDecision} />}
      {shown?.status === 'done' && shown.judged === 0 && <Text size="sm">{say('nothingJudged')}</Text>}
    </Stack>
  );
}

function backtestName({ startedAt, over, revision }: Backtest, say: ReturnType<typeof usePolicyTexts>): string {
  return say('backtestName', { at: formatInstant(startedAt), over: say(`over_${over}`), revision: revision ?? '–' });
}

interface ResultProps {
  readonly backtest: Backtest;
  readonly document: PolicyDocument;
  readonly onDecision: OnDecision;
}

function Result({ backtest, ...shared }: ResultProps) {
  const say = usePolicyTexts();
  const { gathersAlike, withoutFacts, withoutOrder } = backtest;
  const left = withoutFacts + withoutOrder;
  return (
    <FlipResult {...shared} label={say('backtestResult')} tally={backtest} flipsAt={backtestFlips(backtest)}>
      {!gathersAlike && <Text size="sm">{say('gathersOtherwise')}</Text>}
      {left > 0 && <Text size="sm">{say('leftOut', { count: left })}</Text>}
    </FlipResult>
  );
}

interface StartFormProps extends BacktestPanelProps {
  readonly draft: string;
  readonly acts: ReturnType<typeof useBacktestActs>;
}

function StartForm({ policy, draft, isSaved, branches, acts: { start } }: StartFormProps) {
  const say = usePolicyTexts();
  const [over, setOver] = useState<Backtest['over']>('decisions');
  const [days, setDays] = useState<number>(90);
  const [branch, setBranch] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const from = new Date(Date.now() - days * DAY_MS).toISOString();
    const only = branch === '' ? {} : { branches: [branch] };
    start.mutate({ policy, draft, over, ...(over === 'decisions' && { from }), ...only });
  };
  return (
    <form onSubmit={submit}>
      <Text size="sm" mb="xs">
        {say('backtestMeans')} {!isSaved && say('onlySaved')}
      </Text>
      <div className="case-fields">
        <NativeSelect
          size="xs"
          label={say('over')}
          data={(['decisions', 'portfolio'] as const).map((value) => ({ value, label: say(`over_${value}`) }))}
          value={over}
          onChange={(event) => setOver(event.currentTarget.value as Backtest['over'])}
        />
        {over === 'decisions' && (
          <NativeSelect
            size="xs"
            label={say('period')}
            data={PERIODS.map((count) => ({ value: String(count), label: say('lastDays', { count }) }))}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          />
        )}
        <NativeSelect
          size="xs"
          label={say('branch')}
          data={[{ value: '', label: say('allBranches') }, ...branchChoices(branches)]}
          value={branch}
          onChange={(event) => setBranch(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" loading={start.isPending} disabled={!isSaved}>
          {say('doBacktest')}
        </Button>
      </div>
      {start.error !== null && <Failure error={start.error} />}
    </form>
  );
}

interface RunningProps {
  readonly backtest: Backtest;
  readonly acts: ReturnType<typeof useBacktestActs>;
}

function Running({ backtest, acts: { cancel } }: RunningProps) {
  const say = usePolicyTexts();
  const may = useMay();
  const { status, progress, live, revision, from, to, over } = backtest;
  const percent = Math.round(progress * 100);
  const judged = say('judged', { count: backtest.judged });
  const isRunning = status === 'running';
  return (
    <div>
      <Group gap="sm">
        <Text size="sm" role="status">
          {say(`backtest_${status}`, { percent, judged, live, revision: revision ?? '–' })}{' '}
          {over === 'decisions' && say('backtestPeriod', { from: formatInstant(from), to: formatInstant(to) })}
        </Text>
        {isRunning && may('policies:write') && (
          <Button
            size="compact-xs"
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(backtest.backtest)}
          >
            {say('cancelBacktest')}
          </Button>
        )}
      </Group>
      {isRunning && <Progress value={percent} mt={6} aria-label={say('progress', { percent })} />}
      {cancel.error !== null && <Failure error={cancel.error} />}
    </div>
  );
}
