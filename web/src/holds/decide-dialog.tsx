/** Owns the last word before something is done to held orders: what will happen, why, and a button with the verb. */
import { Alert, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { z } from 'zod';
import type { reasonCodesView } from '../../../api/views/reason-codes-view';
import { sumCents } from '../../../domain/money';
import { call } from '../data/call';
import { useMay } from '../data/session';
import { DateField } from '../fields/date-field';
import { MoneyField } from '../fields/money-field';
import { Dialog } from '../states/dialog';
import { formatBRL } from '../texts/formats';
import { isWithin, type Doing } from './hold-actions';
import { useHoldActs, type NotDone } from './hold-acts';
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
  const { left } = form;
  const [first] = left;
  const value = formatBRL(sumCents(left.map(({ termCents }) => termCents)));
  const title =
    doing === 'escalate' || doing === 'promise'
      ? say(`${doing}Title`, { order: first?.order ?? '' })
      : say(`${doing}Title`, { count: left.length });
  return (
    <Dialog title={title} onClose={() => onClose(false)}>
      <form onSubmit={form.submit}>
        <Stack>
          <Alert variant="light" color="indigo">
            <Text size="sm">{say(MEANS[doing], { value, count: left.length })}</Text>
          </Alert>
          {doing === 'release' && <Beyond holds={left} />}
          {haveChanged(left, present) && (
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
          <Refused doing={doing} form={form} />
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

/** Said before it is sent, not by a refusal afterwards. */
function Beyond({ holds }: { readonly holds: readonly Hold[] }) {
  const say = useDeskTexts();
  const count = holds.filter((hold) => !isWithin(hold)).length;
  return count === 0 ? null : <Text size="sm">{say('beyond', { count })}</Text>;
}

/** What was not done and why, over what was typed; beyond one's band with the way on. */
function Refused({ doing, form }: { readonly doing: Doing; readonly form: ReturnType<typeof useDecideForm> }) {
  const say = useDeskTexts();
  const may = useMay();
  const { refused, left } = form;
  if (refused.length === 0) return null;
  const mayPassOn = doing === 'release' && left.length === 1 && refused[0]?.code === 'AboveAuthority';
  return (
    <Alert variant="light" color="gray" role="alert">
      <Stack gap="xs" align="flex-start">
        {refused.map(({ order, message }) => (
          <Text key={order} size="sm">
            {say('notDone', { order })}. {message}
          </Text>
        ))}
        <Text size="sm">{say('stillOpen')}</Text>
        {mayPassOn && may('releases:request') && (
          <Button size="xs" variant="default" loading={form.isBusy} onClick={form.passOn}>
            {say('doPassOn')}
          </Button>
        )}
      </Stack>
    </Alert>
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
  const { left, refused, isBusy, run } = useAttempts(holds, onClose);
  const [reasonCode, setReasonCode] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [amountCents, setAmountCents] = useState<number | null>(() => holds[0]?.termCents ?? null);
  const [day, setDay] = useState('');
  const [lacksReason, setLacksReason] = useState(false);
  const codes = data?.codes ?? [];
  const work: Attempt = async (key) => {
    const [hold] = left;
    if (hold === undefined) return [];
    if (doing === 'escalate') return acts.escalate(hold, note);
    if (doing === 'promise') return acts.promise(hold, { amountCents: amountCents ?? 0, promisedOn: day });
    return acts.many({ act: doing, holds: left, reasonCode: reasonCode ?? '', note, key });
  };
  const passOn = () => run(async () => (left[0] === undefined ? [] : acts.escalate(left[0], note)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = needsReason && reasonCode === null;
    setLacksReason(lacks);
    if (lacks) return;
    run(work);
  };
  const noteIsRequired = codes.find(({ code }) => code === reasonCode)?.requiresNote ?? false;
  return {
    ...{ needsReason, lacksReason, codes, reasonCode, setReasonCode, note, setNote, noteIsRequired },
    ...{ amountCents, setAmountCents, day, setDay, isBusy, submit, passOn, left, refused },
  };
}

type Attempt = (key: string) => Promise<readonly NotDone[]>;

/** Closed once all is done. What isn't stays, said beside what was typed; after an answer the same again is a new attempt. */
function useAttempts(holds: readonly Hold[], onClose: (wasDone: boolean) => void) {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [left, setLeft] = useState(holds);
  const [refused, setRefused] = useState<readonly NotDone[]>([]);
  const [isBusy, setBusy] = useState(false);
  const run = (work: Attempt) => {
    setBusy(true);
    setRefused([]);
    void work(key).then((notDone) => {
      setBusy(false);
      if (notDone.length === 0) return onClose(true);
      setRefused(notDone);
      if (notDone.some(({ isAnswered }) => isAnswered)) setKey(crypto.randomUUID());
      const names = new Set(notDone.map(({ name }) => name));
      if (!names.has(null)) setLeft(left.filter((hold) => names.has(nameOf(hold))));
    });
  };
  return { left, refused, isBusy, run };
}
