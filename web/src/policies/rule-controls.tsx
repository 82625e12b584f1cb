/** Owns the fields and buttons that a rule's form is made of, each named for who doesn't see where it stands. */
import { Button, Checkbox, CloseButton, NativeSelect, Select } from '@mantine/core';
import type {
  ActionProps,
  CombinatorSelectorProps,
  ControlElementsProp,
  FieldSelectorProps,
  FullField,
  NotToggleProps,
  OperatorSelectorProps,
  ValueEditorProps,
  ValueSourceSelectorProps,
} from 'react-querybuilder';
import type { CatalogueIndex } from './catalogue-index';
import { usePolicyTexts } from './texts';
import { FactValueField } from './fact-value-field';

interface Choice {
  readonly name: string;
  readonly label: string;
}

/** The lists given here are never grouped, so every option is one to be chosen. */
function choicesOf(options: readonly object[]) {
  return (options as readonly Choice[]).map(({ name, label }) => ({ value: name, label }));
}

function indexIn(context: unknown): CatalogueIndex {
  return (context as { readonly index: CatalogueIndex }).index;
}

function FactField({ options, value, disabled, ...acts }: FieldSelectorProps) {
  const say = usePolicyTexts();
  return (
    <Select
      size="xs"
      className="rule-fact"
      aria-label={say('fact')}
      searchable
      nothingFoundMessage={say('nothingFound')}
      allowDeselect={false}
      disabled={disabled ?? false}
      data={choicesOf(options)}
      value={value ?? null}
      onChange={(next) => acts.handleOnChange(next)}
    />
  );
}

interface ListFieldProps {
  readonly label: string;
  readonly className: string;
  readonly options: readonly object[];
  readonly value: string | undefined;
  readonly disabled: boolean | undefined;
  readonly onChange: (value: string) => void;
}

function ListField({ label, className, options, value, disabled, onChange }: ListFieldProps) {
  return (
    <NativeSelect
      size="xs"
      className={className}
      aria-label={label}
      disabled={disabled ?? false}
      data={choicesOf(options)}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function OperatorField({ options, value, disabled, ...acts }: OperatorSelectorProps) {
  const say = usePolicyTexts();
  const shown = { options, value, disabled, onChange: (next: string) => acts.handleOnChange(next) };
  return <ListField {...shown} label={say('operator')} className="rule-operator" />;
}

function CombinatorField({ options, value, disabled, ...acts }: CombinatorSelectorProps) {
  const say = usePolicyTexts();
  const shown = { options, value, disabled, onChange: (next: string) => acts.handleOnChange(next) };
  return <ListField {...shown} label={say('combinator')} className="rule-combinator" />;
}

function SourceField({ value, disabled, ...acts }: ValueSourceSelectorProps) {
  const say = usePolicyTexts();
  const options = [
    { name: 'value', label: say('comparedWithValue') },
    { name: 'field', label: say('comparedWithFact') },
  ];
  const shown = { options, value, disabled, onChange: (next: string) => acts.handleOnChange(next) };
  return <ListField {...shown} label={say('comparedWith')} className="rule-source" />;
}

function NotField({ checked, disabled, ...acts }: NotToggleProps) {
  const say = usePolicyTexts();
  return (
    <Checkbox
      size="xs"
      label={say('negate')}
      disabled={disabled ?? false}
      checked={checked ?? false}
      onChange={(event) => acts.handleOnChange(event.currentTarget.checked)}
    />
  );
}

function ValueField({ context, field, operator, value, valueSource, disabled, ...acts }: ValueEditorProps) {
  const say = usePolicyTexts();
  const index = indexIn(context);
  const fact = index.facts.get(field);
  if (fact === undefined) return null;
  if (valueSource === 'field') {
    const alike = [...index.facts.values()].filter(({ type, name }) => type === fact.type && name !== fact.name);
    return (
      <Select
        size="xs"
        className="rule-fact"
        aria-label={say('otherFact')}
        searchable
        allowDeselect={false}
        disabled={disabled ?? false}
        data={alike.map(({ name, label }) => ({ value: name, label }))}
        value={typeof value === 'string' ? value : null}
        onChange={(next) => acts.handleOnChange(next)}
      />
    );
  }
  return (
    <FactValueField
      fact={fact}
      label={say('valueOf', { fact: fact.label })}
      takesMany={index.operators.get(operator)?.takes === 'many'}
      value={value as unknown}
      isReadOnly={disabled ?? false}
      onChange={(next) => acts.handleOnChange(next)}
    />
  );
}

function AddButton({ label, disabled, ...acts }: ActionProps) {
  if (disabled === true) return null;
  return (
    <Button size="compact-xs" variant="default" onClick={() => acts.handleOnClick()}>
      {label}
    </Button>
  );
}

const AddComparison = (props: ActionProps) => <AddButton {...props} label={usePolicyTexts()('addComparison')} />;
const AddGroup = (props: ActionProps) => <AddButton {...props} label={usePolicyTexts()('addGroup')} />;

function RemoveComparison({ disabled, ...acts }: ActionProps) {
  const say = usePolicyTexts();
  if (disabled === true) return null;
  return (
    <CloseButton
      size="xs"
      aria-label={say('removeComparison')}
      title={say('removeComparison')}
      onClick={() => acts.handleOnClick()}
    />
  );
}

function RemoveGroup({ disabled, ...acts }: ActionProps) {
  const say = usePolicyTexts();
  if (disabled === true) return null;
  return (
    <CloseButton
      size="xs"
      aria-label={say('removeGroup')}
      title={say('removeGroup')}
      onClick={() => acts.handleOnClick()}
    />
  );
}

/** One object for all rules, so that nothing is drawn anew on its account. */
export const RULE_CONTROLS: ControlElementsProp<FullField, string> = {
  fieldSelector: FactField,
  operatorSelector: OperatorField,
  combinatorSelector: CombinatorField,
  valueSourceSelector: SourceField,
  notToggle: NotField,
  valueEditor: ValueField,
  addRuleAction: AddComparison,
  addGroupAction: AddGroup,
  removeRuleAction: RemoveComparison,
  removeGroupAction: RemoveGroup,
};
