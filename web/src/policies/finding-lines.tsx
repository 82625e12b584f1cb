/** Owns what lint says of a place of the form, one line each, and the way to where it stands. */
import { findingsAt } from './policy-shape';
import { usePolicyTexts } from './texts';
import type { LintFinding } from './use-policies';

interface FindingLinesProps {
  readonly lint: readonly LintFinding[];
  readonly place: string;
  readonly onJump: (pointer: string) => void;
  /** Leaves out what is of something within the place, where the fields there say it. */
  readonly isExact?: boolean;
}

export function FindingLines({ lint, place, onJump, isExact = false }: FindingLinesProps) {
  const say = usePolicyTexts();
  const found = findingsAt(lint, place).filter(({ at }) => !isExact || at === place);
  if (found.length === 0) return null;
  return (
    <ul className="finding-lines">
      {found.map(({ at, code, severity, text }) => (
        <li key={`${at} ${code} ${text}`}>
          <strong>{say(severity)}</strong>{' '}
          <button type="button" className="text-link" onClick={() => onJump(at)}>
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}
