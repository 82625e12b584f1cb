/** Owns the purchases that nobody knows the outcome of, and that wait for a person. */
import { Button, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { PlainTable } from '../customers/plain-table';
import { useMay } from '../data/session';
import { CustomerLink } from '../receivables/customer-link';
import { formatBRL, formatInstant } from '../texts/formats';
import { useDashboardTexts } from './texts';
import { ResolveDialog } from './resolve-dialog';
import { useUnknown, type Unknown } from './use-figures';

export function UnknownPurchases({ branch }: { readonly branch: string | null }) {
  const say = useDashboardTexts();
  const may = useMay();
  const { data, error } = useUnknown(branch);
  const [open, setOpen] = useState<Unknown['purchase'] | null>(null);
  const mayResolve = may('purchases:resolve');
  return (
    <Stack gap="xs">
      <Title order={2}>{say('unknown')}</Title>
      {data !== undefined && data.purchases.length > 0 && <Text size="sm">{say('unknownMeans')}</Text>}
      <PlainTable
        name={say('unknown')}
        columns={[
          say('when'),
          say('branch'),
          say('customer'),
          say('product'),
          `${say('price')}#`,
          say('what'),
          say('decision'),
        ]}
        empty={say('noUnknown')}
        error={error}
        rows={data?.purchases.map(({ purchase, customer }) => ({
          key: purchase.purchase,
          cells: [
            ...[formatInstant(purchase.openedAt), purchase.branch],
            <CustomerLink key="customer" customerKey={purchase.customerKey} customer={customer} />,
            `${purchase.bureau === 'spc' ? 'SPC' : 'Deps'} ${purchase.product}`,
            ...[purchase.priceCents === null ? '–' : formatBRL(purchase.priceCents), purchase.text],
            mayResolve && (
              <Button
                key="resolve"
                size="compact-sm"
                variant="default"
                aria-label={say('resolveOf', { when: formatInstant(purchase.openedAt) })}
                onClick={() => setOpen(purchase)}
              >
                {say('resolve')}
              </Button>
            ),
          ],
        }))}
      />
      {open !== null && open.branch !== null && (
        <ResolveDialog purchase={open} branch={open.branch} onClose={() => setOpen(null)} />
      )}
    </Stack>
  );
}
