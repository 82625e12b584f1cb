/** Owns what can be done to the order that is looked at: buttons, their keys, and who may press which. */
import { Button, Group } from '@mantine/core';
import { useMay, useSession } from '../data/session';
import { useShortcuts } from '../shell/shortcuts';
import { useHoldActs, type BulkAct } from './hold-acts';
import { useDeskTexts } from './desk-texts';
import type { Hold } from './use-holds';

export type Doing = BulkAct | 'escalate' | 'promise';

interface HoldActionsProps {
  readonly hold: Hold;
  readonly onDo: (doing: Doing) => void;
}

export function HoldActions({ hold, onDo }: HoldActionsProps) {
  const actions = useActions(hold, onDo);
  useShortcuts(actions.map(({ key, label, run }) => ({ keys: key, label, run })));
  return (
    <Group gap="xs">
      {actions.map(({ key, label, run }, index) => (
        <Button
          key={key}
          size="compact-sm"
          variant={index === 0 ? 'filled' : 'default'}
          onClick={run}
          aria-keyshortcuts={key}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}

function useActions(hold: Hold, onDo: (doing: Doing) => void) {
  const say = useDeskTexts();
  const may = useMay();
  const { subject } = useSession();
  const acts = useHoldActs();
  const isMine = hold.assignee?.subject === subject;
  const decides = may('holds:work') && may('releases:decide');
  const isForced = hold.forcedHold !== null;
  const all = [
    { key: 'l', label: say('release'), when: decides && hold.hold !== null, run: () => onDo('release') },
    { key: 'r', label: say('refuse'), when: decides && hold.hold !== null, run: () => onDo('refuse') },
    {
      key: 'e',
      label: say('escalate'),
      when: may('releases:request') && may('releases:decide') && hold.hold !== null,
      run: () => onDo('escalate'),
    },
    {
      key: 'a',
      label: say(isMine ? 'putBack' : 'assume'),
      when: may('holds:work'),
      run: () => void (isMine ? acts.putBack(hold) : acts.assume(hold)),
    },
    { key: 'v', label: say('reevaluate'), when: may('orders:reevaluate'), run: () => void acts.reevaluate(hold) },
    { key: 'p', label: say('promise'), when: may('holds:work'), run: () => onDo('promise') },
    {
      key: 'm',
      label: say(isForced ? 'unhold' : 'forceHold'),
      when: may('orders:hold') && may('holds:work'),
      run: () => (isForced ? void acts.unhold(hold) : onDo('forceHold')),
    },
  ];
  return all.filter(({ when }) => when);
}
