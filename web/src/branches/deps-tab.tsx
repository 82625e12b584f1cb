/** Owns the tab *Deps*: the login, the standard products, the daily sync, and how the account stands. */
import { TextInput } from '@mantine/core';
import { AGEING_PERIODS } from '../../../domain/ageing';
import { notifications } from '@mantine/notifications';
import { call, path } from '../data/call';
import { useMay } from '../data/session';
import { accountRefusal, checkDeps, depsBody, depsFields, type DepsFields } from './account-fields';
import { AccountFrame } from './account-frame';
import { SwitchField, WholeField } from './fields';
import { LoginFields } from './login-fields';
import { More, Section, SettingsForm } from './settings-form';
import { useBranchTexts } from './texts';
import { useAccount, useReread, type DepsAccount } from './use-branches';
import { useForm, type Form } from './use-form';

export function DepsTab({ branch }: { readonly branch: string }) {
  const account = useAccount<DepsAccount>(branch, 'deps');
  return (
    <AccountFrame bureau="deps" query={account}>
      {(kept) => <DepsForm branch={branch} kept={kept} />}
    </AccountFrame>
  );
}

function DepsForm({ branch, kept }: { readonly branch: string; readonly kept: DepsAccount | null }) {
  const say = useBranchTexts();
  const may = useMay();
  const form = useDepsForm(branch, kept);
  return (
    <SettingsForm name="Deps" form={form} mayWrite={may('deps:write')}>
      <LoginFields branch={branch} bureau="deps" form={form} known={kept?.knownProducts ?? null} />
      <Section title={say('sync')}>
        <SyncFields form={form} />
      </Section>
      <More hasProblem={['labels', ...LIMITS].some((name) => name in form.problems)}>
        <TermFields form={form} />
        <LabelFields form={form} />
      </More>
    </SettingsForm>
  );
}

function SyncFields({ form }: { readonly form: Form<DepsFields> }) {
  const say = useBranchTexts();
  const { sync } = form.fields;
  const set = (change: Partial<DepsFields['sync']>) => form.set({ sync: { ...sync, ...change } });
  return (
    <>
      <SwitchField
        label={say('syncDaily')}
        description={say('syncMeans')}
        checked={sync.enabled}
        onChange={(enabled) => set({ enabled })}
      />
      <TextInput
        label={say('syncHour')}
        placeholder="01:00"
        className="short-field"
        maxLength={5}
        value={sync.hour}
        error={form.problems['hour']}
        onChange={(event) => set({ hour: event.currentTarget.value })}
      />
      <SwitchField
        label={say('includePersons')}
        checked={sync.includePersons}
        onChange={(includePersons) => set({ includePersons })}
      />
      <SwitchField
        label={say('ageingChanges')}
        description={say('ageingMeans')}
        checked={sync.ageingChanges}
        onChange={(ageingChanges) => set({ ageingChanges })}
      />
    </>
  );
}

const LIMITS = ['batchSize', 'requestsPerMinute', 'parallelLimit', 'timeoutSeconds'] as const;

function TermFields({ form }: { readonly form: Form<DepsFields> }) {
  const say = useBranchTexts();
  const { fields, problems, set } = form;
  return (
    <div className="fields">
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
        label={say('reuseIsFree')}
        checked={fields.reuseIsFree}
        onChange={(reuseIsFree) => set({ reuseIsFree })}
      />
      <SwitchField
        label={say('lettersCnpj')}
        checked={fields.acceptsAlphanumericCnpj}
        onChange={(acceptsAlphanumericCnpj) => set({ acceptsAlphanumericCnpj })}
      />
    </div>
  );
}

/** Under which names Deps is told the ages of titles. */
function LabelFields({ form: { fields, problems, set } }: { readonly form: Form<DepsFields> }) {
  const say = useBranchTexts();
  return (
    <Section title={say('labels')} hint={say('labelsHint')}>
      <div className="fields">
        {AGEING_PERIODS.map((period) => (
          <TextInput
            key={period}
            label={say('labelOf', { period })}
            placeholder={period}
            maxLength={40}
            value={fields.labels[period] ?? ''}
            error={problems['labels']}
            onChange={(event) => set({ labels: { ...fields.labels, [period]: event.currentTarget.value } })}
          />
        ))}
      </div>
    </Section>
  );
}

function useDepsForm(branch: string, kept: DepsAccount | null): Form<DepsFields> {
  const say = useBranchTexts();
  const reread = useReread();
  return useForm<DepsFields, DepsAccount>({
    start: depsFields(kept),
    check: (fields) => checkDeps(fields, kept, say),
    send: (fields) => call<DepsAccount>('PUT', path`/branches/${branch}/deps`, depsBody(fields)),
    onSaved: (account) => {
      reread.kept(branch, 'deps', account);
      notifications.show({ message: say('savedAccount') });
      return depsFields(account);
    },
    readAgain: async () => depsFields(await reread.fresh<DepsAccount | null>(branch, 'deps')),
    refusal: (at) => (at === 'sync.hour' ? { field: 'hour', text: say('hourWrong') } : accountRefusal(at, say)),
  });
}
