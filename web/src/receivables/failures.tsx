/** Owns the list of customers that Deps did not take, each with why. */
import { Stack, Text, Title } from '@mantine/core';
import { PlainTable } from '../customers/plain-table';
import { CustomerLink } from './customer-link';
import { useReceivablesTexts } from './texts';
import type { Sync } from './use-sync';

export function Failures({ sync }: { readonly sync: Sync }) {
  const say = useReceivablesTexts();
  const { failures, runs, lastRun } = sync;
  const hasSent = [...runs, ...(lastRun === null ? [] : [lastRun])].some(({ customersSent }) => customersSent > 0);
  return (
    <Stack gap="xs">
      <Title order={2}>{say('failures')}</Title>
      {failures.length > 0 && <Text size="sm">{say('failuresMeans')}</Text>}
      <PlainTable
        name={say('failures')}
        columns={[say('customer'), say('reason')]}
        empty={say(lastRun === null ? 'notSentYet' : hasSent ? 'noFailures' : 'nothingRefused')}
        error={null}
        rows={failures.map(({ customerKey, customer, reason, text }) => ({
          key: customerKey,
          cells: [
            <CustomerLink key="customer" customerKey={customerKey} customer={customer} />,
            text ?? reason ?? say('noReason'),
          ],
        }))}
      />
    </Stack>
  );
}
