/** Owns the form *Edição de situação/Limite de crédito*: prefilled by what a report suggests, confirmed once. */
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, path } from '../data/call';
import { useLimitTexts } from './limit-texts';
import { customerKeyOf, type Customer, type LimitProposal } from './use-customer';

export interface LimitFormProps {
  readonly customer: Customer;
  readonly branch: string;
  /** What waits for a person; `null` for a form without a report. */
  readonly proposal: LimitProposal | null;
  readonly onClose: () => void;
}

interface Proposals {
  readonly proposals: readonly LimitProposal[];
}

/** The proposal that waits, as it is now: a form over an older one would be refused. */
export function useWaitingProposal({ customerKey }: Customer, branch: string) {
  const { data, error, isFetchedAfterMount } = useQuery({
    queryKey: [...customerKeyOf(customerKey), 'limit-proposals', branch],
    refetchOnMount: 'always',
    queryFn: ({ signal }) => {
      const from = path`/branches/${branch}/customers/${customerKey}/limit-proposals`;
      return call<Proposals>('GET', from, undefined, { signal });
    },
  });
  const isWaiting = ({ status }: LimitProposal) => status === 'open' || status === 'waitsForSecond';
  return { proposal: isFetchedAfterMount && data ? (data.proposals.find(isWaiting) ?? null) : undefined, error };
}

export function useLimitForm({ customer, branch, proposal, onClose }: LimitFormProps) {
  const say = useLimitTexts();
  const queries = useQueryClient();
  const start = proposal?.terms.limit ?? customer.limit;
  const [situation, setSituation] = useState<Customer['situation']>(proposal?.terms.situation ?? customer.situation);
  const [kind, setKind] = useState<Customer['limit']['kind']>(start.kind);
  const [amountCents, setAmountCents] = useState<number | null>(start.kind === 'amount' ? start.amountCents : null);
  const [until, setUntil] = useState(start.kind === 'amount' ? (start.validUntil ?? '') : '');
  const [note, setNote] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const limit =
    kind === 'amount' ? { kind, amountCents: amountCents ?? 0, validUntil: until === '' ? null : until } : { kind };
  const confirm = async (): Promise<void> => {
    const to = path`/branches/${branch}/customers/${customer.customerKey}/limit-proposals`;
    const said = { situation, limit, note: note === '' ? null : note };
    const opened = proposal ?? (await call<LimitProposal>('POST', to, said));
    const seen = { customerUpdatedAt: customer.updatedAt, revision: opened.revision };
    const confirmed = await call<LimitProposal>('POST', to + path`/${opened.proposal}/confirm`, { ...seen, ...said });
    const isDone = confirmed.status !== 'waitsForSecond';
    notifications.show({ message: say(isDone ? 'confirmed' : 'waitsForSecond'), color: 'indigo', autoClose: 8_000 });
  };
  const dismiss = async (): Promise<void> => {
    if (proposal === null) return;
    const to = path`/branches/${branch}/customers/${customer.customerKey}/limit-proposals/${proposal.proposal}/dismiss`;
    await call('POST', to, { note });
    notifications.show({ message: say('dismissed'), color: 'indigo' });
  };
  const work = (doIt: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    void doIt()
      .then(onClose, (failed: unknown) => {
        setError(failed);
        setBusy(false);
      })
      .finally(() => queries.invalidateQueries({ queryKey: customerKeyOf(customer.customerKey) }));
  };
  return {
    ...{ situation, setSituation, kind, setKind, amountCents, setAmountCents, until, setUntil },
    ...{ note, setNote, isBusy, error },
    dismiss: () => work(dismiss),
    submit: (event: FormEvent) => {
      event.preventDefault();
      work(confirm);
    },
  };
}
