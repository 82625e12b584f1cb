/** Owns what is said of an open order beside what it is: it has left the queue, or somebody else looks at it too. */
import { Alert, Text } from '@mantine/core';
import { useDeskTexts } from './desk-texts';
import { useHoldTexts } from './texts';
import type { HoldChange } from './use-live';

interface DrawerNewsProps {
  readonly hasLeft: boolean;
  readonly people: readonly string[];
  readonly change: HoldChange | undefined;
}

export function DrawerNews({ hasLeft, people, change }: DrawerNewsProps) {
  const say = useDeskTexts();
  const leaving = useLeavingText();
  if (hasLeft) {
    return (
      <Alert variant="light" color="gray" mb="sm">
        <Text size="sm">
          {leaving(change)} {say('asItWas')}
        </Text>
      </Alert>
    );
  }
  if (people.length === 0) return null;
  return (
    <Alert variant="light" color="gray" mb="sm">
      <Text size="sm">{say(people.length === 1 ? 'alsoLooks' : 'alsoLook', { people: people.join(', ') })}</Text>
    </Alert>
  );
}

function useLeavingText(): (change: HoldChange | undefined) => string {
  const say = useDeskTexts();
  const sayWhat = useHoldTexts();
  return (change) => {
    if (change === undefined || change.isHeld) return say('hasLeft');
    const what = sayWhat(`did_${change.what}`).toLowerCase();
    return change.by === null ? say('hasLeftByItself', { what }) : say('hasLeftBy', { what, by: change.by });
  };
}
