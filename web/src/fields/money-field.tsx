/** Owns the field of an amount: typed and shown as R$ 12.345,67, told in cents. */
import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { formatBRL } from '../../../domain/money';
import { centsIn } from './money-text';
import { useFieldTexts } from './texts';

type Passed = Pick<
  TextInputProps,
  'description' | 'required' | 'disabled' | 'readOnly' | 'error' | 'size' | 'flex' | 'className'
>;
interface MoneyFieldProps extends Passed {
  readonly label: string;
  /** `null` while nothing is typed. */
  readonly cents: number | null;
  /** `null`, too, while what is typed is no amount: a form with it is then not submitted. */
  readonly onChange: (cents: number | null) => void;
  readonly minCents?: number;
  /** Takes the focus as its dialog opens. */
  readonly isFirst?: boolean;
}

export function MoneyField(props: MoneyFieldProps) {
  const { label, cents, onChange, minCents = 0, isFirst = false, error, ...passed } = props;
  const field = useTypedMoney({ cents, onChange, minCents });
  return (
    <TextInput
      {...passed}
      {...(isFirst && { 'data-autofocus': true })}
      ref={field.typed}
      label={label}
      inputMode="decimal"
      autoComplete="off"
      maxLength={24}
      value={field.text}
      error={error ?? (field.isTouched && field.problem)}
      onChange={(event) => field.type(event.currentTarget.value)}
      onBlur={field.settle}
      onInvalid={field.touch}
    />
  );
}

function shownText(cents: number | null): string {
  return cents === null ? '' : formatBRL(cents);
}

function useTypedMoney({
  cents,
  onChange,
  minCents,
}: Pick<MoneyFieldProps, 'cents' | 'onChange'> & { readonly minCents: number }) {
  const say = useFieldTexts();
  const typed = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => shownText(cents));
  const [told, setTold] = useState(cents);
  const [isTouched, setTouched] = useState(false);
  // Changed by whoever holds the value: what was typed is over.
  if (cents !== told) {
    setTold(cents);
    setText(shownText(cents));
  }
  const amount = centsIn(text);
  const isLow = typeof amount === 'number' && amount < minCents;
  const problem =
    amount === undefined ? say('notAnAmount') : isLow ? say('amountLow', { amount: formatBRL(minCents) }) : null;
  useEffect(() => typed.current?.setCustomValidity(problem ?? ''), [problem]);
  return {
    ...{ typed, text, isTouched, problem },
    touch: () => setTouched(true),
    type: (raw: string) => {
      const next = centsIn(raw) ?? null;
      setText(raw);
      setTold(next);
      if (next !== cents) onChange(next);
    },
    settle: () => {
      setTouched(true);
      if (typeof amount === 'number') setText(shownText(amount));
    },
  };
}
