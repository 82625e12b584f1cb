/** Owns the fields for one place of the policy: what stands there is shown, what is typed is written there and nowhere else. */
import { MultiSelect, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { MoneyField } from '../../fields/money-field';
import type { Choice } from '../catalogue-index';
import { listOf, textOf } from '../policy-shape';
import { usePolicyTexts } from '../texts';
import { choicesWith, toldAt, valueAt, type PartProps, type Path } from './part';

interface PlaceProps {
  readonly part: PartProps;
  readonly path: Path;
  readonly label: string;
  readonly description?: string;
  /** In a row of a table, whose head says it already. */
  readonly isLabelHidden?: boolean;
}

function usePlace({ part, path, label, description, isLabelHidden = false }: PlaceProps) {
  const say = usePolicyTexts();
  const { error, warning } = toldAt(part.lint, path);
  const told = [description, warning && `${say('warning')}: ${warning}`].filter(Boolean).join(' ');
  return {
    value: valueAt(part.document, path),
    isFixed: part.onEdit === null,
    write: (value: unknown) => part.onEdit?.({ path: [...path], value }),
    shown: {
      size: 'xs' as const,
      ...(isLabelHidden ? { 'aria-label': label } : { label }),
      ...(told !== '' && { description: told }),
      ...(error !== undefined && { error }),
    },
  };
}

export function TextAt({ maxLength, ...props }: PlaceProps & { readonly maxLength: number }) {
  const { value, isFixed, write, shown } = usePlace(props);
  return (
    <TextInput
      {...shown}
      readOnly={isFixed}
      maxLength={maxLength}
      value={textOf(value)}
      onChange={(event) => write(event.currentTarget.value)}
    />
  );
}

interface NumberAtProps extends PlaceProps {
  readonly suffix: string;
  /** What an emptied field leaves: nothing where the policy can do without it, else something that lint refuses. */
  readonly emptied?: 'nothing' | 'refused';
}

/** Never `null`, which would lift a bound in some places: a blank text is refused in all. */
const REFUSED = '';

export function NumberAt({ suffix, emptied = 'refused', ...props }: NumberAtProps) {
  const { value, isFixed, write, shown } = usePlace(props);
  const blank = emptied === 'nothing' ? undefined : REFUSED;
  return (
    <NumberInput
      {...shown}
      readOnly={isFixed}
      suffix={suffix}
      hideControls
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator="."
      decimalSeparator=","
      clampBehavior="none"
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => write(typed === '' ? blank : Number(typed))}
    />
  );
}

export function MoneyAt(props: PlaceProps) {
  const { value, isFixed, write, shown } = usePlace(props);
  return (
    <MoneyField
      {...shown}
      label={props.label}
      readOnly={isFixed}
      cents={typeof value === 'number' ? value : null}
      onChange={(cents) => write(cents ?? REFUSED)}
    />
  );
}

interface ChoiceAtProps extends PlaceProps {
  readonly choices: readonly Choice[];
  /** The choice that leaves nothing there; its label. */
  readonly nothing?: string;
  /** What goes with it, where that is more than the place itself. */
  readonly cleared?: Path;
}

export function ChoiceAt({ choices, nothing, cleared, ...props }: ChoiceAtProps) {
  const { value, isFixed, write, shown } = usePlace(props);
  const now = typeof value === 'boolean' ? String(value) : textOf(value);
  const isBoolean = choices.some((choice) => choice.value === 'true');
  const choose = (chosen: string) => {
    if (chosen === '') props.part.onEdit?.({ path: [...(cleared ?? props.path)], value: undefined });
    else write(isBoolean ? chosen === 'true' : chosen);
  };
  return (
    <NativeSelect
      {...shown}
      disabled={isFixed}
      data={[
        ...(nothing === undefined ? [] : [{ value: '', label: nothing }]),
        ...choicesWith(choices, now).filter(({ value: one }) => one !== '' || nothing === undefined),
      ]}
      value={now}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}

interface WordsAtProps extends PlaceProps {
  readonly choices: readonly Choice[];
  readonly empty?: string;
}

export function WordsAt({ choices, empty, ...props }: WordsAtProps) {
  const { value, isFixed, write, shown } = usePlace(props);
  const chosen = [...new Set(listOf(value).filter((one) => typeof one === 'string'))];
  return (
    <MultiSelect
      {...shown}
      readOnly={isFixed}
      searchable
      clearable={false}
      {...(chosen.length === 0 && empty !== undefined && { placeholder: empty })}
      data={chosen.reduce<readonly Choice[]>(choicesWith, choices).map((choice) => ({ ...choice }))}
      value={chosen}
      onChange={write}
    />
  );
}
