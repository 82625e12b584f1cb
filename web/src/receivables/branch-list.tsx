/** Owns the list of branches, each with where its sync stands. */
import { Button, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useSession } from '../data/session';
import { useBranchChoice } from '../shell/branch-choice';
import { formatInstant, secondsSince } from '../texts/formats';
import { AccountLink } from './account-link';
import { briefly } from './briefly';
import { RunStatus } from './run-status';
import { useReceivablesTexts } from './texts';
import { useSync } from './use-sync';

/** Each is a request of its own: no more at once than a person looks through. */
const STEP = 30;

export function BranchList() {
  const say = useReceivablesTexts();
  const { branches } = useSession();
  const [shown, setShown] = useState(STEP);
  const columns = [say('branch'), say('nightly'), say('lastRun'), say('atDeps'), say('nextRun')];
  return (
    <Stack p="md">
      <Title order={2}>{say('branches')}</Title>
      <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label={say('branches')}>
        <Table aria-label={say('branches')} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{column}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {branches.slice(0, shown).map(({ branch, name }) => (
              <BranchRow key={branch} branch={branch} name={name} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown < branches.length && (
        <Button variant="default" onClick={() => setShown(shown + STEP)}>
          {say('more')}
        </Button>
      )}
    </Stack>
  );
}

function BranchRow({ branch, name }: { readonly branch: string; readonly name: string }) {
  const say = useReceivablesTexts();
  const { choose } = useBranchChoice();
  const { data, error } = useSync(branch);
  return (
    <Table.Tr>
      <Table.Td>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={say('look', { branch: `${branch} · ${name}` })}
          onClick={() => choose(branch)}
        >
          {branch} · {name}
        </Button>
      </Table.Td>
      {data?.hasAccount === false ? (
        <Table.Td colSpan={4}>
          <Text size="sm">{say('noAccountShort')}</Text>
          <AccountLink branch={branch} />
        </Table.Td>
      ) : data === undefined ? (
        <Table.Td colSpan={4}>
          <Text size="sm">{error === null ? '…' : error.message}</Text>
        </Table.Td>
      ) : (
        <>
          <Table.Td>{say(data.enabled ? 'on' : 'off')}</Table.Td>
          <Table.Td>{data.lastRun === null ? say('never') : <RunStatus run={data.lastRun} />}</Table.Td>
          <Table.Td>
            {data.watermark === null
              ? say('never')
              : `${formatInstant(data.watermark)} (${say('lag', { time: briefly(secondsSince(data.watermark)) })})`}
          </Table.Td>
          <Table.Td>{data.nextRunAt === null ? say('none') : formatInstant(data.nextRunAt)}</Table.Td>
        </>
      )}
    </Table.Tr>
  );
}
