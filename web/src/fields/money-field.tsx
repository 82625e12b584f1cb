/** Owns the field of an amount: typed and shown as R$ 12.345,67, told in cents. */
import { NumberInput, type NumberInputProps } from '@mantine/core';

type Passed = Pick<NumberInputProps, 'description' | 'required' | 'disabled' | 'readOnly' | 'error' | 'size' | 'flex'>;
interface MoneyFieldProps extends Passed {
  readonly label: string;
  /** `null` while nothing is typed. */
  readonly cents: number | null;
  readonly onChange: (cents: number | null) => void;
  readonly minCents?: number;
  /** Takes the focus as its dialog opens. */
  readonly isFirst?: boolean;
}

export function MoneyField({ label, cents, onChange, minCents = 0, isFirst = false, ...passed }: MoneyFieldProps) {
  return (
    <NumberInput
      {...passed}
      {...(isFirst && { 'data-autofocus': true })}
      label={label}
      prefix="R$ "
      decimalSeparator=","
      thousandSeparator="."
      decimalScale={2}
      fixedDecimalScale
      allowNegative={false}
      min={minCents / 100}
      value={cents === null ? '' : cents / 100}
      onChange={(value) => onChange(value === '' ? null : Math.round(Number(value) * 100))}
    />
  );
}
