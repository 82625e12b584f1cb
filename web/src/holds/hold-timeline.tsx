/** Owns the way of an order as a line of stages: what it has passed, where it stands, what lies ahead. */
import { Title } from '@mantine/core';
import { ORDER_ACTIONS } from '../../../domain/actions';
import { StateIcon } from '../signs/state-sign';
import { useDeskTexts } from './desk-texts';
import type { Hold } from './use-holds';

export function HoldTimeline({ hold }: { readonly hold: Hold }) {
  const say = useDeskTexts();
  const stoppedAt = ORDER_ACTIONS.indexOf(hold.hold?.action ?? hold.stage);
  return (
    <section>
      <Title order={3}>{say('timeline')}</Title>
      <ol className="stages">
        {ORDER_ACTIONS.map((stage, index) => (
          <li key={stage} aria-current={index === stoppedAt ? 'step' : undefined}>
            {index < stoppedAt && <StateIcon state="clear" label={say('stageDone')} />}
            {index === stoppedAt && <StateIcon state="blocked" label={say('stageHeld')} />}
            {index > stoppedAt && <span className="stage-ahead" role="img" aria-label={say('stageNext')} />}
            <span>{say(stage)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
