/** Owns what a person says of a purchase nobody knows the outcome of: what will happen, what it may cost, and why. */
import { Alert, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, path } from '../data/call';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { useResolveTexts } from './resolve-texts';
import { customerKeyOf, usePart, type Customer, type Reports } from './use-customer';

interface ResolveDialogProps {
  readonly customer: Customer;
  readonly branch: string;
  readonly purchase: string;
  readonly onClose: () => void;
}

const WAYS = ['reconcile', 'attach', 'giveUp'] as const;
const CHARGED = ['yes', 'no', 'unknown'] as const;

export default function ResolveDialog(props: ResolveDialogProps) {
  const say = useResolveTexts();
  const form = useResolveForm(props);
  return (
    <Dialog title={say('title')} onClose={props.onClose} size="lg">
      <form onSubmit={form.submit}>
        <Stack>
          <Select
            data-autofocus
            label={say('how')}
            data={WAYS.map((value) => ({ value, label: say(value) }))}
            value={form.how}
            allowDeselect={false}
            onChange={(value) => value && form.setHow(value)}
          />
          <Alert variant="light" color="indigo">
            <Text size="sm">{say(`${form.how}Means`)}</Text>
          </Alert>
          {form.how === 'attach' && (
            <Select label={say('report')} data={form.reports} value={form.report} onChange={form.setReport} required />
          )}
          {form.how === 'giveUp' && (
            <Select
              label={say('charged')}
              data={CHARGED.map((value) => ({ value, label: say(`charged_${value}`) }))}
              value={form.charged}
              allowDeselect={false}
              onChange={(value) => value && form.setCharged(value)}
            />
          )}
          <Textarea
            label={say('note')}
            required
            maxLength={500}
            autosize
            minRows={2}
            value={form.note}
            onChange={(event) => form.setNote(event.currentTarget.value)}
          />
          {form.error !== null && <Failure error={form.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {say(`do_${form.how}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function useResolveForm({ customer: { customerKey }, branch, purchase, onClose }: ResolveDialogProps) {
  const say = useResolveTexts();
  const queries = useQueryClient();
  const reports = useAttachable(customerKey, branch);
  const [how, setHow] = useState<(typeof WAYS)[number]>('reconcile');
  const [charged, setCharged] = useState<(typeof CHARGED)[number]>('unknown');
  const [report, setReport] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const body = { how, note, ...(how === 'attach' && { report }), ...(how === 'giveUp' && { charged }) };
    void call('POST', path`/branches/${branch}/customers/${customerKey}/purchases/${purchase}/resolve`, body)
      .then(
        () => {
          notifications.show({ message: say('done'), color: 'indigo' });
          onClose();
        },
        (failed: unknown) => {
          setError(failed);
          setBusy(false);
        },
      )
      .finally(() => queries.invalidateQueries({ queryKey: customerKeyOf(customerKey) }));
  };
  return {
    ...{ how, setHow, charged, setCharged, report, setReport, reports },
    ...{ note, setNote, isBusy, error, submit },
  };
}

/** The customer's reports, each once. */
function useAttachable(customerKey: string, branch: string) {
  const say = useResolveTexts();
  const { data } = usePart<Reports>(customerKey, branch, 'reports');
  const found = (data?.uses ?? []).flatMap(({ report }) => (report === null ? [] : [report]));
  const once = new Map(found.map((one) => [one.report, one]));
  return [...once.values()].map(({ report, product, providerAt }) => ({
    ...{ value: report, label: say('reportOf', { product, date: formatInstant(providerAt) }) },
  }));
}
