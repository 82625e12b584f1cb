/** Owns what a write of an order says of its holds: which began, which changed, which ended, and how. Pure. */
import { OrderStatus, type OrderState } from './order';
import type { WaiverKind } from './waivers';

/** `forced`: a person held the order. */
export const HOLD_KINDS = ['checks', 'forced'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/**
 * How a hold ended. `causeGone`: the checks let the order pass, judged again. `amended`: they did after its content was
 * changed. `lifted`: whoever held it by hand, or another person, let it go.
 */
export const HOLD_ENDINGS = [
  'released',
  'excepted',
  'tolerated',
  'causeGone',
  'amended',
  'lifted',
  'cancelled',
  'closed',
  'expired',
] as const;
export type HoldEnding = (typeof HOLD_ENDINGS)[number];

/** Those that are a person's decision of the order itself. */
export const PERSONAL_ENDINGS: readonly HoldEnding[] = ['released', 'lifted'];

/** One hold as a write leaves it. */
export interface HoldChange {
  readonly kind: HoldKind;
  readonly since: string;
  readonly what: 'begun' | 'standing' | 'ended';
}

/** The holds that stood before or stand after. One by checks and one by hand may lie over each other. */
export function holdChanges(before: OrderState, after: OrderState): readonly HoldChange[] {
  return [
    ...changesOf('checks', before.hold?.since, after.hold?.since),
    ...changesOf('forced', before.forced?.since, after.forced?.since),
  ];
}

function changesOf(kind: HoldKind, before: string | undefined, after: string | undefined): HoldChange[] {
  if (before !== undefined && before === after) return [{ kind, since: before, what: 'standing' }];
  return [
    ...(before === undefined ? [] : [{ kind, since: before, what: 'ended' as const }]),
    ...(after === undefined ? [] : [{ kind, since: after, what: 'begun' as const }]),
  ];
}

const BY_WAIVER: Readonly<Record<WaiverKind, HoldEnding>> = {
  release: 'released',
  exception: 'excepted',
  tolerance: 'tolerated',
};
/** A person's word is named before what was agreed on beforehand, and that before the order's own tolerance. */
const STRONGEST_FIRST = ['release', 'exception', 'tolerance'] as const satisfies readonly WaiverKind[];

/** How a decision ended a hold: by what it needed to let the order pass, else by what was changed. */
export function endingByDecision(
  waived: readonly { readonly kind: WaiverKind; readonly id: string }[],
  isAmended: boolean,
): { readonly how: HoldEnding; readonly waiver: string | null } {
  for (const kind of STRONGEST_FIRST) {
    const found = waived.find((one) => one.kind === kind);
    if (found !== undefined) return { how: BY_WAIVER[kind], waiver: found.id };
  }
  return { how: isAmended ? 'amended' : 'causeGone', waiver: null };
}

/** How a move that judges nothing ended a hold. */
export function endingByMove({ status }: OrderState, move: string): HoldEnding {
  if (move === 'close') return 'closed';
  if (status === OrderStatus.cancelled) return 'cancelled';
  return status === OrderStatus.expired ? 'expired' : 'lifted';
}
