/** Owns the tab *SPC*: the operator, the standard products, and how the account stands. */
import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { call, path } from '../data/call';
import { useMay } from '../data/session';
import { accountRefusal, checkSpc, spcBody, spcFields, type SpcFields } from './account-fields';
import { AccountFrame } from './account-frame';
import { SwitchField, WholeField } from './fields';
import { LoginFields } from './login-fields';
import { More, SettingsForm } from './settings-form';
import { useBranchTexts } from './texts';
import { useAccount, useReread, type SpcAccount } from './use-branches';
import { useForm, type Form } from './use-form';

export function SpcTab({ branch }: { readonly branch: string }) {
  const account = useAccount<SpcAccount>(branch, 'spc');
  return (
    <AccountFrame bureau="spc" query={account}>
      {(kept) => <SpcForm branch={branch} kept={kept} />}
    </AccountFrame>
  );
}

function SpcForm({ branch, kept }: { readonly branch: string; readonly kept: SpcAccount | null }) {
  const may = useMay();
  const form = useSpcForm(branch, kept);
  return (
    <SettingsForm name="SPC" form={form} mayWrite={may('spc:write')}>
      <LoginFields branch={branch} bureau="spc" form={form} known={kept?.knownProducts ?? null} />
      <More hasProblem={['optionalInputs', ...LIMITS].some((name) => name in form.problems)}>
        <TermFields form={form} />
      </More>
    </SettingsForm>
  );
}

const LIMITS = ['parallelLimit', 'timeoutSeconds'] as const;

function TermFields({ form }: { readonly form: Form<SpcFields> }) {
  const say = useBranchTexts();
  const { fields, problems, set } = form;
  return (
    <div className="fields">
      <TextInput
        label={say('optionalInputs')}
        description={say('optionalInputsHint')}
        value={fields.optionalInputs}
        error={problems['optionalInputs']}
        onChange={(event) => set({ optionalInputs: event.currentTarget.value })}
      />
      {LIMITS.map((name) => (
        <WholeField
          key={name}
          label={say(name)}
          value={fields[name]}
          error={problems[name]}
          onChange={(value) => set({ [name]: value })}
        />
      ))}
      <SwitchField
        label={say('lettersCnpj')}
        checked={fields.acceptsAlphanumericCnpj}
        onChange={(acceptsAlphanumericCnpj) => set({ acceptsAlphanumericCnpj })}
      />
    </div>
  );
}

function useSpcForm(branch: string, kept: SpcAccount | null): Form<SpcFields> {
  const say = useBranchTexts();
  const reread = useReread();
  return useForm<SpcFields, SpcAccount>({
    start: spcFields(kept),
    check: (fields) => checkSpc(fields, kept, say),
    send: (fields) => call<SpcAccount>('PUT', path`/branches/${branch}/spc`, spcBody(fields)),
    onSaved: (account) => {
      reread.kept(branch, 'spc', account);
      notifications.show({ message: say('savedAccount') });
      return spcFields(account);
    },
    readAgain: async () => spcFields(await reread.fresh<SpcAccount | null>(branch, 'spc')),
    refusal: (at) =>
      at.startsWith('optionalInputs')
        ? { field: 'optionalInputs', text: say('inputsWrong', { count: 20 }) }
        : accountRefusal(at, say),
  });
}
