/** Owns the field of a calendar date: typed and shown as dd/mm/aaaa whatever the browser's language, or picked from its calendar. */
import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { isoOf, slashed, typedOf } from './date-text';
import { useFieldTexts } from './texts';
import './date-field.css';

type Passed = Pick<TextInputProps, 'description' | 'required' | 'size' | 'disabled' | 'flex'>;
interface DateFieldProps extends Passed {
  readonly label: string;
  /** `2026-11-21`; empty for none. */
  readonly value: string;
  /** Empty, too, while what is typed is no date: a form with it is then not submitted. */
  readonly onChange: (value: string) => void;
  /** First and last day that may be chosen, as `value` is written. */
  readonly min?: string;
  readonly max?: string;
}

export function DateField({ label, value, onChange, min, max, ...passed }: DateFieldProps) {
  const say = useFieldTexts();
  const field = useTypedDate({ value, onChange, min, max });
  return (
    <TextInput
      {...passed}
      ref={field.typed}
      label={label}
      placeholder={say('datePlaceholder')}
      inputMode="numeric"
      autoComplete="off"
      maxLength={10}
      value={field.text}
      error={field.isTouched && field.problem}
      onChange={(event) => field.type(event.currentTarget.value)}
      onBlur={field.settle}
      onInvalid={field.settle}
      rightSection={
        <span className="date-picker">
          <input ref={field.calendar} type="date" tabIndex={-1} aria-hidden value={value} {...field.pick} />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={passed.disabled === true}
            aria-label={say('pickDate', { label })}
            onClick={field.open}
          >
            <IconCalendar size={16} aria-hidden />
          </ActionIcon>
        </span>
      }
    />
  );
}

type Limits = { readonly min: string | undefined; readonly max: string | undefined };

function useTypedDate({ value, onChange, min, max }: Pick<DateFieldProps, 'value' | 'onChange'> & Limits) {
  const typed = useRef<HTMLInputElement>(null);
  const calendar = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => typedOf(value));
  const [told, setTold] = useState(value);
  const [isTouched, setTouched] = useState(false);
  const problem = useProblem(text, { min, max });
  // Changed by whoever holds the value: what was typed is over.
  if (value !== told) {
    setTold(value);
    setText(typedOf(value));
  }
  useEffect(() => typed.current?.setCustomValidity(problem ?? ''), [problem]);
  const type = (raw: string) => {
    const next = raw.length > text.length ? slashed(raw) : raw;
    const iso = isoOf(next) ?? '';
    setText(next);
    setTold(iso);
    if (iso !== value) onChange(iso);
  };
  const settle = () => {
    setTouched(true);
    const iso = isoOf(text);
    if (iso !== null) setText(typedOf(iso));
  };
  return {
    ...{ typed, calendar, text, isTouched, problem, type, settle },
    open: () => calendar.current?.showPicker(),
    pick: { min, max, onChange: () => calendar.current && type(typedOf(calendar.current.value)) },
  };
}

function useProblem(text: string, { min, max }: Limits): string | null {
  const say = useFieldTexts();
  const iso = isoOf(text);
  if (iso === '') return null;
  if (iso === null) return say('notADate');
  if (min !== undefined && iso < min) return say('tooEarly', { date: typedOf(min) });
  if (max !== undefined && iso > max) return say('tooLate', { date: typedOf(max) });
  return null;
}
