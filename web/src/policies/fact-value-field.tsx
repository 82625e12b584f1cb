/** Owns the field for a value of a fact: money in reais, days and counts as numbers, words of a list, yes or no. */
import { MultiSelect, NativeSelect, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Fact } from './catalogue-index';
import { usePolicyTexts } from './texts';

interface FactValueFieldProps {
  readonly fact: Fact;
  readonly label: string;
  readonly takesMany: boolean;
  /** As the policy has it: cents, not reais. `null` while nothing is typed. */
  readonly value: unknown;
  readonly isReadOnly: boolean;
  readonly onChange: (value: unknown) => void;
}

export function FactValueField(props: FactValueFieldProps) {
  switch (props.fact.type) {
    case 'boolean':
      return <YesNoField {...props} />;
    case 'text':
      return props.takesMany ? <WordsField {...props} /> : <WordField {...props} />;
    default:
      return <AmountField {...props} />;
  }
}

const CENTS = 100;
const FORMS = {
  cents: { prefix: 'R$ ', thousandSeparator: '.', decimalScale: 2, fixedDecimalScale: true },
  days: { decimalScale: 6 },
  count: { allowDecimal: false },
} as const;

function AmountField({ fact, label, value, isReadOnly, onChange }: FactValueFieldProps) {
  const say = usePolicyTexts();
  // As typed, such as `7,`: it stays while it still says what the policy has.
  const [typed, setTyped] = useState<string | number>('');
  const type = fact.type === 'cents' || fact.type === 'count' ? fact.type : 'days';
  const scale = type === 'cents' ? CENTS : 1;
  const said = (text: string | number) => {
    if (text === '' || !Number.isFinite(Number(text))) return null;
    return type === 'days' ? Number(text) : Math.round(Number(text) * scale);
  };
  const change = (next: string | number) => {
    setTyped(next);
    onChange(said(next));
  };
  return (
    <NumberInput
      size="xs"
      className="rule-value"
      aria-label={label}
      readOnly={isReadOnly}
      hideControls
      decimalSeparator=","
      allowNegative={type === 'days'}
      {...FORMS[type]}
      {...(type === 'days' && { suffix: say('daysSuffix') })}
      error={value === null}
      value={said(typed) === value ? typed : typeof value === 'number' ? value / scale : ''}
      onChange={change}
    />
  );
}

function YesNoField({ label, value, isReadOnly, onChange }: FactValueFieldProps) {
  const say = usePolicyTexts();
  return (
    <NativeSelect
      size="xs"
      className="rule-value"
      aria-label={label}
      disabled={isReadOnly}
      data={[
        ...(typeof value === 'boolean' ? [] : [{ value: '', label: say('choose') }]),
        { value: 'true', label: say('yes') },
        { value: 'false', label: say('no') },
      ]}
      value={typeof value === 'boolean' ? String(value) : ''}
      onChange={(event) => onChange(event.currentTarget.value === 'true')}
    />
  );
}

function WordField({ fact, label, value, isReadOnly, onChange }: FactValueFieldProps) {
  const say = usePolicyTexts();
  const isKnown = fact.values.some((one) => one.value === value);
  const unknown = typeof value === 'string' ? value : say('choose');
  return (
    <NativeSelect
      size="xs"
      className="rule-value rule-word"
      aria-label={label}
      disabled={isReadOnly}
      data={[...(isKnown ? [] : [{ value: unknown, label: unknown }]), ...fact.values.map((one) => ({ ...one }))]}
      value={typeof value === 'string' ? value : unknown}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function WordsField({ fact, label, value, isReadOnly, onChange }: FactValueFieldProps) {
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const others = chosen.filter((one) => fact.values.every((known) => known.value !== one));
  return (
    <MultiSelect
      size="xs"
      className="rule-value rule-word"
      aria-label={label}
      readOnly={isReadOnly}
      data={[...fact.values.map((one) => ({ ...one })), ...others]}
      value={chosen}
      onChange={onChange}
    />
  );
}
