/** Owns the purchases that nobody knows the outcome of, and that wait for a person. */
import { Stack, Text, Title } from '@mantine/core';
import { PlainTable } from '../customers/plain-table';
import { CustomerLink } from '../receivables/customer-link';
import { formatBRL, formatInstant } from '../texts/formats';
import { useDashboardTexts } from './texts';
import { useUnknown } from './use-figures';

export function UnknownPurchases({ branch }: { readonly branch: string | null }) {
  const say = useDashboardTexts();
  const { data, error } = useUnknown(branch);
  return (
    <Stack gap="xs">
      <Title order={2}>{say('unknown')}</Title>
      {data !== undefined && data.purchases.length > 0 && <Text size="sm">{say('unknownMeans')}</Text>}
      <PlainTable
        name={say('unknown')}
        columns={[say('when'), say('branch'), say('customer'), say('product'), `${say('price')}#`, say('what')]}
        empty={say('noUnknown')}
        error={error}
        rows={data?.purchases.map(({ purchase, customer }) => ({
          key: purchase.purchase,
          cells: [
            ...[formatInstant(purchase.openedAt), purchase.branch],
            <CustomerLink key="customer" customerKey={purchase.customerKey} customer={customer} />,
            `${purchase.bureau === 'spc' ? 'SPC' : 'Deps'} ${purchase.product}`,
            ...[purchase.priceCents === null ? '–' : formatBRL(purchase.priceCents), purchase.text],
          ],
        }))}
      />
    </Stack>
  );
}
