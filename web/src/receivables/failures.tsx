/** Owns the list of customers that Deps did not take, each with why. */
import { Stack, Text, Title } from '@mantine/core';
import { PlainTable } from '../customers/plain-table';
import { CustomerLink } from './customer-link';
import { useReceivablesTexts } from './texts';
import type { Sync } from './use-sync';

export function Failures({ failures }: Pick<Sync, 'failures'>) {
  const say = useReceivablesTexts();
  return (
    <Stack gap="xs">
      <Title order={2}>{say('failures')}</Title>
      {failures.length > 0 && <Text size="sm">{say('failuresMeans')}</Text>}
      <PlainTable
        name={say('failures')}
        columns={[say('customer'), say('reason')]}
        empty={say('noFailures')}
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
