/** Owns the limit as a gauge: how much is taken, how much is left, until when it holds. */
import { Paper, Progress, Text, Title } from '@mantine/core';
import { formatBRL, formatDate } from '../texts/formats';
import { useCustomerTexts } from './texts';
import type { Customer, Instalments } from './use-customer';

interface LimitGaugeProps {
  readonly customer: Customer;
  readonly instalments: Instalments | undefined;
}

export function LimitGauge({ customer, instalments }: LimitGaugeProps) {
  const say = useCustomerTexts();
  const { limit, takenCents } = customer;
  const inForce = instalments?.limit;
  const amountCents = inForce?.amountCents ?? (limit.kind === 'amount' ? limit.amountCents : null);
  const used = instalments?.taken?.cents ?? takenCents;
  const percent = amountCents === null || amountCents === 0 ? null : Math.round((used / amountCents) * 100);
  const isOver = percent !== null && percent > 100;
  return (
    <Paper withBorder p="sm">
      <Title order={3} mb="xs">
        {say('limit')}: {amountCents === null ? kindOf(limit.kind, say) : formatBRL(amountCents)}
      </Title>
      {percent !== null && (
        <Progress
          value={Math.min(percent, 100)}
          color={isOver ? 'yellow.8' : 'indigo'}
          size="lg"
          aria-label={say('gauge', { percent })}
        />
      )}
      <Text size="sm" mt="xs">
        {say('used', { amount: formatBRL(used) })}
        {typeof instalments?.availableCents === 'number' &&
          ` · ${say('available', { amount: formatBRL(instalments.availableCents) })}`}
      </Text>
      {inForce?.lastDay && (
        <Text size="sm" c="dimmed">
          {say(inForce.expired ? 'expired' : 'validUntil', { date: formatDate(inForce.lastDay) })}
          {inForce.isTemporary && ` · ${say('temporary')}`}
        </Text>
      )}
    </Paper>
  );
}

function kindOf(kind: Customer['limit']['kind'], say: ReturnType<typeof useCustomerTexts>): string {
  return kind === 'amount' ? say('kindAmount') : say(kind);
}
