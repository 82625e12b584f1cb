/** Owns the tab *Crediário*: what a sale on credit would meet now, the sales at the counter, and their release. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { StateBadge } from '../signs/state-sign';
import { formatBRL, formatDate, formatInstant } from '../texts/formats';
import type { TabProps } from './customer-tabs';
import { PlainTable } from './plain-table';
import { useCustomerTexts } from './texts';
import { usePart, type Instalments } from './use-customer';

export function InstalmentsTab({ customerKey, branch, onRelease }: TabProps) {
  const say = useCustomerTexts();
  const { data, error } = usePart<Instalments>(customerKey, branch, 'instalments');
  return (
    <Stack>
      {data && <Counter instalments={data} onRelease={onRelease} />}
      <PlainTable
        name={say('instalments')}
        columns={[
          ...[say('date'), say('sale'), `${say('amount')}#`, say('status'), say('why')],
          ...(onRelease ? [say('toDo')] : []),
        ]}
        empty={say('emptySales')}
        error={error}
        rows={data?.sales?.map(({ sale, at, totalCents, status, refusedBy, restrictions }) => ({
          key: sale,
          cells: [
            ...[formatInstant(at), sale, formatBRL(totalCents)],
            status === 'cancelled' ? say('cancelled') : say(refusedBy.length === 0 ? 'allowed' : 'refusedSale'),
            restrictions
              ?.filter(({ check }) => refusedBy.includes(check))
              .map(({ seller }) => seller)
              .join(' '),
            status === 'refused' && onRelease && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`${say(onRelease.verb)} ${sale}`}
                onClick={() => onRelease.open(`sale/${sale}`)}
              >
                {say(onRelease.verb)}
              </Button>
            ),
          ],
        }))}
      />
    </Stack>
  );
}

/** What the least sale on credit would meet, and by which releases one may pass. */
function Counter({ instalments, onRelease }: Pick<TabProps, 'onRelease'> & { readonly instalments: Instalments }) {
  const say = useCustomerTexts();
  const { indicator, restrictions, availableCents, releases } = instalments;
  return (
    <section>
      <Group gap="xs" mb={4}>
        <Title order={3}>{say('nextSale')}</Title>
        <StateBadge state={indicator} label={say(indicator)} />
        {onRelease && (
          <Button size="compact-sm" variant="default" onClick={() => onRelease.open('customer')}>
            {say(onRelease.verb)}
          </Button>
        )}
      </Group>
      {availableCents !== null && <Text size="sm">{say('mayTake', { amount: formatBRL(availableCents) })}</Text>}
      <ul className="plain-points">
        {restrictions.map(({ check, seller, waivedBy }) => (
          <li key={check}>{waivedBy ? `${seller} (${say('waived')})` : seller}</li>
        ))}
        {releases?.map(({ release, leftCents, until }) => (
          <li key={release}>{say('releaseLeft', { amount: formatBRL(leftCents), date: formatDate(until) })}</li>
        ))}
      </ul>
    </section>
  );
}
