/** Owns the last word before something is done to held orders: what will happen, why, and a button with the verb. */
import { Alert, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import type { reasonCodesView } from '../../../api/views/reason-codes-view';
import { sumCents } from '../../../domain/money';
import { call } from '../data/call';
import { DateField } from '../fields/date-field';
import { MoneyField } from '../fields/money-field';
import { Dialog } from '../states/dialog';
import { formatBRL } from '../texts/formats';
import type { Doing } from './hold-actions';
import { useHoldActs } from './hold-acts';
import { useDeskTexts } from './desk-texts';
import { nameOf, type Hold } from './use-holds';

interface DecideDialogProps {
  readonly doing: Doing;
  /** As they were seen when it was opened. */
  readonly holds: readonly Hold[];
  /** The queue as it is now. */
  readonly present: readonly Hold[];
  readonly onClose: (wasDone: boolean) => void;
}

const VERB = {
  release: 'doRelease',
  refuse: 'doRefuse',
  forceHold: 'doForceHold',
  escalate: 'doEscalate',
  promise: 'doPromise',
} as const;
const MEANS = {
  release: 'releaseMeans',
  refuse: 'refuseMeans',
  forceHold: 'forceHoldMeans',
  escalate: 'escalateMeans',
  promise: 'promiseMeans',
} as const;
const LONGEST_NOTE = 500;

export default function DecideDialog({ doing, holds, present, onClose }: DecideDialogProps) {
  const say = useDeskTexts();
  const form = useDecideForm(doing, holds, onClose);
  const [first] = holds;
  const value = formatBRL(sumCents(holds.map(({ termCents }) => termCents)));
  const title =
    doing === 'escalate' || doing === 'promise'
      ? say(`${doing}Title`, { order: first?.order ?? '' })
      : say(`${doing}Title`, { count: holds.length });
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <form onSubmit={form.submit}>
        <Stack>
          <Alert variant="light" color="indigo">
            <Text size="sm">{say(MEANS[doing], { value, count: holds.length })}</Text>
          </Alert>
          {haveChanged(holds, present) && (
            <Alert variant="light" color="gray" role="alert">
              <Text size="sm">{say('changedMeanwhile')}</Text>
            </Alert>
          )}
          {form.needsReason && (
            <Select
              data-autofocus
              label={say('reasonCode')}
              placeholder={say('chooseReason')}
              data={form.codes.map(({ code, label }) => ({ value: code, label }))}
              value={form.reasonCode}
              onChange={form.setReasonCode}
              error={form.lacksReason && form.reasonCode === null && say('reasonMissing')}
              required
            />
          )}
          {doing === 'promise' ? (
            <Group grow>
              <MoneyField
                isFirst
                label={say('amount')}
                minCents={1}
                required
                cents={form.amountCents}
                onChange={form.setAmountCents}
              />
              <DateField label={say('day')} required value={form.day} onChange={form.setDay} />
            </Group>
          ) : (
            <Textarea
              label={say(form.noteIsRequired ? 'noteRequired' : 'noteField')}
              maxLength={LONGEST_NOTE}
              autosize
              minRows={2}
              required={form.noteIsRequired}
              value={form.note}
              onChange={(event) => form.setNote(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => onClose(false)}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {say(VERB[doing])}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** What is decided on isn't what there is any more: the API would refuse it as well. */
function haveChanged(seen: readonly Hold[], present: readonly Hold[]): boolean {
  const now = new Map(present.map((hold) => [nameOf(hold), hold.seen]));
  return seen.some((hold) => now.has(nameOf(hold)) && now.get(nameOf(hold)) !== hold.seen);
}

function useDecideForm(doing: Doing, holds: readonly Hold[], onClose: (wasDone: boolean) => void) {
  const acts = useHoldActs();
  const needsReason = doing === 'release' || doing === 'refuse' || doing === 'forceHold';
  const { data } = useQuery({
    queryKey: ['reason-codes'],
    enabled: needsReason,
    queryFn: ({ signal }) => call<z.output<typeof reasonCodesView>>('GET', '/reason-codes', undefined, { signal }),
  });
  const [key] = useState(() => crypto.randomUUID());
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [amountCents, setAmountCents] = useState<number | null>(() => holds[0]?.termCents ?? null);
  const [day, setDay] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [lacksReason, setLacksReason] = useState(false);
  const codes = data?.codes ?? [];
  const work = async (): Promise<boolean> => {
    const [hold] = holds;
    if (hold === undefined) return false;
    if (doing === 'escalate') return acts.escalate(hold, note);
    if (doing === 'promise') return acts.promise(hold, { amountCents: amountCents ?? 0, promisedOn: day });
    return acts.many({ act: doing, holds, reasonCode: reasonCode ?? '', note, key });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = needsReason && reasonCode === null;
    setLacksReason(lacks);
    if (lacks) return;
    setBusy(true);
    void work().then((wasDone) => {
      setBusy(false);
      if (wasDone) onClose(true);
    });
  };
  const noteIsRequired = codes.find(({ code }) => code === reasonCode)?.requiresNote ?? false;
  return {
    ...{ needsReason, lacksReason, codes, reasonCode, setReasonCode, note, setNote, noteIsRequired },
    ...{ amountCents, setAmountCents, day, setDay, isBusy, submit },
  };
}
