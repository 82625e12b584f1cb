/** Owns the keeping of a trial as a test of the policy: its facts, and what it came to, are expected from then on. */
import { Button, Group, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { appended } from '../parts/part';
import { slugFrom, testIds } from '../policy-shape';
import { usePolicyTexts } from '../texts';
import type { Edit } from '../typed-document';
import type { PolicyDocument } from '../use-policies';
import type { Facts, Simulation, SimulationCase } from '../use-simulation';

interface KeepAsTestProps {
  readonly document: PolicyDocument;
  readonly about: Extract<SimulationCase, { readonly kind: 'facts' }>;
  readonly facts: Facts;
  readonly simulation: Simulation;
  readonly onEdit: (...edits: readonly Edit[]) => void;
}

export function KeepAsTest({ document, about, facts, simulation, onEdit }: KeepAsTestProps) {
  const say = usePolicyTexts();
  const [name, setName] = useState('');
  const [isKept, setKept] = useState(false);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const { outcome, restrictions } = simulation.judgement;
    const test = {
      id: slugFrom(name, testIds(document)),
      name,
      action: about.action,
      ...(about.branch !== undefined && { branch: about.branch }),
      facts,
      expect: { outcome, restrictions: restrictions.map(({ check }) => check) },
    };
    onEdit(appended(document, 'tests', test));
    setKept(true);
  };
  return (
    <form onSubmit={keep}>
      <Group align="flex-end" gap="xs">
        <TextInput
          size="xs"
          label={say('testName')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" variant="default" disabled={isKept}>
          {say(isKept ? 'testKept' : 'keepAsTest')}
        </Button>
      </Group>
    </form>
  );
}
