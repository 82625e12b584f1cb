/** Owns what lint says of what is typed: errors first, each a way to its place. */
import { Text } from '@mantine/core';
import { Failure } from '../states/failure';
import { partAt } from './parts/part-form';
import { usePartTexts } from './parts/texts';
import { checksOf, checkAt } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { TypedDocument } from './typed-document';
import type { Assessed } from './use-assessment';

interface FindingsPanelProps {
  readonly typed: TypedDocument;
  readonly assessed: Assessed;
  readonly onJump: (pointer: string) => void;
  /** To where the JSON is broken. */
  readonly onFault: () => void;
}

export function FindingsPanel({ typed, assessed, onJump, onFault }: FindingsPanelProps) {
  const say = usePolicyTexts();
  const sayPart = usePartTexts();
  const { checks } = checksOf(typed.document);
  const nameAt = (pointer: string) => {
    const position = checkAt(pointer);
    const part = partAt(pointer);
    if (part !== null) return sayPart(`part_${part}`);
    return checks.find((check) => check.position === position)?.name ?? (pointer === '' ? say('wholePolicy') : pointer);
  };
  const { lint, error, isBehind } = assessed;
  return (
    <div>
      <Text size="sm" role="status" mb="xs">
        {isBehind ? say('assessing') : lint.length === 0 ? say('noFindings') : say('findingsMean')}
      </Text>
      {error !== null && <Failure error={error} />}
      {typed.fault !== null && (
        <p className="finding-lines">
          <strong>{say('error')}</strong>{' '}
          <button type="button" className="text-link" onClick={onFault}>
            {say(`fault_${typed.fault.kind}`, { line: typed.fault.line, key: typed.fault.key })}
          </button>
        </p>
      )}
      {lint.length > 0 && (
        <ul className="finding-lines" aria-label={say('findings', { count: lint.length })}>
          {lint.map(({ at, code, severity, text }) => (
            <li key={`${at} ${code} ${text}`}>
              <strong>{say(severity)}</strong> {nameAt(at)}:{' '}
              <button type="button" className="text-link" onClick={() => onJump(at)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
