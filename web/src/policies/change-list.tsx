/** Owns how differences of a policy are listed: one sentence each, with the sign of what happened. */
import { Skeleton, Text } from '@mantine/core';
import { Failure } from '../states/failure';
import { usePolicyTexts } from './texts';
import type { Comparison } from './use-comparison';
import type { PolicyChange } from './use-policies';

interface ChangeListProps {
  readonly comparison: {
    readonly data: Comparison | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly onJump?: (pointer: string) => void;
}

export function ChangeList({ comparison: { data, error, refetch }, onJump }: ChangeListProps) {
  if (error !== null && data === undefined) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={60} />;
  return <Changes changes={data.changes} {...(onJump && { onJump })} />;
}

interface ChangesProps {
  readonly changes: readonly PolicyChange[];
  readonly onJump?: (pointer: string) => void;
}

const SIGNS = { added: '+', removed: '−', changed: '≠' } as const;

export function Changes({ changes, onJump }: ChangesProps) {
  const say = usePolicyTexts();
  if (changes.length === 0) return <Text size="sm">{say('noChanges')}</Text>;
  return (
    <ul className="policy-changes" aria-label={say('changes')}>
      {changes.map(({ kind, at, text }) => (
        <li key={`${kind} ${at} ${text}`} data-kind={kind}>
          <span className="change-sign" role="img" aria-label={say(kind)} title={say(kind)}>
            {SIGNS[kind]}
          </span>
          {onJump === undefined || kind === 'removed' ? (
            <span>{text}</span>
          ) : (
            <button type="button" className="text-link" onClick={() => onJump(at)}>
              {text}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
