/** Owns what can be done to the order that is looked at: buttons, their keys, and who may press which. */
import { Button, Group, Text } from '@mantine/core';
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
      <BandText hold={hold} />
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

/** Said before anything is typed: the API would refuse it, and who may is one step away. */
function BandText({ hold }: Pick<HoldActionsProps, 'hold'>) {
  const say = useDeskTexts();
  const may = useMay();
  if (hold.hold === null || isWithin(hold)) return null;
  const next = may('releases:request') ? 'passItOn' : 'askSomebody';
  return (
    <Text size="sm" w="100%">
      {say(hold.releaseReach === 'own' ? 'ownOrder' : 'aboveBand')} {say(next)}
    </Text>
  );
}

/** As far as is known: what a hold waits for may have changed since it was judged. */
export function isWithin({ releaseReach }: Hold): boolean {
  return releaseReach === null || releaseReach === 'within';
}

function useActions(hold: Hold, onDo: (doing: Doing) => void) {
  const say = useDeskTexts();
  const may = useMay();
  const { subject } = useSession();
  const acts = useHoldActs();
  const isMine = hold.assignee?.subject === subject;
  const decides = may('holds:work') && may('releases:decide');
  const isHeld = hold.hold !== null;
  const isForced = hold.forcedHold !== null;
  const all = [
    { key: 'l', label: say('release'), when: decides && isHeld && isWithin(hold), run: () => onDo('release') },
    { key: 'r', label: say('refuse'), when: decides && isHeld, run: () => onDo('refuse') },
    {
      key: 'e',
      label: say('escalate'),
      when: may('releases:request') && may('releases:decide') && isHeld,
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
  const offered = all.filter(({ when }) => when);
  const isFirst = ({ key }: (typeof all)[number]) => key === 'e' && !isWithin(hold);
  return [...offered.filter(isFirst), ...offered.filter((one) => !isFirst(one))];
}
