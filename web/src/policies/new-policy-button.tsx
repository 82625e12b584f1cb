/** Owns the button that begins a new policy, for who may write one. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../data/session';
import { NewPolicyDialog } from './new-policy-dialog';
import { useNewPolicyTexts } from './new-policy-texts';
import type { Policies } from './use-policies';

export function NewPolicyButton({ policies }: { readonly policies: Policies }) {
  const say = useNewPolicyTexts();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('policies:write')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {say('newPolicy')}
      </Button>
      {isOpen && <NewPolicyDialog policies={policies} onClose={() => setOpen(false)} />}
    </>
  );
}
