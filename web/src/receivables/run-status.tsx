/** Owns the word and the sign of how a run is, or how it ended. */
import { StateBadge, type StateName } from '../signs/state-sign';
import { useReceivablesTexts } from './texts';
import type { SyncRun } from './use-sync';

const STATES = {
  running: 'unknown',
  done: 'clear',
  incomplete: 'restricted',
  failed: 'blocked',
  stopped: 'unknown',
} as const satisfies Record<SyncRun['status'], StateName>;

export function RunStatus({ run: { status, reason } }: { readonly run: Pick<SyncRun, 'status' | 'reason'> }) {
  const say = useReceivablesTexts();
  const word = say(status === 'failed' ? 'failed_status' : status);
  const isTold = status === 'failed' && reason !== null;
  return (
    <span className="run-status">
      <StateBadge state={STATES[status]} label={isTold ? `${word}: ${say(reason)}` : word} />
    </span>
  );
}
