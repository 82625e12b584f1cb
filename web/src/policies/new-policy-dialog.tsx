/** Owns the beginning of a policy that isn't there yet: its name, and whether it is a copy of another one. */
import { Alert, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { blankPolicy, copyOf } from './new-policy';
import { useNewPolicyTexts } from './new-policy-texts';
import { policyAddress } from './policy-list';
import { slugFrom } from './policy-shape';
import { usePolicyTexts } from './texts';
import { newestOf, readVersion, useBeginDraft, type Policies } from './use-policies';

/** Where the new draft is. Its id isn't asked for: by the time that it is there, the next one of this name is another. */
const isOfPolicies = (to: string) => to.startsWith(policyAddress(''));

interface NewPolicyDialogProps {
  readonly policies: Policies;
  readonly onClose: () => void;
}

export function NewPolicyDialog({ policies, onClose }: NewPolicyDialogProps) {
  const say = useNewPolicyTexts();
  const sayHere = usePolicyTexts();
  const [name, setName] = useState('');
  const [source, setSource] = useState('');
  const published = newestOf(policies.policies);
  const taken = [...published.map(({ id }) => id), ...policies.unpublished];
  const id = slugFrom(name, taken);
  const beginning = useBeginning();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const from = published.find((one) => one.id === source) ?? null;
    beginning.mutate({ id, name: name.trim(), from });
  };
  return (
    <Dialog title={say('newPolicy')} isUnsaved={name !== ''} stays={isOfPolicies} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Alert variant="light" color="indigo">
            <Text size="sm">{say('means')}</Text>
          </Alert>
          <TextInput
            data-autofocus
            label={say('name')}
            description={say('nameHint', { id: name.trim() === '' ? '…' : id })}
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={say('beginsWith')}
            data={[
              { value: '', label: say('scratch') },
              ...published.map((one) => ({ value: one.id, label: say('copy', { id: one.id, version: one.version }) })),
            ]}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          {beginning.error !== null && <Failure error={beginning.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {sayHere('cancel')}
            </Button>
            <Button type="submit" loading={beginning.isPending}>
              {say('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface Wish {
  readonly id: string;
  readonly name: string;
  readonly from: { readonly id: string; readonly version: number } | null;
}

/** The draft of it, and then its editor. */
function useBeginning() {
  const say = usePolicyTexts();
  const [, navigate] = useLocation();
  const { mutateAsync } = useBeginDraft();
  return useMutation({
    mutationFn: async ({ id, name, from }: Wish) => {
      const check = { name: say('newCheckName'), seller: say('newCheckSeller') };
      const document =
        from === null
          ? blankPolicy(id, name, check)
          : copyOf((await readVersion(from.id, from.version)).document, id, name);
      return mutateAsync({ policy: id, document });
    },
    onSuccess: ({ policy, draft }) => navigate(policyAddress(policy, draft)),
  });
}
