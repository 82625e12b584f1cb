/** Owns one branch: where its ledger and its sync stand, the run of now, those of before, and who was refused. */
import { Button, Group, Paper, Progress, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { formatInstant, secondsSince } from '../texts/formats';
import { AccountLink } from './account-link';
import { briefly } from './briefly';
import { Failures } from './failures';
import { ReconciliationPanel } from './reconciliation-panel';
import { RunDialog } from './run-dialog';
import { RunStatus } from './run-status';
import { RunTable } from './run-table';
import { useReceivablesTexts } from './texts';
import { isLive, useSync, type Sync } from './use-sync';

export function BranchSync({ branch }: { readonly branch: string }) {
  const say = useReceivablesTexts();
  const [awaited, setAwaited] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const { data: sync, error, refetch } = useSync(branch, awaited);
  if (sync === undefined) {
    return error === null ? <Waiting /> : <Failure error={error} onRetry={() => void refetch()} />;
  }
  if (!sync.hasAccount)
    return (
      <MessagePage title={say('noAccountTitle')} text={say('noAccount')}>
        <AccountLink branch={branch} />
      </MessagePage>
    );
  return (
    <Stack p="md" gap="lg">
      <Standing sync={sync} />
      <Group>
        <Button onClick={() => setAsking(true)} disabled={isLive(sync, awaited)}>
          {say('runNow')}
        </Button>
      </Group>
      <UnderWay sync={sync} awaited={awaited} />
      <RunTable runs={sync.runs} />
      <Failures sync={sync} />
      <ReconciliationPanel branch={branch} />
      {isAsking && (
        <RunDialog
          branch={branch}
          since={sync.watermark}
          onClose={() => setAsking(false)}
          onStarted={(run) => {
            setAwaited(run);
            setAsking(false);
          }}
        />
      )}
    </Stack>
  );
}

function Waiting() {
  return (
    <Stack p="md">
      <Skeleton height={96} />
      <Skeleton height={36} width={180} />
      <Skeleton height={240} />
    </Stack>
  );
}

function Standing({ sync }: { readonly sync: Sync }) {
  const say = useReceivablesTexts();
  const aged = (at: string | null, never: string) =>
    at === null ? never : `${formatInstant(at)} (${say('lag', { time: briefly(secondsSince(at)) })})`;
  const { enabled, hour, zone, nextRunAt, lastRun } = sync;
  const rows = [
    [say('ledger'), aged(sync.receivedAt, say('ledgerNever'))],
    [say('atDeps'), aged(sync.watermark, say('never'))],
    [say('nightly'), enabled ? say('onAt', { hour, zone }) : say('offHint')],
    [say('nextRun'), nextRunAt === null ? say('none') : formatInstant(nextRunAt)],
    [say('lastRun'), lastRun === null ? say('noRunYet') : <RunStatus key="last" run={lastRun} />],
  ] as const;
  return (
    <dl className="sync-standing">
      {rows.map(([name, value]) => (
        <Paper key={name} withBorder p="sm">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Paper>
      ))}
    </dl>
  );
}

/** Always there, so that what changes in it is read out. */
function UnderWay({ sync, awaited }: { readonly sync: Sync; readonly awaited: string | null }) {
  const say = useReceivablesTexts();
  const { lastRun } = sync;
  const run = lastRun?.status === 'running' ? lastRun : null;
  return (
    <div role="status">
      {run === null && isLive(sync, awaited) && <Text size="sm">{say('starting')}</Text>}
      {run !== null && (
        <Stack gap="xs">
          <Title order={2}>{say('progress', { time: briefly(secondsSince(run.startedAt)) })}</Title>
          <Progress value={100} animated striped aria-label={say('running')} />
          <Text size="sm">
            {say('soFar', {
              count: run.customersSent,
              titles: run.titlesSent,
              failed: run.failed,
              deferred: run.deferred,
            })}
          </Text>
          {run.reason !== null && <Text size="sm">{say('waits', { reason: say(run.reason) })}</Text>}
        </Stack>
      )}
    </div>
  );
}
