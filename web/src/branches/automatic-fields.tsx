/** Owns what the branch buys without a person, for orders of which amounts. */
import { Select } from '@mantine/core';
import { MoneyField, SwitchField } from './fields';
import type { PurchasingFields } from './purchasing-fields';
import type { Sold } from './purchasing-tab';
import { useBranchTexts } from './texts';
import type { Form } from './use-form';

interface AutomaticFieldsProps {
  readonly form: Form<PurchasingFields>;
  readonly sold: readonly Sold[];
}

export function AutomaticFields({ form, sold }: AutomaticFieldsProps) {
  const say = useBranchTexts();
  return (
    <>
      <SwitchField
        label={say('buysByItself')}
        checked={form.fields.buysByItself}
        onChange={(buysByItself) => form.set({ buysByItself })}
      />
      {form.fields.buysByItself && <Bought form={form} sold={sold} />}
    </>
  );
}

function Bought({ form: { fields, problems, set }, sold }: AutomaticFieldsProps) {
  const say = useBranchTexts();
  const choice = (person: 'F' | 'J') => [
    { value: '', label: say('nothing') },
    ...sold
      .filter(({ personType }) => personType === null || personType === person)
      .map(({ key, label }) => ({ value: key, label })),
  ];
  return (
    <div className="fields">
      {(['J', 'F'] as const).map((person) => (
        <Select
          key={person}
          label={say(`automatic_${person}`)}
          data={choice(person)}
          value={fields[person]}
          allowDeselect={false}
          error={problems[person]}
          onChange={(key) => set({ [person]: key ?? '' })}
        />
      ))}
      <MoneyField label={say('orderFrom')} value={fields.from} error={undefined} onChange={(from) => set({ from })} />
      <MoneyField
        label={say('orderUpTo')}
        description={say('noCap')}
        value={fields.upTo}
        error={problems['upTo']}
        onChange={(upTo) => set({ upTo })}
      />
    </div>
  );
}
