/** Owns one row of the queue: who waits, why, for how much, since when and until when. */
import { memo } from 'react';
import { StateIcon, type StateName } from '../signs/state-sign';
import { formatBRL, formatDuration, secondsSince } from '../texts/formats';
import type { useHoldTexts } from './texts';
import { nameOf, type Hold } from './use-holds';
import type { HoldChange } from './use-live';

/** Of a row, in pixels: all are equal, so that thousands are laid out without measuring one. */
export const ROW_HEIGHT = 52;
/** The same where there is no room for columns, and each is laid out as a card. */
export const CARD_HEIGHT = 124;
const REASONS_SHOWN = 2;
/** Of an order's id: what tells it from the next one, and is seen however narrow the column is. */
const TAIL = 6;
/** Of an order's id that is never cut. */
const SHORT = 12;

type Say = ReturnType<typeof useHoldTexts>;

interface HoldRowProps {
  readonly say: Say;
  readonly hold: Hold;
  readonly index: number;
  readonly top: number;
  /** In milliseconds; ages are told by it. */
  readonly now: number;
  readonly change: HoldChange | undefined;
  readonly people: readonly string[] | undefined;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onOpen: (index: number) => void;
  readonly onSelect: (hold: Hold) => void;
}

/** Of plain elements: a screen of rows is drawn anew at each turn of the wheel, and has to be there within the frame. */
export const HoldRow = memo(function HoldRow(props: HoldRowProps) {
  const { say, hold, index, top, now, isActive, isSelected, onOpen, onSelect } = props;
  return (
    <div
      role="row"
      className="hold-row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive || undefined}
      data-changed={props.change !== undefined || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="cell" className="mark-cell">
        <input
          type="checkbox"
          className="row-mark"
          checked={isSelected}
          onChange={() => onSelect(hold)}
          aria-label={say('selected', { order: hold.order })}
        />
      </div>
      <div role="cell" className="order-cell">
        <button
          type="button"
          className="row-link"
          data-row={nameOf(hold)}
          title={hold.order}
          aria-label={hold.order}
          onClick={() => onOpen(index)}
        >
          {hold.order.length > SHORT ? <span>{hold.order.slice(0, -TAIL)}</span> : null}
          {hold.order.length > SHORT ? hold.order.slice(-TAIL) : hold.order}
        </button>
        <div className="cell-less">
          {hold.assignee ? say('assignedTo', { subject: hold.assignee.name }) : hold.branch}
        </div>
      </div>
      <div role="cell" className="customer-cell">
        <div className="cell-text">{hold.customer?.name ?? hold.customer?.document ?? '–'}</div>
        {newsOf(props) ?? <div className="cell-less">{hold.customer?.document}</div>}
      </div>
      <div role="cell" className="sign-cell">
        <StateIcon state={hold.indicator} label={say(hold.indicator)} />
      </div>
      <div role="cell" className="number-cell value-cell cell-text">
        {formatBRL(hold.totalCents)}
      </div>
      <div role="cell" className="reason-cell">
        {reasonsOf(hold, say)}
      </div>
      <div role="cell" className="number-cell age-cell cell-text">
        <span className="cell-name">{say('age')} </span>
        {formatDuration(Math.max(0, secondsSince(hold.heldSince, now)))}
      </div>
      <div role="cell" className="number-cell deadline-cell">
        {deadlineOf(hold, say, now)}
      </div>
    </div>
  );
});

/** What was done to it a moment ago, or who else looks at it. */
function newsOf({ say, change, people = [] }: HoldRowProps) {
  if (change === undefined && people.length === 0) return null;
  const text = change === undefined ? lookingText(say, people) : changeText(say, change);
  return (
    <div className="cell-less cell-news" title={text}>
      {text}
    </div>
  );
}

function changeText(say: Say, { what, by }: HoldChange): string {
  const did = say(`did_${what}`);
  return by === null ? say('changedByItself', { what: did }) : say('changedBy', { what: did, by });
}

function lookingText(say: Say, people: readonly string[]): string {
  return say(people.length === 1 ? 'looks' : 'look', { people: people.join(say('and')) });
}

function reasonsOf(hold: Hold, say: Say) {
  const forced = hold.forcedHold
    ? [{ key: 'forced', state: 'blocked' as const, text: forcedText(hold, say('forced')) }]
    : [];
  const reasons = [...forced, ...hold.restrictions.filter(({ waivedBy }) => !waivedBy).map(reasonOf)];
  const hidden = reasons.length - REASONS_SHOWN;
  return reasons.slice(0, REASONS_SHOWN).map(({ key, state, text }, index) => (
    <div key={key} className="reason">
      <StateIcon state={state} label={say(state)} />
      <span className="reason-text" title={text}>
        {text}
      </span>
      {hidden > 0 && index === REASONS_SHOWN - 1 && (
        <span className="reason-more">{say('more', { count: hidden })}</span>
      )}
    </div>
  ));
}

function forcedText({ forcedHold }: Hold, word: string): string {
  return [word, forcedHold?.reason ?? forcedHold?.by].filter(Boolean).join(': ');
}

function reasonOf({ check, result, mode, analyst, seller }: Hold['restrictions'][number]) {
  const state: StateName = result === 'unknown' ? 'unknown' : mode === 'block' ? 'blocked' : 'restricted';
  return { key: check, state, text: analyst ?? seller };
}

function deadlineOf({ deadline }: Hold, say: Say, now: number) {
  if (deadline === null) return <div className="cell-less">{say('noDeadline')}</div>;
  const passed = secondsSince(deadline, now);
  return (
    <div className="cell-text" data-overdue={passed > 0 || undefined}>
      {say(passed > 0 ? 'overdue' : 'dueIn', { time: formatDuration(passed) })}
    </div>
  );
}
