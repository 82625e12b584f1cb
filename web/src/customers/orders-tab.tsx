/** Owns the tab *Pedidos*: every order of the customer at the branch, how it stands, and what holds it. */
import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { StateIcon } from '../signs/state-sign';
import { formatBRL, formatInstant } from '../texts/formats';
import type { TabProps } from './customer-tabs';
import { MoreButton } from './more-button';
import { PlainTable } from './plain-table';
import { useCustomerTexts } from './texts';
import { holds, useCustomerOrders, type CustomerOrder } from './use-customer-orders';

export function OrdersTab({ customerKey, branch, onRelease }: TabProps) {
  const say = useCustomerTexts();
  const found = useCustomerOrders(customerKey, branch);
  const { orders, error, isPending } = found;
  return (
    <Stack gap="xs">
      <PlainTable
        name={say('orders')}
        columns={[
          ...[
            say('date'),
            say('order'),
            `${say('amount')}#`,
            `${say('term')}#`,
            say('status'),
            say('why'),
            say('toDo'),
          ],
        ]}
        empty={say('emptyOrders')}
        error={error}
        rows={
          isPending
            ? undefined
            : orders.map((one) => ({
                key: one.order,
                cells: cellsOf(one, <Release order={one} onRelease={onRelease} />),
              }))
        }
      />
      <MoreButton list={found} />
    </Stack>
  );
}

function cellsOf(order: CustomerOrder, release: ReactNode): readonly ReactNode[] {
  const { createdAt, totalCents, termCents, status } = order;
  return [
    ...[formatInstant(createdAt), order.order, formatBRL(totalCents), formatBRL(termCents)],
    <OrderState key="state" order={order} />,
    status === 'held' ? reasonsOf(order) : '–',
    release,
  ];
}

function Release({ order, onRelease }: Pick<TabProps, 'onRelease'> & { readonly order: CustomerOrder }) {
  const say = useCustomerTexts();
  if (order.hold === null || onRelease === undefined) return null;
  const verb = say(onRelease.verb === 'askRelease' ? 'askRelease' : 'releaseOrder');
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={`${verb} ${order.order}`}
      onClick={() => onRelease.open(`order/${order.order}`)}
    >
      {verb}
    </Button>
  );
}

function OrderState({ order: { status, stage, forcedHold } }: { readonly order: CustomerOrder }) {
  const say = useCustomerTexts();
  if (status === 'held') {
    const word = forcedHold ? say('forced') : say(`held_${stage}`);
    return (
      <span className="why-line">
        <StateIcon state="blocked" label={word} /> {word}
      </span>
    );
  }
  return <>{status === 'waiting' ? say(`waits_${stage}`) : say(`order_${status}`)}</>;
}

function reasonsOf({ restrictions }: CustomerOrder): string {
  return restrictions
    .filter(holds)
    .map(({ analyst, seller }) => analyst ?? seller)
    .join(' ');
}
