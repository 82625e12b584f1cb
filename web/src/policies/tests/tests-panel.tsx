/** Owns a policy's own tests: run as it is typed, each looked at, changed or removed, new ones by form or from a decision. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../../data/session';
import { appended, without, type PartProps } from '../parts/part';
import { listOf, slugFrom, testIds } from '../policy-shape';
import { usePolicyTexts } from '../texts';
import type { Assessed } from '../use-assessment';
import { Coverage } from './coverage';
import { DecisionTest, type TestedDraft } from './decision-test';
import { TestForm } from './test-form';
import { TestList } from './test-list';
import { useTestTexts } from './texts';

const MOST_TESTS = 200;

interface TestsPanelProps {
  readonly part: PartProps;
  readonly assessed: Assessed;
  /** Of a draft that may be changed; `null` for anything else. */
  readonly draft: TestedDraft | null;
  /** A decision that somebody wants a test of. */
  readonly decision: string;
}

export function TestsPanel({ part, assessed, draft, decision }: TestsPanelProps) {
  const say = useTestTexts();
  const sayHere = usePolicyTexts();
  const may = useMay();
  const [chosen, setChosen] = useState<number | null>(null);
  const { document, onEdit } = part;
  const count = listOf(document['tests']).length;
  const isOpen = chosen !== null && chosen < count;
  const add = () => {
    const name = say('newTest');
    const expect = { outcome: 'clear', restrictions: [] };
    const test = { id: slugFrom(name, testIds(document)), name, action: 'financialApproval', facts: {}, expect };
    onEdit?.(appended(document, 'tests', test));
    setChosen(count);
  };
  const remove = (position: number) => {
    onEdit?.(without(document, 'tests', position, true));
    setChosen(null);
  };
  return (
    <div className="tests-panel">
      <Standing assessed={assessed} count={count} />
      {count > 0 && <TestList {...{ part, assessed }} onChoose={setChosen} onRemove={remove} />}
      {isOpen && onEdit !== null && (
        <TestForm key={chosen} part={part} position={chosen} onClose={() => setChosen(null)} />
      )}
      {onEdit !== null && (
        <Group my="xs">
          <Button size="compact-sm" variant="default" disabled={count >= MOST_TESTS} onClick={add}>
            {say('addTest')}
          </Button>
        </Group>
      )}
      {draft !== null && onEdit !== null && may('decisions:read') && (
        <DecisionTest key={decision} draft={draft} document={document} index={part.index} decision={decision} />
      )}
      {assessed.tests !== null && (
        <Coverage coverage={assessed.tests.coverage} document={document} onJump={part.onJump} />
      )}
      {assessed.tests === null && !assessed.isBehind && <Text size="sm">{sayHere('noTestsYet')}</Text>}
    </div>
  );
}

function Standing({ assessed, count }: { readonly assessed: Assessed; readonly count: number }) {
  const say = usePolicyTexts();
  const { tests: report, isBehind } = assessed;
  const told =
    count === 0
      ? say('noTests')
      : report === null
        ? isBehind
          ? say('assessing')
          : ''
        : say('testsCame', { passed: report.passed, failed: report.failed });
  return (
    <Text size="sm" role="status">
      {told}
    </Text>
  );
}
