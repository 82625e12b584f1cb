/** Owns which order is looked at, which are marked, and what is about to be done to them. */
import { useState } from 'react';
import { useShortcuts } from '../shell/shortcuts';
import type { Doing } from './hold-actions';
import { useHoldTexts } from './texts';
import { nameOf, useHoldsChanged, type Hold } from './use-holds';

/** As many as the API decides at once. */
const MOST_AT_ONCE = 100;

export function useDesk(holds: readonly Hold[]) {
  const say = useHoldTexts();
  const changed = useHoldsChanged();
  const { activeName, active, current, setActive, opened, setOpened } = useActive(holds);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deciding, setDeciding] = useState<{ readonly doing: Doing; readonly on: readonly Hold[] } | null>(null);
  const chosen = holds.filter((hold) => selected.has(nameOf(hold)));
  const toggle = (hold: Hold) =>
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(nameOf(hold)) && after.size < MOST_AT_ONCE) after.add(nameOf(hold));
      return after;
    });
  const move = (step: number) => {
    const next = holds[Math.min(Math.max((active ?? (step > 0 ? -1 : 0)) + step, 0), holds.length - 1)];
    if (next === undefined) return;
    setActive(nameOf(next));
    if (opened !== null) setOpened(next);
  };
  const open = (index: number) => {
    const hold = holds[index];
    if (hold === undefined) return;
    setActive(nameOf(hold));
    setOpened(hold);
  };
  const close = () => setOpened(null);
  const isOfMany = (doing: Doing) => chosen.length > 0 && doing !== 'escalate' && doing !== 'promise';
  useShortcuts([
    { keys: 'j', label: say('keyNext'), run: () => move(1) },
    { keys: 'k', label: say('keyPrevious'), run: () => move(-1) },
    { keys: 'o', label: say('keyOpen'), run: () => (opened === null ? open(active ?? 0) : close()) },
    { keys: 'x', label: say('keySelect'), run: () => current && toggle(current) },
    { keys: 'Escape', label: say('keyClose'), run: close },
    { keys: 'u', label: say('keyRefresh'), run: () => void changed() },
  ]);
  return {
    ...{ activeName, active, selected, chosen, toggle, open, close, deciding, opened },
    /** What is decided on is what is seen at this moment, whatever is told of it while the dialog is open. */
    decide: (doing: Doing) => setDeciding({ doing, on: isOfMany(doing) ? chosen : current ? [current] : [] }),
    clear: () => setSelected(new Set()),
    done: (wasDone: boolean) => {
      setDeciding(null);
      if (wasDone && deciding !== null && isOfMany(deciding.doing)) setSelected(new Set());
    },
  };
}

/** An order that is open stays so when it leaves the queue, as it was seen last. */
function useActive(holds: readonly Hold[]) {
  const [activeName, setActive] = useState<string | null>(null);
  const [openedHold, setOpened] = useState<Hold | null>(null);
  const found = holds.findIndex((hold) => nameOf(hold) === activeName);
  const active = found === -1 ? null : found;
  const current = active === null ? undefined : holds[active];
  const openedName = openedHold && nameOf(openedHold);
  const now = holds.find((hold) => nameOf(hold) === openedName);
  const opened = openedHold && { hold: now ?? openedHold, hasLeft: now === undefined };
  if (now !== undefined && now !== openedHold) setOpened(now);
  return { activeName, active, current, setActive, opened, setOpened };
}
