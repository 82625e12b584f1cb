/** Owns which of a policy's rules its tests show, and which they don't. */
import { Progress, Text } from '@mantine/core';
import { checksOf } from '../policy-shape';
import { usePolicyTexts } from '../texts';
import type { PolicyDocument, TestReport } from '../use-policies';

interface CoverageProps {
  readonly document: PolicyDocument;
  readonly onJump: (pointer: string) => void;
  readonly coverage: TestReport['coverage'];
}

export function Coverage({ coverage: { rules, shown, possible }, document, onJump }: CoverageProps) {
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
