/** Owns *Consulta padrão* of one kind of person: what is bought where nobody chooses, and "…" for what may be bought. */
import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { ProductDialog } from './product-dialog';
import { useBranchTexts } from './texts';
import type { KnownProducts } from './use-branches';

export interface ProductFieldProps {
  readonly branch: string;
  readonly bureau: 'deps' | 'spc';
  readonly person: 'F' | 'J';
  readonly known: KnownProducts | null;
  /** False while the login was typed and not saved: the bureau is asked with what is kept. */
  readonly isLoginKept: boolean;
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (product: string | null) => void;
}

const NONE = '';

export function ProductField(props: ProductFieldProps) {
  const say = useBranchTexts();
  const [isOpen, setOpen] = useState(false);
  const { person, known, value, error, onChange } = props;
  const label = say(`standard_${person}`);
  const fitting = known?.products.filter(({ personType }) => personType === null || personType === person) ?? [];
  const choice = fitting.map(({ product, name }) => ({ value: product, label: `${name} · ${product}` }));
  const isUnlisted = value !== null && !choice.some((one) => one.value === value);
  return (
    <div>
      <div className="with-button">
        <Select
          label={label}
          data={[{ value: NONE, label: say('noProduct') }, ...choice, ...(isUnlisted ? [{ value, label: value }] : [])]}
          value={value ?? NONE}
          allowDeselect={false}
          error={error}
          onChange={(next) => onChange(next === null || next === NONE ? null : next)}
        />
        <OpenProducts name={say('productsOf', { label })} onOpen={() => setOpen(true)} />
      </div>
      {isOpen && <ProductDialog {...props} title={label} onClose={() => setOpen(false)} />}
    </div>
  );
}

interface OpenProductsProps {
  readonly name: string;
  readonly onOpen: () => void;
}

/** No button of the form: its fieldset is switched off for who may only read, and looking is theirs as well. */
function OpenProducts({ name, onOpen }: OpenProductsProps) {
  return (
    <Button
      component="a"
      role="button"
      tabIndex={0}
      variant="default"
      px="sm"
      aria-label={name}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onOpen();
      }}
    >
      …
    </Button>
  );
}
