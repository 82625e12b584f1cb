/** Owns the screen *Painel*: what is blocked and why, how long decisions take, and what bureaus cost. */
import '../form-styles';
import { Button, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { download } from '../data/download';
import { useMay } from '../data/session';
import { DateField } from '../fields/date-field';
import { useBranchChoice } from '../shell/branch-choice';
import { Failure } from '../states/failure';
import { Decisions } from './decisions';
import { Expiring } from './expiring';
import { HeldNow } from './held-now';
import { lastDays, lengthOf, MOST_DAYS } from './period';
import { Spend } from './spend';
import { useDashboardTexts } from './texts';
import { UnknownPurchases } from './unknown-purchases';
import { figuresPath, useFigures, type Figures, type Period } from './use-figures';
import './dashboard.css';

// The figures are there before the library that draws them.
const Trend = lazy(() => import('./trend'));

const USUAL_DAYS = 30;

export default function DashboardPage() {
  const may = useMay();
  const { branch } = useBranchChoice();
  const [period, setPeriod] = useState(() => lastDays(USUAL_DAYS));
  const isRight = period.from !== '' && period.to !== '' && lengthOf(period) >= 1 && lengthOf(period) <= MOST_DAYS;
  const { data, error, refetch } = useFigures(branch, isRight ? period : null);
  return (
    <Stack p="md" gap="xl">
      <PeriodBar branch={branch} period={period} isRight={isRight} onChange={setPeriod} />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && <Waiting /> : <Desk figures={data} />}
      {may('purchasing:read') && <Spend branch={branch} />}
      {may('reports:read') && <UnknownPurchases branch={branch} />}
    </Stack>
  );
}

function Desk({ figures }: { readonly figures: Figures }) {
  return (
    <>
      <HeldNow figures={figures} />
      <Suspense fallback={<Skeleton height={260} />}>
        <Trend days={figures.days} />
      </Suspense>
      <Decisions figures={figures} />
      <Expiring figures={figures} />
    </>
  );
}

function Waiting() {
  return (
    <Stack>
      <Skeleton height={84} />
      <Skeleton height={260} />
      <Skeleton height={180} />
    </Stack>
  );
}

interface PeriodBarProps {
  readonly branch: string | null;
  readonly period: Period;
  readonly isRight: boolean;
  readonly onChange: (period: Period) => void;
}

const LENGTHS = [7, 30, 90];

function PeriodBar({ branch, period, isRight, onChange }: PeriodBarProps) {
  const say = useDashboardTexts();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => download(figuresPath(branch, period, 'csv'), 'indicadores-da-mesa.csv'),
  });
  const chosen = LENGTHS.find((days) => isSame(lastDays(days), period));
  return (
    <Stack gap="xs">
      <Group align="flex-end" gap="sm" role="group" aria-label={say('period')}>
        <DateField label={say('from')} value={period.from} onChange={(from) => onChange({ ...period, from })} />
        <DateField label={say('to')} value={period.to} onChange={(to) => onChange({ ...period, to })} />
        <SegmentedControl
          aria-label={say('period')}
          data={LENGTHS.map((days) => ({ value: String(days), label: say('lastDays', { count: days }) }))}
          value={chosen === undefined ? '' : String(chosen)}
          onChange={(days) => onChange(lastDays(Number(days)))}
        />
        <Button variant="default" disabled={!isRight} loading={isPending} onClick={() => mutate()}>
          {say('spreadsheet')}
        </Button>
      </Group>
      <Text size="sm" role="status">
        {!isRight && say('wrongPeriod', { days: MOST_DAYS })}
      </Text>
      {error !== null && <Failure error={error} />}
    </Stack>
  );
}

function isSame(one: Period, other: Period): boolean {
  return one.from === other.from && one.to === other.to;
}
