/** Owns what each product costs by contract, since no answer of a bureau tells it. */
import { Input, Text } from '@mantine/core';
import { MoneyField } from './fields';
import type { PurchasingFields } from './purchasing-fields';
import type { Sold } from './purchasing-tab';
import { useBranchTexts } from './texts';
import type { Form } from './use-form';

interface PriceFieldsProps {
  readonly form: Form<PurchasingFields>;
  readonly sold: readonly Sold[];
}

export function PriceFields({ form, sold }: PriceFieldsProps) {
  const say = useBranchTexts();
  const { prices } = form.fields;
  const wrong = form.problems['prices'];
  if (sold.length === 0) return <Text size="sm">{say('noProducts')}</Text>;
  return (
    <>
      <div className="fields">
        {sold.map(({ key, label }) => (
          <MoneyField
            key={key}
            label={label}
            description={key.slice(key.indexOf(' ') + 1)}
            value={prices[key] ?? ''}
            error={undefined}
            onChange={(price) => form.set({ prices: { ...prices, [key]: price } })}
          />
        ))}
      </div>
      {wrong !== undefined && <Input.Error>{wrong}</Input.Error>}
    </>
  );
}
