/** Owns the two ways in which a draft doesn't lead on: returned to who wrote it, with a reason, or discarded. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { nextDraftStatus } from '../../../domain/policy-draft';
import { useMay } from '../data/session';
import { ActDialog } from '../policies/act-dialog';
import { useRestrictionTexts } from './texts';
import type { DraftHead } from './use-restrictions';

interface DraftEndsProps {
  readonly head: DraftHead;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly act: (name: End, reason: string) => void;
}
type End = 'return' | 'discard';

const ENDS = ['return', 'discard'] as const;
const PERMISSION = { return: 'policies:approve', discard: 'policies:write' } as const;
const VERB = { return: 'doReturn', discard: 'doDiscard' } as const;

export function DraftEnds({ head, isBusy, error, act }: DraftEndsProps) {
  const say = useRestrictionTexts();
  const may = useMay();
  const [doing, setDoing] = useState<End | null>(null);
  // Done: a draft that was discarded takes this with it, one that was returned has another revision.
  useEffect(() => setDoing(null), [head.revision]);
  const due = ENDS.filter((end) => may(PERMISSION[end]) && nextDraftStatus(head.status, end) !== null);
  return (
    <>
      {due.map((end) => (
        <Button key={end} variant="default" disabled={isBusy} onClick={() => setDoing(end)}>
          {say(end)}
        </Button>
      ))}
      {doing !== null && (
        <ActDialog
          title={say(`${doing}Title`)}
          means={say(`${doing}Means`)}
          verb={say(VERB[doing])}
          reason={doing === 'return' ? say('reason') : null}
          error={error}
          isBusy={isBusy}
          onAct={(reason) => act(doing, reason)}
          onClose={() => setDoing(null)}
        />
      )}
    </>
  );
}
