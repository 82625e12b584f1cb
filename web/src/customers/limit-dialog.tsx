/** Owns *Edição de situação/Limite de crédito*: prefilled by a report or by hand; nothing changes until confirmed. */
import { Alert, Button, Group, NumberInput, Select, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, path } from '../data/call';
import { DateField } from '../fields/date-field';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatBRL, formatDate } from '../texts/formats';
import { useCustomerTexts } from './texts';
import { customerKeyOf, usePart, type Customer, type LimitProposal } from './use-customer';

interface LimitDialogProps {
  readonly customer: Customer;
  readonly branch: string;
  readonly onClose: () => void;
}

interface Proposals {
  readonly proposals: readonly LimitProposal[];
}

export function LimitDialog({ customer, branch, onClose }: LimitDialogProps) {
  const say = useCustomerTexts();
  const { data, error } = usePart<Proposals>(customer.customerKey, branch, 'limit-proposals');
  const waiting = data?.proposals.find(({ status }) => status === 'open' || status === 'waitsForSecond') ?? null;
  return (
    <Dialog title={say('editTitle')} onClose={onClose}>
      {error !== null && <Failure error={error} />}
      {data === undefined && error === null && <Skeleton height={240} />}
      {data !== undefined && <LimitForm {...{ customer, branch, proposal: waiting, onClose }} />}
    </Dialog>
  );
}

interface LimitFormProps extends LimitDialogProps {
  readonly proposal: LimitProposal | null;
}

const KINDS = ['amount', 'none', 'unlimited', 'alwaysReview'] as const;
const SITUATIONS = ['cleared', 'blocked', 'underReview'] as const;

function LimitForm({ customer, branch, proposal, onClose }: LimitFormProps) {
  const say = useCustomerTexts();
  const form = useLimitForm({ customer, branch, proposal, onClose });
  const suggestion = proposal?.suggestion;
  return (
    <form onSubmit={form.submit}>
      <Stack>
        <Alert variant="light" color="indigo">
          <Text size="sm">
            {typeof suggestion?.suggestedLimitCents === 'number' &&
              `${say('suggestion', {
                amount: formatBRL(suggestion.suggestedLimitCents),
                class: suggestion.riskClass ?? '–',
                date: suggestion.suggestedUntil === null ? '–' : formatDate(suggestion.suggestedUntil),
              })} `}
            {say('editMeans')}
          </Text>
        </Alert>
        <Group grow>
          <Select
            label={say('situation')}
            data={SITUATIONS.map((value) => ({ value, label: say(value) }))}
            value={form.situation}
            allowDeselect={false}
            onChange={(value) => value && form.setSituation(value)}
          />
          <Select
            label={say('limitKind')}
            data={KINDS.map((value) => ({ value, label: say(value === 'amount' ? 'kindAmount' : value) }))}
            value={form.kind}
            allowDeselect={false}
            onChange={(value) => value && form.setKind(value)}
          />
        </Group>
        {form.kind === 'amount' && (
          <Group grow>
            <NumberInput
              label={say('amountLimit')}
              prefix="R$ "
              decimalSeparator=","
              thousandSeparator="."
              decimalScale={2}
              fixedDecimalScale
              min={0}
              required
              value={form.amount}
              onChange={(amount) => form.setAmount(Number(amount))}
            />
            <DateField label={say('validity')} value={form.until} onChange={form.setUntil} />
          </Group>
        )}
        <Textarea
          label={say('note')}
          maxLength={500}
          value={form.note}
          onChange={(event) => form.setNote(event.currentTarget.value)}
        />
        {form.error !== null && <Failure error={form.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {say('confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function useLimitForm({ customer, branch, proposal, onClose }: LimitFormProps) {
  const say = useCustomerTexts();
  const queries = useQueryClient();
  const start = proposal?.terms.limit ?? customer.limit;
  const [situation, setSituation] = useState<Customer['situation']>(proposal?.terms.situation ?? customer.situation);
  const [kind, setKind] = useState<Customer['limit']['kind']>(start.kind);
  const [amount, setAmount] = useState(start.kind === 'amount' ? start.amountCents / 100 : 0);
  const [until, setUntil] = useState(start.kind === 'amount' ? (start.validUntil ?? '') : '');
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const limit =
    kind === 'amount'
      ? { kind, amountCents: Math.round(amount * 100), validUntil: until === '' ? null : until }
      : { kind };
  const confirm = async (): Promise<void> => {
    const to = path`/branches/${branch}/customers/${customer.customerKey}/limit-proposals`;
    const said = { situation, limit, note: note === '' ? null : note };
    const opened = proposal ?? (await call<LimitProposal>('POST', to, said));
    const seen = { customerUpdatedAt: customer.updatedAt, revision: opened.revision };
    const confirmed = await call<LimitProposal>('POST', to + path`/${opened.proposal}/confirm`, { ...seen, ...said });
    notifications.show({
      message: say(confirmed.status === 'waitsForSecond' ? 'waitsForSecond' : 'confirmed'),
      color: 'indigo',
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    void confirm()
      .then(onClose, (failed: unknown) => {
        setError(failed);
        setBusy(false);
      })
      .finally(() => queries.invalidateQueries({ queryKey: customerKeyOf(customer.customerKey) }));
  };
  return {
    ...{ situation, setSituation, kind, setKind, amount, setAmount, until, setUntil },
    ...{ note, setNote, isBusy, error, submit },
  };
}
