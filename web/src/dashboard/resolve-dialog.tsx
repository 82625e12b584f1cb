/** Owns what a person says of a purchase that nobody knows the outcome of: what will happen is told before it does. */
import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import type { reportUseView } from '../../../api/views/report-view';
import type { ResolvePurchaseBody } from '../../../contracts/purchase';
import { call, path } from '../data/call';
import { usePost } from '../data/use-post';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatInstant } from '../texts/formats';
import { useDashboardTexts } from './texts';
import type { Unknown } from './use-figures';

const HOWS = ['giveUp', 'reconcile', 'attach'] as const satisfies readonly ResolvePurchaseBody['how'][];
type How = (typeof HOWS)[number];
const CHARGED = ['no', 'yes', 'unknown'] as const;

interface ResolveDialogProps {
  readonly purchase: Unknown['purchase'];
  readonly branch: string;
  readonly onClose: () => void;
}

export function ResolveDialog({ purchase, branch, onClose }: ResolveDialogProps) {
  const say = useDashboardTexts();
  const form = useResolving({ purchase, branch, onClose });
  return (
    <Dialog title={say('resolveTitle')} onClose={onClose}>
      <form onSubmit={form.submit}>
        <Stack>
          <Text size="sm">{purchase.text}</Text>
          <HowFields form={form} purchase={purchase} branch={branch} />
          <Text size="sm">{say(`${form.how}Means`)}</Text>
          <Textarea
            label={say('note')}
            required
            maxLength={500}
            value={form.note}
            onChange={(event) => form.setNote(event.currentTarget.value)}
          />
          {form.error !== null && <Failure error={form.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={form.isPending}>
              {say(`${form.how}Do`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface HowFieldsProps extends Pick<ResolveDialogProps, 'purchase' | 'branch'> {
  readonly form: ReturnType<typeof useResolving>;
}

function HowFields({ form, purchase, branch }: HowFieldsProps) {
  const say = useDashboardTexts();
  return (
    <>
      <Select
        label={say('how')}
        data={HOWS.map((how) => ({ value: how, label: say(how) }))}
        value={form.how}
        allowDeselect={false}
        onChange={(how) => form.setHow(how as How)}
      />
      {form.how === 'giveUp' && (
        <Select
          label={say('charged')}
          data={CHARGED.map((one) => ({ value: one, label: say(`charged_${one}`) }))}
          value={form.charged}
          allowDeselect={false}
          onChange={(charged) => form.setCharged(charged as (typeof CHARGED)[number])}
        />
      )}
      {form.how === 'attach' && (
        <ReportChoice {...{ purchase, branch }} value={form.report} onChange={form.setReport} />
      )}
    </>
  );
}

interface ReportChoiceProps extends Pick<ResolveDialogProps, 'purchase' | 'branch'> {
  readonly value: string;
  readonly onChange: (report: string) => void;
}

/** Those of the same product that are stored of the customer. */
function ReportChoice({ purchase: { customerKey, bureau, product }, branch, value, onChange }: ReportChoiceProps) {
  const say = useDashboardTexts();
  const { data, error } = useQuery({
    queryKey: ['reports-to-attach', branch, customerKey],
    queryFn: ({ signal }) =>
      call<{ readonly uses: readonly z.output<typeof reportUseView>[] }>(
        'GET',
        path`/branches/${branch}/customers/${customerKey}/reports`,
        undefined,
        { signal },
      ),
  });
  const reports = new Map(
    data?.uses.flatMap(({ report }) =>
      report !== null && report.bureau === bureau && report.product === product ? [[report.report, report]] : [],
    ),
  );
  if (error !== null) return <Failure error={error} />;
  return (
    <Select
      label={say('report')}
      required
      data={[...reports.values()].map(({ report, providerAt }) => ({
        value: report,
        label: formatInstant(providerAt),
      }))}
      nothingFoundMessage={say('noReports')}
      placeholder={data !== undefined && reports.size === 0 ? say('noReports') : undefined}
      value={value === '' ? null : value}
      onChange={(report) => onChange(report ?? '')}
    />
  );
}

function useResolving({ purchase, branch, onClose }: ResolveDialogProps) {
  const say = useDashboardTexts();
  const queries = useQueryClient();
  const post = usePost();
  const [how, setHow] = useState<How>('giveUp');
  const [charged, setCharged] = useState<(typeof CHARGED)[number]>('no');
  const [report, setReport] = useState('');
  const [note, setNote] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const rest = how === 'giveUp' ? { how, charged } : how === 'attach' ? { how, report } : { how };
      const to = path`/branches/${branch}/customers/${purchase.customerKey}/purchases/${purchase.purchase}/resolve`;
      return post(to, { ...rest, note });
    },
    onSuccess: async () => {
      notifications.show({ message: say('resolved') });
      await queries.invalidateQueries({ queryKey: ['unknown-purchases'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return { how, setHow, charged, setCharged, report, setReport, note, setNote, error, isPending, submit };
}
