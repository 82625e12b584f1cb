/** Owns the test that is made of a stored decision: its facts without customer and bureaus, and what was then said of them. */
import { Button, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { CatalogueIndex } from '../catalogue-index';
import { PolicyFailure } from '../policy-failure';
import { slugFrom, testIds } from '../policy-shape';
import { usePolicyTexts } from '../texts';
import type { DraftPlace, PolicyDocument } from '../use-policies';
import { useTestTexts } from './texts';
import { useDecisionTest, type AddedTest } from './use-decision-test';

export interface TestedDraft extends DraftPlace {
  readonly revision: number;
  readonly isSaved: boolean;
}

interface DecisionTestProps {
  readonly draft: TestedDraft;
  readonly document: PolicyDocument;
  readonly index: CatalogueIndex;
  /** Empty where it is still to be typed. */
  readonly decision: string;
}

export function DecisionTest({ draft: { isSaved, ...draft }, document, index, decision: given }: DecisionTestProps) {
  const say = useTestTexts();
  const sayHere = usePolicyTexts();
  const [decision, setDecision] = useState(given);
  const [name, setName] = useState('');
  const { mutate, data, error, isPending } = useDecisionTest();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = slugFrom(name, testIds(document));
    mutate({ ...draft, decision: decision.trim(), id, name: name.trim() }, { onSuccess: () => setName('') });
  };
  return (
    <form onSubmit={submit} className="decision-test" aria-label={say('fromDecision')}>
      <Text size="sm" fw={600}>
        {say('fromDecision')}
      </Text>
      <Text size="sm" mb="xs">
        {say('fromDecisionMeans')} {!isSaved && say('saveFirst')}
      </Text>
      <div className="part-fields">
        <TextInput
          size="xs"
          label={say('decision')}
          description={say('decisionHint')}
          required
          autoComplete="off"
          maxLength={64}
          value={decision}
          onChange={(event) => setDecision(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={sayHere('testName')}
          description={say('nameHint')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" size="xs" mt="xs" loading={isPending} disabled={!isSaved}>
        {say('createFromDecision')}
      </Button>
      {error !== null && <PolicyFailure error={error} />}
      {data && <Added added={data} index={index} />}
    </form>
  );
}

function Added({
  added: { leftOut, asDecided },
  index,
}: {
  readonly added: AddedTest;
  readonly index: CatalogueIndex;
}) {
  const say = useTestTexts();
  const facts = leftOut.map((fact) => index.facts.get(fact)?.label ?? fact).join(', ');
  return (
    <Text size="sm" role="status" mt="xs">
      {[say('added'), facts !== '' && say('leftOut', { facts }), !asDecided && say('notAsDecided')]
        .filter(Boolean)
        .join(' ')}
    </Text>
  );
}
