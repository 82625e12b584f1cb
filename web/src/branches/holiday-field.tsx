/** Owns the local holidays, typed one a line. */
import { Textarea } from '@mantine/core';
import { useBranchTexts } from './texts';

interface HolidayFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

export function HolidayField({ value, error, onChange }: HolidayFieldProps) {
  const say = useBranchTexts();
  return (
    <Textarea
      label={say('holidayList')}
      description={say('holidaysHint')}
      placeholder={say('holidayExample')}
      rows={4}
      maw="24rem"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
