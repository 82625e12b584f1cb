/** Owns how the receiver tells an event in one line. */

export interface ReceivedEvent {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Of an order with its place among the order's events, `generation.sequence`: events may overtake each other. */
export function lineOf({ type, timestamp, data }: ReceivedEvent): string {
  const { branch, order, generation, sequence, status, stage, reason, restrictions } = data;
  if (generation === undefined)
    return join([timestamp, type, `${text(branch)} ${subjectOf(data)}`, text(status), text(reason)]);
  const reasons = (Array.isArray(restrictions) ? restrictions : []) as { check: string }[];
  return join([
    ...[timestamp, type, `${text(branch)}/${text(order)}`, `${text(generation)}.${text(sequence)}`],
    `${text(status)} at ${text(stage)}`,
    reasons.length === 0 ? '' : `because of ${reasons.map(({ check }) => check).join(', ')}`,
  ]);
}

/** What an event is of that no order's own step is. */
function subjectOf({ run, release, exception, report }: ReceivedEvent['data']): string {
  return run === undefined ? text(release ?? exception ?? report) : `run ${text(run)}`;
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('  ');
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
