/** Owns the table of a policy's published versions: who brought each into force, where from, and what may be begun with it. */
import { Anchor, Button, Group, Table, Title } from '@mantine/core';
import { Link } from 'wouter';
import { useMay } from '../data/session';
import { formatInstant } from '../texts/formats';
import { policyAddress } from './policy-list';
import { usePolicyTexts } from './texts';
import type { Publication } from './use-policies';

/** What is asked for with a version: a draft that begins with it, or the way back to it. */
export type VersionAct = { readonly begin: number } | { readonly rollback: number };

interface VersionTableProps {
  readonly versions: readonly Publication[];
  readonly latest: number;
  readonly onDo: (doing: VersionAct) => void;
}

export function VersionTable({ versions, latest, onDo }: VersionTableProps) {
  const say = usePolicyTexts();
  return (
    <section>
      <Title order={3} mb="xs">
        {say('versions')}
      </Title>
      <Table.ScrollContainer minWidth={620} type="native" tabIndex={0} role="region" aria-label={say('versions')}>
        <Table aria-label={say('versions')} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {(['version', 'since', 'who', 'approvedBy', 'origin'] as const).map((column) => (
                <Table.Th key={column}>{say(column)}</Table.Th>
              ))}
              <Table.Th>{say('actions')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map((one) => (
              <VersionRow key={one.version} one={one} latest={latest} onDo={onDo} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function VersionRow({ one, latest, onDo }: Omit<VersionTableProps, 'versions'> & { readonly one: Publication }) {
  const say = usePolicyTexts();
  const may = useMay();
  const { id, version, publishedAt, publishedBy, approvedBy, rollbackTo, reason, draft } = one;
  const origin = rollbackTo === null ? null : say('rolledBackTo', { version: rollbackTo, reason: reason ?? '' });
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} href={policyAddress(id, version)} size="sm" underline="always">
          {say('versionName', { version })}
        </Anchor>
        {version === latest && ` · ${say('inForce')}`}
      </Table.Td>
      <Table.Td>{formatInstant(publishedAt)}</Table.Td>
      <Table.Td>{publishedBy}</Table.Td>
      <Table.Td>{approvedBy ?? '–'}</Table.Td>
      <Table.Td>
        {origin}
        {origin === null &&
          (draft === null ? (
            say('shipped')
          ) : (
            <Anchor component={Link} href={policyAddress(id, draft)} size="sm" underline="always">
              {say('fromDraft')}
            </Anchor>
          ))}
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          {may('policies:write') && version !== latest && (
            <Button size="compact-xs" variant="default" onClick={() => onDo({ begin: version })}>
              {say('beginFrom', { version })}
            </Button>
          )}
          {may('policies:publish') && version !== latest && (
            <Button size="compact-xs" variant="default" onClick={() => onDo({ rollback: version })}>
              {say('rollBackTo', { version })}
            </Button>
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
