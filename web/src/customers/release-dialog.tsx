/** Owns *Liberar venda* and *Solicitar liberação*: for what, which checks, until when, why, and what it means. */
import { Alert, Button, Checkbox, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { DateField } from '../fields/date-field';
import { MoneyField } from '../fields/money-field';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { useReleaseTexts } from './release-texts';
import type { Customer } from './use-customer';
import { useReleaseForm, type ReleaseAsked } from './use-release-form';

interface ReleaseDialogProps extends ReleaseAsked {
  readonly customer: Customer;
  readonly branch: string;
  readonly onClose: () => void;
}

type Form = ReturnType<typeof useReleaseForm>;

export default function ReleaseDialog(props: ReleaseDialogProps) {
  const say = useReleaseTexts();
  const form = useReleaseForm(props);
  const { act, onClose } = props;
  return (
    <Dialog title={say(act === 'grant' ? 'grantTitle' : 'requestTitle')} onClose={onClose} size="lg">
      <form onSubmit={form.submit}>
        <Stack>
          <Alert variant="light" color="indigo">
            <Text size="sm">{say(act === 'grant' ? 'grantMeans' : 'requestMeans')}</Text>
          </Alert>
          <Select
            data-autofocus
            label={say('scope')}
            data={form.targets.map(({ value, label }) => ({ value, label }))}
            value={form.target?.value ?? null}
            allowDeselect={false}
            onChange={form.choose}
          />
          <Checks form={form} />
          {form.isOfCustomer && <Bounds form={form} />}
          <Why form={form} isRequired={act === 'grant'} />
          {form.error !== null && <Failure error={form.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {say(act === 'grant' ? 'doGrant' : 'doRequest')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Checks({ form }: { readonly form: Form }) {
  const say = useReleaseTexts();
  const checks = form.target?.checks ?? [];
  if (checks.length === 0) return <Text size="sm">{say('allChecks')}</Text>;
  return (
    <Checkbox.Group
      label={say('checks')}
      value={[...form.ticked]}
      onChange={(ticked) =>
        form.setUnticked(checks.map(({ check }) => check).filter((check) => !ticked.includes(check)))
      }
    >
      <Stack gap={6} mt={4}>
        {checks.map(({ check, text }) => (
          <Checkbox key={check} value={check} label={text} required={form.ticked.length === 0} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** What passes for a customer is bounded: how much, and until when. */
function Bounds({ form }: { readonly form: Form }) {
  const say = useReleaseTexts();
  return (
    <>
      <Group grow align="flex-start">
        <MoneyField
          label={say('ceiling')}
          required
          minCents={1}
          cents={form.ceilingCents}
          onChange={form.setCeilingCents}
        />
        <DateField label={say('until')} required value={form.until} onChange={form.setUntil} />
      </Group>
      <Checkbox
        label={say('singleUse')}
        checked={form.singleUse}
        onChange={(event) => form.setSingleUse(event.currentTarget.checked)}
      />
    </>
  );
}

function Why({ form, isRequired }: { readonly form: Form; readonly isRequired: boolean }) {
  const say = useReleaseTexts();
  return (
    <>
      <Select
        label={say('reason')}
        placeholder={say('chooseReason')}
        data={form.codes.map(({ code, label }) => ({ value: code, label }))}
        value={form.reasonCode}
        onChange={form.setReasonCode}
        required={isRequired}
      />
      <Textarea
        label={say(form.noteIsRequired ? 'noteRequired' : 'note')}
        maxLength={500}
        autosize
        minRows={2}
        required={form.noteIsRequired}
        value={form.note}
        onChange={(event) => form.setNote(event.currentTarget.value)}
      />
    </>
  );
}
