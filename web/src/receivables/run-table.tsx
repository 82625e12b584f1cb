/** Owns the list of runs that have ended, with what each did. */
import { Stack, Text, Title } from '@mantine/core';
import { PlainTable } from '../customers/plain-table';
import { formatInstant } from '../texts/formats';
import { briefly } from './briefly';
import { RunStatus } from './run-status';
import { useReceivablesTexts } from './texts';
import type { SyncRun } from './use-sync';

export function RunTable({ runs }: { readonly runs: readonly SyncRun[] }) {
  const say = useReceivablesTexts();
  return (
    <Stack gap="xs">
      <Title order={2}>{say('runs')}</Title>
      <PlainTable
        name={say('runs')}
        columns={[
          ...[say('start'), say('by'), say('status'), `${say('sent')}#`, `${say('titles')}#`, `${say('unchanged')}#`],
          ...[`${say('failed')}#`, `${say('deferred')}#`, `${say('took')}#`],
        ]}
        empty={say('noRunYet')}
        error={null}
        rows={runs.map((run) => ({
          key: run.run,
          cells: [
            ...[formatInstant(run.startedAt), say(run.by), <RunStatus key="status" run={run} />],
            ...[run.customersSent, run.titlesSent, run.unchanged, run.failed, run.deferred],
            lengthOf(run),
          ],
        }))}
      />
      {runs.some(({ deferred }) => deferred > 0) && <Text size="sm">{say('deferredMeans')}</Text>}
    </Stack>
  );
}

function lengthOf({ startedAt, endedAt }: SyncRun): string {
  if (endedAt === null) return '–';
  return briefly((Date.parse(endedAt) - Date.parse(startedAt)) / 1_000);
}
