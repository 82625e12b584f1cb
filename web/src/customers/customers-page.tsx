/** Owns the desk's page of customers: found by document, then everything the desk knows of one. */
import '../form-styles';
import { Button, Center, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation, useParams } from 'wouter';
import { call } from '../data/call';
import { ApiProblem } from '../data/problem';
import { useShortcuts } from '../shell/shortcuts';
import { Failure } from '../states/failure';
import { CustomerDesk } from './customer-desk';
import { useCustomerTexts } from './texts';
import type { Customer } from './use-customer';
import './customers.css';

export default function CustomersPage() {
  const { customerKey } = useParams<{ customerKey?: string }>();
  return customerKey === undefined ? <CustomerSearch /> : <CustomerDesk key={customerKey} customerKey={customerKey} />;
}

function CustomerSearch() {
  const say = useCustomerTexts();
  const [, navigate] = useLocation();
  const [document, setDocument] = useState('');
  const [state, setState] = useState<'idle' | 'busy' | 'none' | 'wrong' | { readonly error: unknown }>('idle');
  useShortcuts([{ keys: '/', label: say('search'), run: () => window.document.getElementById('document')?.focus() }]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    call<{ readonly customers: readonly Customer[] }>('POST', '/customers/search', { document }).then(
      ({ customers: [found] }) => {
        if (found === undefined) setState('none');
        else navigate(`/clientes/${encodeURIComponent(found.customerKey)}`);
      },
      (error: unknown) =>
        setState(error instanceof ApiProblem && error.code === 'InvalidRequest' ? 'wrong' : { error }),
    );
  };
  return (
    <Center p="xl">
      <form onSubmit={submit}>
        <Stack w="min(28rem, 90vw)">
          <Title order={2}>{say('search')}</Title>
          <Group align="flex-end" wrap="nowrap">
            <TextInput
              id="document"
              flex={1}
              autoFocus
              autoComplete="off"
              label={say('searchLabel')}
              required
              maxLength={40}
              value={document}
              onChange={(event) => setDocument(event.currentTarget.value)}
            />
            <Button type="submit" loading={state === 'busy'}>
              {say('doSearch')}
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            {say('searchHint')}
          </Text>
          <div role="status">
            {(state === 'none' || state === 'wrong') && (
              <Text size="sm">{say(state === 'none' ? 'notFound' : 'wrongDocument')}</Text>
            )}
          </div>
          {typeof state === 'object' && <Failure error={state.error} />}
        </Stack>
      </form>
    </Center>
  );
}
