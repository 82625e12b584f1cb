/** Owns the making of a branch: code, name and zone; everything else begins with its default. */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useLocation } from 'wouter';
import { call, path } from '../data/call';
import { Dialog } from '../states/dialog';
import { Failure } from '../states/failure';
import { useBranchTexts } from './texts';
import { useReread, type Branch } from './use-branches';
import { useForm, type Form } from './use-form';
import { DEFAULT_ZONE, zoneChoice } from './zones';

/** As the API takes it: it stands in addresses, and the ERP names the branch by it. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/;
const LONGEST_NAME = 120;

export function NewBranch({ onClose }: { readonly onClose: () => void }) {
  const say = useBranchTexts();
  const form = useNewBranch(onClose);
  return (
    <Dialog title={say('add')} isUnsaved={form.hasChanged} stays={(to) => to.startsWith('/filiais/')} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Stack>
          <Fields form={form} />
          <Text size="sm">{say('addMeans')}</Text>
          {form.error !== null && !form.isOutdated && <Failure error={form.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button type="submit" loading={form.isPending}>
              {say('add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function Fields({ form: { fields, set, problems, isOutdated } }: { readonly form: Form<typeof START> }) {
  const say = useBranchTexts();
  return (
    <>
      <TextInput
        label={say('code')}
        description={say('codeHint')}
        required
        data-autofocus
        value={fields.code}
        error={problems['code'] ?? (isOutdated && say('codeTaken'))}
        onChange={(event) => set({ code: event.currentTarget.value })}
      />
      <TextInput
        label={say('name')}
        required
        maxLength={LONGEST_NAME}
        value={fields.name}
        error={problems['name']}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Select
        label={say('zone')}
        data={zoneChoice(fields.zone)}
        value={fields.zone}
        allowDeselect={false}
        onChange={(zone) => zone !== null && set({ zone })}
      />
    </>
  );
}

function useNewBranch(onClose: () => void) {
  const say = useBranchTexts();
  const reread = useReread();
  const [, navigate] = useLocation();
  return useForm({
    start: START,
    check: ({ code, name }) => ({
      ...(!CODE.test(code.trim()) && { code: say('codeWrong') }),
      ...(name.trim() === '' && { name: say('nameMissing') }),
    }),
    send: ({ code, name, zone }) =>
      call<Branch>('PUT', path`/branches/${code.trim()}`, { name: name.trim(), zone, seenUpdatedAt: null }),
    onSaved: ({ branch }) => {
      onClose();
      navigate(`/filiais/${encodeURIComponent(branch)}`);
      void reread.session();
      return undefined;
    },
    refusal: (at) => (at.startsWith('name') ? { field: 'name', text: say('refusedValue') } : null),
  });
}

const START = { code: '', name: '', zone: DEFAULT_ZONE };
