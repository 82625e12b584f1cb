/** Owns one test as a form: the case, its facts, and what is expected of it. */
import { Button, Stack, Title } from '@mantine/core';
import { branchChoices, choicesOf } from '../catalogue-index';
import { FactFields } from '../fact-fields';
import { FindingLines } from '../finding-lines';
import { valueAt, type PartProps } from '../parts/part';
import { ChoiceAt, TextAt, WordsAt } from '../parts/place-fields';
import { checkChoices, objectOf, textOf } from '../policy-shape';
import { usePolicyTexts } from '../texts';
import { useTestTexts } from './texts';

interface TestFormProps {
  readonly part: PartProps;
  readonly position: number;
  readonly onClose: () => void;
}

export function TestForm({ part, position, onClose }: TestFormProps) {
  const say = useTestTexts();
  const path = ['tests', position];
  const name = textOf(valueAt(part.document, [...path, 'name']));
  return (
    <Stack className="part-card test-form" gap="xs" role="group" aria-label={say('testOf', { name })} my="xs">
      <Title order={3}>{say('testOf', { name })}</Title>
      <FindingLines lint={part.lint} place={`/tests/${position}`} onJump={part.onJump} isExact />
      <CaseFields part={part} path={path} />
      <FactFields
        index={part.index}
        facts={objectOf(valueAt(part.document, [...path, 'facts']))}
        onChange={(facts) => part.onEdit?.({ path: [...path, 'facts'], value: facts })}
      />
      <FindingLines lint={part.lint} place={`/tests/${position}/facts`} onJump={part.onJump} />
      <div className="part-fields">
        <ChoiceAt
          part={part}
          path={[...path, 'expect', 'outcome']}
          label={say('expected')}
          choices={choicesOf(part.index.outcomes)}
        />
        <WordsAt
          part={part}
          path={[...path, 'expect', 'restrictions']}
          label={say('restrictions')}
          description={say('restrictionsHint')}
          choices={checkChoices(part.document)}
          empty={say('noRestrictions')}
        />
      </div>
      <Button size="compact-sm" variant="default" style={{ alignSelf: 'start' }} onClick={onClose}>
        {say('close')}
      </Button>
    </Stack>
  );
}

function CaseFields({ part, path }: { readonly part: PartProps; readonly path: readonly (string | number)[] }) {
  const say = usePolicyTexts();
  const { index, places } = part;
  return (
    <div className="part-fields">
      <TextAt part={part} path={[...path, 'name']} label={say('testName')} maxLength={120} />
      <ChoiceAt part={part} path={[...path, 'action']} label={say('action')} choices={choicesOf(index.actions)} />
      <ChoiceAt
        part={part}
        path={[...path, 'branch']}
        label={say('branch')}
        nothing={say('noBranch')}
        choices={branchChoices(places.branches)}
      />
    </div>
  );
}
