/** Owns what a policy's own tests come to, run as it is typed, and which of its rules none of them shows. */
import { Progress, Table, Text } from '@mantine/core';
import { StateBadge } from '../signs/state-sign';
import type { CatalogueIndex } from './catalogue-index';
import { checksOf } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { Assessed } from './use-assessment';
import type { PolicyDocument, TestReport } from './use-policies';

interface TestsPanelProps {
  readonly document: PolicyDocument;
  readonly assessed: Assessed;
  readonly index: CatalogueIndex;
  readonly onJump: (pointer: string) => void;
}

export function TestsPanel({ document, assessed, index, onJump }: TestsPanelProps) {
  const say = usePolicyTexts();
  const { tests: report, isBehind } = assessed;
  if (report === null) return <Text size="sm">{say(isBehind ? 'assessing' : 'noTestsYet')}</Text>;
  const { tests, passed, failed } = report;
  const outcome = (name: string) => index.outcomes.find((one) => one.name === name)?.label ?? name;
  return (
    <div className="tests-panel">
      <Text size="sm" role="status">
        {tests.length === 0 ? say('noTests') : say('testsCame', { passed, failed })}
      </Text>
      {tests.length > 0 && (
        <Table.ScrollContainer minWidth={480} type="native" tabIndex={0} role="region" aria-label={say('tests')}>
          <Table aria-label={say('tests')} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('test')}</Table.Th>
                <Table.Th>{say('result')}</Table.Th>
                <Table.Th>{say('outcome')}</Table.Th>
                <Table.Th>{say('differs')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {tests.map((test) => (
                <Table.Tr key={test.id}>
                  <Table.Td>
                    <button type="button" className="text-link" onClick={() => onJump(test.at)}>
                      {test.name}
                    </button>
                  </Table.Td>
                  <Table.Td>
                    <StateBadge
                      state={test.passed ? 'clear' : 'restricted'}
                      label={say(test.passed ? 'passed' : 'failed')}
                    />
                  </Table.Td>
                  <Table.Td>{outcome(test.actual.outcome)}</Table.Td>
                  <Table.Td>{test.text}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <Coverage coverage={report.coverage} document={document} onJump={onJump} />
    </div>
  );
}

interface CoverageProps extends Pick<TestsPanelProps, 'document' | 'onJump'> {
  readonly coverage: TestReport['coverage'];
}

function Coverage({ coverage: { rules, shown, possible }, document, onJump }: CoverageProps) {
  const say = usePolicyTexts();
  const names = new Map(checksOf(document).checks.map(({ id, name }) => [id, name]));
  const unseen = rules.filter(({ fired, notFired }) => fired === 0 || notFired === 0);
  const percent = possible === 0 ? 0 : Math.round((shown / possible) * 100);
  return (
    <section>
      <Text size="sm" fw={600} mt="sm">
        {say('coverage', { shown, possible, percent })}
      </Text>
      <Progress value={percent} my={6} aria-label={say('coverage', { shown, possible, percent })} />
      {unseen.length > 0 && (
        <details>
          <summary>{say('unseenRules', { count: unseen.length })}</summary>
          <ul className="finding-lines">
            {unseen.map(({ check, rule, at, fired, notFired }) => (
              <li key={at}>
                <button type="button" className="text-link" onClick={() => onJump(at)}>
                  {names.get(check) ?? check} · {rule}
                </button>
                :{' '}
                {say(fired === 0 && notFired === 0 ? 'neverShown' : fired === 0 ? 'neverSeenFiring' : 'neverSeenQuiet')}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
