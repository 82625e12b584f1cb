/** Owns the fields that the forms of a branch have in common: whole numbers, money, switches. */
import { NumberInput, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { MoneyField as CentsField } from '../fields/money-field';

export type Typed = number | string;

interface NumberFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly suffix?: string;
  readonly value: Typed;
  readonly error: string | undefined;
  readonly onChange: (value: Typed) => void;
}

/** What is out of bounds stays as it was typed, and is told when the form is sent. */
export function WholeField({ suffix, error, ...field }: NumberFieldProps) {
  return (
    <NumberInput
      {...field}
      error={error}
      className="short-field"
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      thousandSeparator="."
      decimalSeparator=","
      hideControls
      {...(suffix !== undefined && { suffix: ` ${suffix}` })}
    />
  );
}

/** Reais; empty for no amount. */
export function MoneyField({ value, error, onChange, ...field }: Omit<NumberFieldProps, 'suffix'>) {
  return (
    <CentsField
      {...field}
      error={error}
      className="short-field"
      cents={centsOf(value)}
      onChange={(cents) => onChange(reaisOf(cents))}
    />
  );
}

interface SwitchFieldProps {
  readonly label: ReactNode;
  readonly description?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SwitchField({ onChange, ...field }: SwitchFieldProps) {
  return <Switch {...field} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

/** Reais as typed from cents as kept. */
export function reaisOf(cents: number | null): Typed {
  return cents === null ? '' : cents / 100;
}

export function centsOf(reais: Typed): number | null {
  return reais === '' ? null : Math.round(Number(reais) * 100);
}
