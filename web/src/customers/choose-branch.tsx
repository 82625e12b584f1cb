/** Owns the question for which branch a customer is looked at: nothing is bought or changed for one that nobody chose. */
import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useSession } from '../data/session';
import { useBranchChoice } from '../shell/branch-choice';
import { MessagePage } from '../states/message-page';
import { useCustomerTexts } from './texts';
import type { Customer } from './use-customer';

export function ChooseBranch({ customer }: { readonly customer: Pick<Customer, 'name' | 'document'> }) {
  const say = useCustomerTexts();
  const { branches } = useSession();
  const { choose } = useBranchChoice();
  const [asked, setAsked] = useState('');
  const who = customer.name ?? customer.document;
  if (branches.length === 0) return <MessagePage title={who} text={say('noBranch')} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asked !== '') choose(asked);
  };
  return (
    <MessagePage title={who} text={say('chooseBranch')}>
      <form onSubmit={submit}>
        <Stack>
          <Group align="flex-end">
            <NativeSelect
              label={say('branch')}
              required
              value={asked}
              data={[
                { value: '', label: say('whichBranch') },
                ...branches.map(({ branch, name }) => ({ value: branch, label: `${branch} · ${name}` })),
              ]}
              onChange={({ currentTarget: { value } }) => setAsked(value)}
            />
            <Button type="submit">{say('openForBranch')}</Button>
          </Group>
          <Text size="xs" c="dimmed">
            {say('branchStays')}
          </Text>
        </Stack>
      </form>
    </MessagePage>
  );
}
