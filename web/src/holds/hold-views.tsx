/** Owns the figures over the queue, each of which shows the orders it counts. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { holdSummaryView } from '../../../api/views/hold-summary-view';
import { call, query } from '../data/call';
import { formatBRL } from '../texts/formats';
import { useHoldTexts } from './texts';
import { HOLDS_KEY, HOLD_VIEWS, type HoldView } from './use-holds';

interface HoldViewsProps {
  readonly branch: string | null;
  readonly view: HoldView;
  readonly isLive: boolean;
  readonly onView: (view: HoldView) => void;
}

const REFRESH_MS = 15_000;
const TEXTS = { all: 'viewAll', today: 'viewToday', band: 'viewBand' } as const;
const SUMS = { all: 'held', today: 'dueToday', band: 'withinBand' } as const;

export function HoldViews({ branch, view, isLive, onView }: HoldViewsProps) {
  const say = useHoldTexts();
  const { data } = useQuery({
    queryKey: [...HOLDS_KEY, 'summary', branch],
    refetchInterval: isLive ? false : REFRESH_MS,
    queryFn: ({ signal }) =>
      call<z.output<typeof holdSummaryView>>(
        'GET',
        `/holds/summary${query({ branch: branch ?? undefined })}`,
        undefined,
        { signal },
      ),
  });
  const textOf = (one: HoldView) => {
    const sum = data?.[SUMS[one]];
    if (sum === undefined) return say(`${TEXTS[one]}Bare`);
    return say(TEXTS[one], { held: sum.count, value: formatBRL(sum.valueCents) });
  };
  return (
    <div role="group" aria-label={say('views')} className="hold-views">
      {HOLD_VIEWS.map((one) => (
        <button
          key={one}
          type="button"
          className="hold-view"
          aria-pressed={one === view}
          data-view={one}
          onClick={() => onView(one)}
        >
          {textOf(one)}
        </button>
      ))}
    </div>
  );
}
