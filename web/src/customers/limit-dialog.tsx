/** Owns *Edição de situação/Limite de crédito*: prefilled by a report or by hand; nothing changes until confirmed. */
import { Alert, Button, Group, Select, Skeleton, Stack, Text, Textarea } from '@mantine/core';
import { DateField } from '../fields/date-field';
import { MoneyField } from '../fields/money-field';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { formatBRL, formatDate } from '../texts/formats';
import { useLimitTexts } from './limit-texts';
import { ReportBody } from './report-body';
import type { LimitProposal } from './use-customer';
import { useLimitForm, useWaitingProposal, type LimitFormProps } from './use-limit-form';
import { useReport, type ReportAddress } from './use-report';

export default function LimitDialog(props: Omit<LimitFormProps, 'proposal'>) {
  const say = useLimitTexts();
  const { proposal, error } = useWaitingProposal(props.customer, props.branch);
  return (
    <Dialog title={say('title')} onClose={props.onClose} size="lg">
      {error !== null && <Failure error={error} />}
      {proposal === undefined && error === null && <Skeleton height={240} />}
      {proposal !== undefined && <LimitForm {...props} proposal={proposal} />}
    </Dialog>
  );
}

function LimitForm(props: LimitFormProps) {
  const say = useLimitTexts();
  const form = useLimitForm(props);
  return (
    <form onSubmit={form.submit}>
      <Stack>
        <WhatIsAsked {...props} />
        <Terms form={form} />
        <Textarea
          label={say('note')}
          description={props.proposal === null ? undefined : say('dismissNeeds')}
          maxLength={500}
          autosize
          minRows={2}
          value={form.note}
          onChange={(event) => form.setNote(event.currentTarget.value)}
        />
        {form.error !== null && <Failure error={form.error} />}
        <Group justify="flex-end">
          {props.proposal !== null && (
            <Button variant="subtle" disabled={form.note.trim() === ''} loading={form.isBusy} onClick={form.dismiss}>
              {say('dismiss')}
            </Button>
          )}
          <Button variant="default" onClick={props.onClose}>
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

/** What it is now, what the report suggests, who has confirmed already. */
function WhatIsAsked({ customer, branch, proposal }: LimitFormProps) {
  const say = useLimitTexts();
  const { limit, situation } = customer;
  const now = limit.kind === 'amount' ? formatBRL(limit.amountCents) : say(limit.kind);
  const suggestion = proposal?.suggestion;
  return (
    <>
      <Alert variant="light" color="indigo">
        {typeof suggestion?.suggestedLimitCents === 'number' && (
          <Text size="sm" fw={600}>
            {say('suggestion', {
              amount: formatBRL(suggestion.suggestedLimitCents),
              class: suggestion.riskClass ?? '–',
              date: suggestion.suggestedUntil === null ? '–' : formatDate(suggestion.suggestedUntil),
            })}
          </Text>
        )}
        <Text size="sm">{say('now', { situation: say(situation), limit: now })}</Text>
        <Text size="sm">{proposal?.first ? say('first', { who: proposal.first.subject }) : say('means')}</Text>
      </Alert>
      {suggestion && (
        <SuggestedBy
          suggestion={suggestion}
          address={{ customerKey: customer.customerKey, branch, report: suggestion.report }}
        />
      )}
    </>
  );
}

interface SuggestedByProps {
  readonly suggestion: NonNullable<LimitProposal['suggestion']>;
  readonly address: ReportAddress;
}

/** The report that suggests it, to be read before anything is confirmed. */
function SuggestedBy({ suggestion: { score, riskClass }, address }: SuggestedByProps) {
  const say = useLimitTexts();
  const { data: report } = useReport(address);
  return (
    <details className="suggested-by">
      <summary>{say('report', { score: score ?? '–', class: riskClass ?? '–' })}</summary>
      {report && <ReportBody report={report} />}
    </details>
  );
}

const KINDS = ['amount', 'none', 'unlimited', 'alwaysReview'] as const;
const SITUATIONS = ['cleared', 'blocked', 'underReview'] as const;

function Terms({ form }: { readonly form: ReturnType<typeof useLimitForm> }) {
  const say = useLimitTexts();
  return (
    <>
      <Group grow>
        <Select
          data-autofocus
          label={say('situation')}
          data={SITUATIONS.map((value) => ({ value, label: say(value) }))}
          value={form.situation}
          allowDeselect={false}
          onChange={(value) => value && form.setSituation(value)}
        />
        <Select
          label={say('kind')}
          data={KINDS.map((value) => ({ value, label: say(value === 'amount' ? 'amountKind' : value) }))}
          value={form.kind}
          allowDeselect={false}
          onChange={(value) => value && form.setKind(value)}
        />
      </Group>
      {form.kind === 'amount' && (
        <Group grow align="flex-start">
          <MoneyField label={say('amount')} required cents={form.amountCents} onChange={form.setAmountCents} />
          <DateField label={say('validity')} value={form.until} onChange={form.setUntil} />
        </Group>
      )}
    </>
  );
}
