/** Owns the limit as a gauge: how much is taken, with held orders too, what is left, until when, and who set it. */
import { Paper, Progress, Text, Title } from '@mantine/core';
import { formatBRL, formatDate, formatInstant } from '../texts/formats';
import { useCustomerTexts } from './texts';
import { useCreditChange, usePart, type Customer, type Instalments } from './use-customer';
import { useCustomerOrders } from './use-customer-orders';

interface LimitGaugeProps {
  readonly customer: Customer;
  readonly branch: string;
}

export function LimitGauge({ customer, branch }: LimitGaugeProps) {
  const say = useCustomerTexts();
  const { limit, takenCents, customerKey } = customer;
  const { data: instalments } = usePart<Instalments>(customerKey, branch, 'instalments');
  const { heldAtSaveCents } = useCustomerOrders(customerKey, branch);
  const inForce = instalments?.limit;
  const amountCents = inForce?.amountCents ?? (limit.kind === 'amount' ? limit.amountCents : null);
  const used = instalments?.taken?.cents ?? takenCents;
  const withHeld = heldAtSaveCents === null || heldAtSaveCents === 0 ? null : used + heldAtSaveCents;
  const available = instalments?.availableCents;
  const figures = [
    say('used', { amount: formatBRL(used) }),
    withHeld !== null && say('withHeld', { amount: formatBRL(withHeld) }),
    typeof available === 'number' && say('available', { amount: formatBRL(available) }),
  ];
  return (
    <Paper withBorder p="sm">
      <Title order={3} mb="xs">
        {say('limit')}: {amountCents === null ? kindOf(limit.kind, say) : formatBRL(amountCents)}
      </Title>
      {amountCents !== null && amountCents > 0 && <Gauge {...{ amountCents, used, withHeld }} />}
      <Text size="sm" mt="xs">
        {figures.filter(Boolean).join(' · ')}
      </Text>
      <Standing customer={customer} inForce={inForce} />
    </Paper>
  );
}

/** What is taken, and paler what held orders would take. */
function Gauge({ amountCents, used, withHeld }: Record<'amountCents' | 'used', number> & { withHeld: number | null }) {
  const say = useCustomerTexts();
  const share = (cents: number) => Math.round((cents / amountCents) * 100);
  const percent = share(used);
  const held = withHeld === null ? 0 : Math.max(0, Math.min(share(withHeld), 100) - Math.min(percent, 100));
  return (
    <Progress.Root size="lg">
      <Progress.Section
        value={Math.min(percent, 100)}
        color={percent > 100 ? 'yellow.8' : 'indigo'}
        aria-label={say('gauge', { percent })}
      />
      {held > 0 && withHeld !== null && (
        <Progress.Section
          value={held}
          color="indigo.3"
          striped
          aria-label={say('gaugeHeld', { percent: share(withHeld) })}
        />
      )}
    </Progress.Root>
  );
}

interface StandingProps {
  readonly customer: Customer;
  readonly inForce: Instalments['limit'] | undefined;
}

/** Situation, until when, and who changed it last. */
function Standing({ customer, inForce }: StandingProps) {
  const say = useCustomerTexts();
  const changed = useCreditChange(customer.customerKey);
  const told = [
    inForce?.lastDay && say(inForce.expired ? 'expired' : 'validUntil', { date: formatDate(inForce.lastDay) }),
    inForce?.isTemporary === true && say('temporary'),
    `${say('situation')}: ${say(customer.situation)}`,
    changed && say('changedBy', { who: changed.subjectName ?? changed.subject ?? '–', at: formatInstant(changed.at) }),
  ];
  return (
    <Text size="sm" c="dimmed">
      {told.filter(Boolean).join(' · ')}
    </Text>
  );
}

function kindOf(kind: Customer['limit']['kind'], say: ReturnType<typeof useCustomerTexts>): string {
  return kind === 'amount' ? say('kindAmount') : say(kind);
}
