/** Owns the way from a list to the customer it names: by name or masked document where the person may know them. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { useMay } from '../data/session';

interface CustomerLinkProps {
  readonly customerKey: string;
  readonly customer: { readonly document: string; readonly name: string | null } | null;
}

export function CustomerLink({ customerKey, customer }: CustomerLinkProps) {
  const may = useMay();
  const name = customer === null ? customerKey : [customer.name, customer.document].filter(Boolean).join(' · ');
  if (!may('customers:read')) return name;
  return (
    <Anchor component={Link} href={`/clientes/${encodeURIComponent(customerKey)}`} size="sm" underline="always">
      {name}
    </Anchor>
  );
}
