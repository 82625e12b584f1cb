/** Owns the tab *Parâmetros gerais*: name, zone, policy, how stages are passed, how long a hold may last, holidays. */
import { notifications } from '@mantine/notifications';
import { Select, TextInput } from '@mantine/core';
import { call, path } from '../data/call';
import { useMay } from '../data/session';
import { HoldFields } from './hold-fields';
import { HolidayField } from './holiday-field';
import { checkParameters, parametersBody, parametersFields, type ParameterFields } from './parameter-fields';
import { Section, SettingsForm } from './settings-form';
import { StageFields } from './stage-fields';
import { useBranchTexts } from './texts';
import { useBranch, usePolicyIds, useReread, type Branch } from './use-branches';
import { useForm, type Form } from './use-form';
import { zoneChoice } from './zones';

export function ParametersTab({ branch }: { readonly branch: string }) {
  const { data } = useBranch(branch);
  return data === undefined ? null : <ParametersForm kept={data} />;
}

function ParametersForm({ kept }: { readonly kept: Branch }) {
  const say = useBranchTexts();
  const may = useMay();
  const form = useParametersForm(kept);
  return (
    <SettingsForm name={say('tab_parametros')} form={form} mayWrite={may('branches:write')}>
      <BranchFields form={form} />
      <Section title={say('stages')} hint={say('stagesHint')}>
        <StageFields stages={form.fields.stages} onChange={(stages) => form.set({ stages })} />
      </Section>
      <Section title={say('holds')} hint={say('holdsHint')}>
        <HoldFields form={form} />
      </Section>
      <Section title={say('holidays')}>
        <HolidayField
          value={form.fields.holidays}
          error={form.problems['holidays']}
          onChange={(holidays) => form.set({ holidays })}
        />
      </Section>
    </SettingsForm>
  );
}

function BranchFields({ form }: { readonly form: Form<ParameterFields> }) {
  const say = useBranchTexts();
  const policies = usePolicyIds();
  const { fields, problems, set } = form;
  return (
    <Section title={say('branch')}>
      <div className="fields">
        <TextInput
          label={say('name')}
          required
          maxLength={120}
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
        <Select
          label={say('policy')}
          description={say('policyHint')}
          data={[...new Set([...policies, fields.policy])]}
          value={fields.policy}
          allowDeselect={false}
          onChange={(policy) => policy !== null && set({ policy })}
        />
      </div>
    </Section>
  );
}

function useParametersForm(kept: Branch): Form<ParameterFields> {
  const say = useBranchTexts();
  const reread = useReread();
  const { branch } = kept;
  return useForm<ParameterFields, Branch>({
    start: parametersFields(kept),
    check: (fields) => checkParameters(fields, say),
    send: (fields) => call<Branch>('PUT', path`/branches/${branch}`, parametersBody(fields)),
    onSaved: (answer) => {
      reread.kept(branch, 'parameters', answer);
      if (answer.name !== kept.name) void reread.session();
      notifications.show({ message: say('savedLive') });
      return parametersFields(answer);
    },
    readAgain: async () => parametersFields(await reread.fresh<Branch>(branch, 'parameters')),
    refusal: (at) => {
      const [field = ''] = at.split(/[.[]/);
      return ['name', 'zone', 'policy', 'holidays'].includes(field) ? { field, text: say('refusedValue') } : null;
    },
  });
}
