/** Owns one row of the queue: who waits, why, for how much, since when and until when. */
import { Checkbox, Text, UnstyledButton } from '@mantine/core';
import { memo } from 'react';
import { StateIcon, type StateName } from '../signs/state-sign';
import { formatBRL, formatDuration, secondsSince } from '../texts/formats';
import { useHoldTexts } from './texts';
import { nameOf, type Hold } from './use-holds';

/** Of a row, in pixels: all are equal, so that thousands are laid out without measuring one. */
export const ROW_HEIGHT = 52;
const REASONS_SHOWN = 2;

interface HoldRowProps {
  readonly hold: Hold;
  readonly index: number;
  readonly top: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onOpen: (index: number) => void;
  readonly onSelect: (hold: Hold) => void;
}

export const HoldRow = memo(function HoldRow(props: HoldRowProps) {
  const { hold, index, top, isActive, isSelected, onOpen, onSelect } = props;
  const say = useHoldTexts();
  const age = formatDuration(hold.heldSeconds);
  return (
    <div
      role="row"
      className="hold-row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="cell">
        <Checkbox
          size="xs"
          checked={isSelected}
          onChange={() => onSelect(hold)}
          aria-label={say('selected', { order: hold.order })}
        />
      </div>
      <div role="cell">
        <UnstyledButton className="row-link" data-row={nameOf(hold)} onClick={() => onOpen(index)} fz="sm" fw={600}>
          {hold.order}
        </UnstyledButton>
        <Text size="xs" c="dimmed" truncate>
          {hold.assignee ? say('assignedTo', { subject: hold.assignee.subject }) : hold.branch}
        </Text>
      </div>
      <div role="cell">
        <Text size="sm" truncate>
          {hold.customer?.name ?? hold.customer?.document ?? '–'}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {hold.customer?.document}
        </Text>
      </div>
      <div role="cell" className="sign-cell">
        <StateIcon state={hold.indicator} label={say(hold.indicator)} />
      </div>
      <div role="cell" className="number-cell">
        <Text size="sm">{formatBRL(hold.totalCents)}</Text>
      </div>
      <div role="cell" className="reason-cell">
        <Reasons hold={hold} />
      </div>
      <div role="cell" className="number-cell">
        <Text size="sm">{age}</Text>
      </div>
      <div role="cell" className="number-cell">
        <Deadline deadline={hold.deadline} />
      </div>
    </div>
  );
});

function Reasons({ hold }: { readonly hold: Hold }) {
  const say = useHoldTexts();
  const forced = hold.forcedHold
    ? [{ key: 'forced', state: 'blocked' as const, text: forcedText(hold, say('forced')) }]
    : [];
  const reasons = [...forced, ...hold.restrictions.filter(({ waivedBy }) => !waivedBy).map(reasonOf)];
  const hidden = reasons.length - REASONS_SHOWN;
  return (
    <>
      {reasons.slice(0, REASONS_SHOWN).map(({ key, state, text }, index) => (
        <div key={key} className="reason">
          <StateIcon state={state} label={say(state)} />
          <Text size="xs" truncate title={text}>
            {text}
          </Text>
          {hidden > 0 && index === REASONS_SHOWN - 1 && (
            <Text size="xs" c="dimmed" ml="auto">
              {say('more', { count: hidden })}
            </Text>
          )}
        </div>
      ))}
    </>
  );
}

function forcedText({ forcedHold }: Hold, word: string): string {
  return [word, forcedHold?.reason ?? forcedHold?.by].filter(Boolean).join(': ');
}

function reasonOf({ check, result, mode, analyst, seller }: Hold['restrictions'][number]) {
  const state: StateName = result === 'unknown' ? 'unknown' : mode === 'block' ? 'blocked' : 'restricted';
  return { key: check, state, text: analyst ?? seller };
}

function Deadline({ deadline }: { readonly deadline: string | null }) {
  const say = useHoldTexts();
  if (deadline === null) {
    return (
      <Text size="xs" c="dimmed">
        {say('noDeadline')}
      </Text>
    );
  }
  const passed = secondsSince(deadline);
  return (
    <Text size="sm" fw={passed > 0 ? 700 : 400} truncate>
      {say(passed > 0 ? 'overdue' : 'dueIn', { time: formatDuration(passed) })}
    </Text>
  );
}
