/** Owns the queue together with what is told of it: rows that change elsewhere change here, and it is said who did it. */
import { notifications } from '@mantine/notifications';
import { nameOf } from './hold';
import { useHoldTexts } from './texts';
import { useHolds, useHoldsAgain, useHoldsChanged, type HoldsAsked } from './use-holds';
import { useLive, type HoldChange, type Live } from './use-live';

type Say = ReturnType<typeof useHoldTexts>;

export function useQueue(asked: HoldsAsked) {
  const say = useHoldTexts();
  const changed = useHoldsChanged();
  const readAgain = useHoldsAgain(asked);
  const live: Live = useLive((changes) => {
    if (changes === null) return void changed();
    void readAgain([...new Set(changes.map(nameOf))])
      .then((gone) =>
        tellGone(
          say,
          [...byName(changes)].filter((one) => gone.has(nameOf(one)) && !one.isOwn),
        ),
      )
      .catch(changed);
  });
  return { ...useHolds(asked, live.isLive), live };
}

/** What was done last to each. */
function byName(changes: readonly HoldChange[]): Iterable<HoldChange> {
  return new Map(changes.map((one) => [nameOf(one), one])).values();
}

function tellGone(say: Say, gone: readonly HoldChange[]): void {
  const [first] = gone;
  if (first === undefined) return;
  const people = [...new Set(gone.flatMap(({ by }) => by ?? []))];
  const isOne = gone.length === 1;
  const title = isOne ? say('leftOne', { order: first.order }) : say('leftMany', { held: gone.length });
  const by = people.join(', ');
  const message = isOne ? doneBy(say, first) : people.length > 0 ? say('leftManyBy', { by }) : undefined;
  notifications.show({ title, message, color: 'gray' });
}

function doneBy(say: Say, { what, by }: HoldChange): string {
  return by === null
    ? say('leftByItself', { what: say(`did_${what}`) })
    : say('leftBy', { what: say(`did_${what}`), by });
}
