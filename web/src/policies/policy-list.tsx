/** Owns the list of policies: which version of each is in force, since when, and which branches are judged by it. */
import { Anchor, Skeleton, Stack, Table } from '@mantine/core';
import { Link, Redirect } from 'wouter';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { formatInstant } from '../texts/formats';
import { NewPolicyButton } from './new-policy-button';
import { useNewPolicyTexts } from './new-policy-texts';
import { usePolicyTexts } from './texts';
import { newestOf, usePolicies } from './use-policies';

export function PolicyList() {
  const say = usePolicyTexts();
  const sayNew = useNewPolicyTexts();
  const { data, error, refetch } = usePolicies();
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={160} m="md" />;
  const newest = newestOf(data.policies);
  const [only, ...others] = [...newest.map(({ id }) => id), ...data.unpublished];
  if (only === undefined) return <MessagePage title={say('noPolicies')} text={say('noPoliciesHint')} />;
  if (others.length === 0) return <Redirect to={policyAddress(only)} replace />;
  return (
    <Stack p="md" align="flex-start">
      <NewPolicyButton policies={data} />
      <Table.ScrollContainer
        minWidth={520}
        w="100%"
        type="native"
        tabIndex={0}
        role="region"
        aria-label={say('policies')}
      >
        <Table aria-label={say('policies')} fz="sm">
          <Table.Thead>
            <Table.Tr>
              {(['policy', 'inForceColumn', 'since', 'who', 'usedBy'] as const).map((column) => (
                <Table.Th key={column}>{say(column)}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {newest.map(({ id, version, publishedAt, publishedBy }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Anchor component={Link} href={policyAddress(id)} size="sm" underline="always">
                    {id}
                  </Anchor>
                </Table.Td>
                <Table.Td>{say('versionName', { version })}</Table.Td>
                <Table.Td>{formatInstant(publishedAt)}</Table.Td>
                <Table.Td>{publishedBy}</Table.Td>
                <Table.Td>
                  {data.branches
                    .filter(({ policy }) => policy === id)
                    .map(({ branch, name }) => `${branch} · ${name}`)
                    .join(', ') || say('usedByNobody')}
                </Table.Td>
              </Table.Tr>
            ))}
            {data.unpublished.map((id) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Anchor component={Link} href={policyAddress(id)} size="sm" underline="always">
                    {id}
                  </Anchor>
                </Table.Td>
                <Table.Td colSpan={4}>{sayNew('toCome')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}

/** Where a policy is looked at; `side` is the id of a draft, or a version's number. */
export function policyAddress(policy: string, side?: string | number): string {
  const parts = side === undefined ? [policy] : [policy, String(side)];
  return ['/politicas', ...parts.map(encodeURIComponent)].join('/');
}
