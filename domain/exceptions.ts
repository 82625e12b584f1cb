/** Owns which exceptions count for an order or sale: the most specific one in force on each check. Pure. */
import type { CalendarDate } from './calendar';
import { ALWAYS_HOLD } from './checks';
import type { Waiver } from './waivers';

/** Whom an exception is for. */
export type ExceptionScope =
  | { readonly kind: 'customer'; readonly customerKey: string }
  | { readonly kind: 'group'; readonly groupKey: string }
  | { readonly kind: 'all' };

/** The most specific first. */
export const EXCEPTION_SCOPES = ['customer', 'group', 'all'] as const satisfies readonly ExceptionScope['kind'][];

/** `ignore`: the check doesn't count. `hold`, on `always-hold` only: whoever it is for is held whatever the checks say. */
export const EXCEPTION_EFFECTS = ['ignore', 'hold'] as const;
export type ExceptionEffect = (typeof EXCEPTION_EFFECTS)[number];

/** An exception as far as it says what counts, when and for whom. */
export interface StandingException {
  readonly exception: string;
  readonly scope: ExceptionScope;
  /** `null` for all branches. */
  readonly branch: string | null;
  readonly check: string;
  readonly effect: ExceptionEffect;
  /** Its last day. */
  readonly to: CalendarDate;
  /** In force from the one instant until before the other. */
  readonly startsAt: string;
  readonly endsAt: string;
}

/** What is judged, as far as exceptions tell it apart. */
export interface ExceptionCase {
  readonly branch: string;
  readonly customerKey: string;
  readonly groupKey: string;
  readonly at: string;
}

/** The exception by which somebody is held, as a decision keeps it. */
export interface AlwaysHeld {
  readonly exception: string;
  readonly scope: ExceptionScope['kind'];
  readonly to: CalendarDate;
}

export interface ExceptionsInForce {
  /** One for each check that doesn't count. */
  readonly waivers: readonly Waiver[];
  readonly alwaysHeld: AlwaysHeld | null;
}

/** The key under which the exceptions of a scope are found together. */
export function scopeKey(scope: ExceptionScope): string {
  if (scope.kind === 'all') return 'all';
  return scope.kind === 'customer' ? scope.customerKey : scope.groupKey;
}

/**
 * Of all that are in force on one check the most specific counts, and no other: a customer's before its group's before
 * everybody's; of equal ones a branch's own before that of all branches, then `hold` before `ignore`, the careful
 * reading, then the one that lasts longer. So a customer can be taken out of what holds everybody.
 */
export function exceptionsInForce(standing: readonly StandingException[], of: ExceptionCase): ExceptionsInForce {
  const counting = new Map<string, StandingException>();
  for (const one of standing.filter((exception) => isInForce(exception, of))) {
    const before = counting.get(one.check);
    if (before === undefined || compare(one, before) < 0) counting.set(one.check, one);
  }
  const { [ALWAYS_HOLD]: hold = null, ...others } = Object.fromEntries(counting);
  return {
    waivers: Object.values(others).map(({ exception: id, check }) => ({ kind: 'exception', id, checks: [check] })),
    alwaysHeld: hold?.effect === 'hold' ? { exception: hold.exception, scope: hold.scope.kind, to: hold.to } : null,
  };
}

function isInForce({ scope, branch, startsAt, endsAt }: StandingException, of: ExceptionCase): boolean {
  if (branch !== null && branch !== of.branch) return false;
  if (scope.kind === 'customer' && scope.customerKey !== of.customerKey) return false;
  if (scope.kind === 'group' && scope.groupKey !== of.groupKey) return false;
  return startsAt <= of.at && of.at < endsAt;
}

/** Negative where `a` counts before `b`; total, so that the order in which they are read says nothing. */
function compare(a: StandingException, b: StandingException): number {
  return (
    EXCEPTION_SCOPES.indexOf(a.scope.kind) - EXCEPTION_SCOPES.indexOf(b.scope.kind) ||
    Number(a.branch === null) - Number(b.branch === null) ||
    Number(a.effect === 'ignore') - Number(b.effect === 'ignore') ||
    byText(b.endsAt, a.endsAt) ||
    byText(a.exception, b.exception)
  );
}

function byText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
