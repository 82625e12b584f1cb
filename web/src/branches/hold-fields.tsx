/** Owns how long an order may be held, when it calls for attention, and what happens at the end. */
import { Select } from '@mantine/core';
import { SwitchField, WholeField } from './fields';
import type { ParameterFields } from './parameter-fields';
import { useBranchTexts } from './texts';
import type { Form } from './use-form';

export function HoldFields({ form }: { readonly form: Form<ParameterFields> }) {
  const say = useBranchTexts();
  const { fields, problems, set } = form;
  return (
    <>
      <div className="fields">
        <Deadline form={form} />
        <Select
          label={say('holdEnd')}
          data={[
            { value: 'expire', label: say('holdExpires') },
            { value: 'keep', label: say('holdKept') },
          ]}
          value={fields.end}
          allowDeselect={false}
          onChange={(end) => end !== null && set({ end })}
        />
      </div>
      <SwitchField label={say('escalates')} checked={fields.escalates} onChange={(escalates) => set({ escalates })} />
      {fields.escalates && (
        <WholeField
          label={say('percent')}
          suffix="%"
          value={fields.percent}
          error={problems['percent']}
          onChange={(percent) => set({ percent })}
        />
      )}
    </>
  );
}

function Deadline({ form: { fields, problems, set } }: { readonly form: Form<ParameterFields> }) {
  const say = useBranchTexts();
  return (
    <>
      <Select
        label={say('deadline')}
        data={[
          { value: 'hours', label: say('deadlineHours') },
          { value: 'businessDays', label: say('deadlineDays') },
        ]}
        value={fields.counts}
        allowDeselect={false}
        onChange={(counts) => counts !== null && set({ counts })}
      />
      {fields.counts === 'hours' ? (
        <WholeField
          label={say('hours')}
          suffix="h"
          value={fields.hours}
          error={problems['hours']}
          onChange={(hours) => set({ hours })}
        />
      ) : (
        <WholeField
          label={say('businessDays')}
          value={fields.businessDays}
          error={problems['businessDays']}
          onChange={(businessDays) => set({ businessDays })}
        />
      )}
    </>
  );
}
