/** Owns the search for a customer: one by its document, or all of a name to choose from. */
import { Anchor, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { call, path } from '../data/call';
import { ApiProblem } from '../data/problem';
import { useShortcuts } from '../shell/shortcuts';
import { Failure } from '../states/failure';
import { useSearchTexts } from './search-texts';
import type { Customer } from './use-customer';

interface Found {
  readonly customers: readonly Customer[];
  readonly hasMore: boolean;
}
type Kind = 'document' | 'name';
type State = 'idle' | 'busy' | { readonly said: `${'none' | 'wrong'}_${Kind}` } | Found | { readonly error: unknown };

/** Digits and what stands between them, or a CNPJ with letters, which ends in two digits. */
const DOCUMENT = /^(?:[\d.\-/\s]+|[0-9a-z]{2}\.?[0-9a-z]{3}\.?[0-9a-z]{3}\/?[0-9a-z]{4}-?\d{2})$/i;
const pageOf = ({ customerKey }: Customer) => `/clientes/${encodeURIComponent(customerKey)}`;

export function CustomerSearch() {
  const say = useSearchTexts();
  const [typed, setTyped] = useState('');
  const { state, search } = useSearch();
  useShortcuts([{ keys: '/', label: say('search'), run: () => document.getElementById('customer')?.focus() }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search(typed.trim());
  };
  return (
    <Stack p="xl" mx="auto" w="min(36rem, 100%)">
      <form onSubmit={submit}>
        <Stack>
          <Title order={2}>{say('search')}</Title>
          <Group align="flex-end" wrap="nowrap">
            <TextInput
              id="customer"
              flex={1}
              autoFocus
              autoComplete="off"
              label={say('searchLabel')}
              required
              maxLength={160}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <Button type="submit" loading={state === 'busy'}>
              {say('doSearch')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {say('searchHint')}
          </Text>
        </Stack>
      </form>
      <Outcome state={state} />
    </Stack>
  );
}

function Outcome({ state }: { readonly state: State }) {
  const say = useSearchTexts();
  const found = typeof state === 'object' && 'customers' in state ? state : null;
  return (
    <>
      <Text size="sm" role="status">
        {typeof state === 'object' && 'said' in state && say(state.said)}
        {found && say(found.hasMore ? 'foundMore' : 'found', { count: found.customers.length })}
      </Text>
      {found && (
        <ul className="customers-found" aria-label={say('foundList')}>
          {found.customers.map((customer) => (
            <li key={customer.customerKey}>
              <Anchor component={Link} href={pageOf(customer)} size="sm">
                {customer.name}
              </Anchor>
              <Text size="xs" c="dimmed" component="span">
                {customer.document} · {say(customer.situation)}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {typeof state === 'object' && 'error' in state && <Failure error={state.error} />}
    </>
  );
}

function useSearch(): { readonly state: State; readonly search: (typed: string) => void } {
  const [state, setState] = useState<State>('idle');
  const [, navigate] = useLocation();
  const search = (typed: string) => {
    if (typed === '') return;
    const kind: Kind = DOCUMENT.test(typed) ? 'document' : 'name';
    setState('busy');
    call<Found>('POST', path`/customers/search`, { [kind]: typed }).then(
      (found) => {
        const [first] = found.customers;
        if (first === undefined) setState({ said: `none_${kind}` });
        else if (found.customers.length === 1 && !found.hasMore) navigate(pageOf(first));
        else setState(found);
      },
      (error: unknown) => {
        const isWrong = error instanceof ApiProblem && error.code === 'InvalidRequest';
        setState(isWrong ? { said: `wrong_${kind}` } : { error });
      },
    );
  };
  return { state, search };
}
