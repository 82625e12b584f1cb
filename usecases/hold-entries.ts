/** Owns what an order's write tells of its holds: entries of its outbox, so that no hold is without its account. */
import type { OrderRecord, OrderRestriction } from '../adapters/mongo/order-store';
import type { HoldNoted } from '../adapters/mongo/outbox';
import type { OrderDecision } from '../contracts/decision';
import type { HoldAccount, HoldEnd } from '../contracts/hold';
import { endingByDecision, endingByMove, holdChanges, type HoldChange } from '../domain/hold-account';
import type { OrderState } from '../domain/order';
import { holds } from '../domain/waivers';
import type { MoveOrderInput } from './move-order';
import type { OrderSubject } from './order-subject';
import { sequenceOf } from './reserve-limit';

/** One for each hold that began or ended, or that other checks or another value hold now; none where nothing changed. */
export function holdsByDecision({ stored, content }: OrderSubject, decision: OrderDecision): readonly HoldNoted[] {
  const { judgement, before, state, cause, waived = [], subject, at } = decision;
  const checks = judgement.checks.filter(({ outcome }) => holds(outcome)).map(({ check }) => check);
  const isSame =
    stored?.content.totalCents === content.totalCents &&
    namesOf(stored.restrictions) === namesOf(judgement.restrictions);
  return holdChanges(before, state)
    .filter(({ what }) => what !== 'standing' || !isSame)
    .map((change) => {
      const end: HoldEnd = { at, subject, decision: decision.decision, ...endingByDecision(waived, cause === 'amend') };
      const told = change.what === 'ended' ? (stored?.heldBy ?? []) : checks;
      const account = accountOf(decision, change, { stored, action: state.hold?.action ?? before.stage, end });
      return noted({ ...account, checks: change.kind === 'forced' ? [] : told, valueCents: content.totalCents });
    });
}

/** The same of a move that judges nothing. */
export function holdsByMove(stored: OrderRecord, input: MoveOrderInput, state: OrderState): readonly HoldNoted[] {
  const { subject, at, move } = input;
  const end: HoldEnd = { at, subject, decision: null, waiver: null, how: endingByMove(state, move.type) };
  const changed = { ...input, customerKey: stored.customerKey, before: input.state, decision: null };
  return holdChanges(input.state, state)
    .filter(({ what }) => what !== 'standing')
    .map((change) => {
      const account = accountOf(changed, change, { stored, action: input.state.hold?.action ?? state.stage, end });
      const checks = change.kind === 'forced' ? [] : (stored.heldBy ?? []);
      return noted({ ...account, checks, valueCents: stored.content.totalCents });
    });
}

interface Changed extends Pick<
  OrderDecision,
  'branch' | 'order' | 'customerKey' | 'generation' | 'subject' | 'before'
> {
  readonly decision: string | null;
  readonly evaluation?: number;
  readonly revision?: number;
}

function accountOf(
  changed: Changed,
  { kind, since, what }: HoldChange,
  { stored, action, end }: { stored: OrderRecord | null; action: HoldAccount['action']; end: HoldEnd },
): Omit<HoldAccount, 'checks' | 'valueCents'> {
  const { branch, order, customerKey, generation, before, decision } = changed;
  const revision = changed.revision ?? changed.evaluation ?? 0;
  return {
    hold: `${branch}/${order}/${kind}/${since}`,
    kind,
    branch,
    order,
    customerKey,
    action: what === 'ended' && kind === 'checks' ? (before.hold?.action ?? action) : action,
    since,
    by: kind === 'forced' ? (before.forced?.by ?? changed.subject) : null,
    decision: kind === 'forced' ? null : what === 'ended' ? (stored?.lastDecision ?? null) : decision,
    isSecond: Object.keys(stored?.passedBy ?? {}).length > 0,
    ended: what === 'ended' ? end : null,
    sequence: sequenceOf({ generation, revision }),
  };
}

function namesOf(restrictions: readonly Pick<OrderRestriction, 'check' | 'mode' | 'result' | 'waivedBy'>[]): string {
  const named = restrictions.map(({ check, mode, result, waivedBy }) => `${check} ${mode} ${result} ${waivedBy?.id}`);
  return named.sort().join(', ');
}

function noted(account: HoldAccount): HoldNoted {
  return { id: `hn_${account.hold}/${account.sequence}`, event: 'holdNoted', account };
}
