/** Owns the check that no policy has: somebody is held because an exception says so. */
import type { CheckJudgement, Restriction } from '../contracts/judgement';
import { ALWAYS_HOLD } from '../domain/checks';
import type { AlwaysHeld } from '../domain/exceptions';
import { CheckResult, Mode, Outcome } from '../domain/outcome';
import { waivedBy, type WaivedCheck } from '../domain/waivers';
import type { JudgedAt } from './evaluate';

/** Who is held, as an analyst reads it. */
const HELD: Readonly<Record<AlwaysHeld['scope'], string>> = {
  customer: 'Este cliente deve ser sempre retido para análise',
  group: 'Os clientes deste grupo econômico devem ser sempre retidos para análise',
  all: 'Todos os clientes devem ser retidos para análise',
};
/** Why is not for the counter. */
const SELLER = 'Este pedido precisa passar pela análise de crédito. Por favor, solicite a liberação.';

/** As any check is told: it fires, and blocks whatever the policy has, except where nothing may be held. */
export function judgeAlwaysHold(
  held: AlwaysHeld,
  { actions, holdable }: JudgedAt,
  waived: readonly WaivedCheck[],
): { readonly check: CheckJudgement; readonly restriction: Restriction } {
  const [action] = actions;
  if (action === undefined) throw new Error('judging needs at least one action');
  const by = waivedBy(waived, ALWAYS_HOLD);
  const mode = holdable ? Mode.block : Mode.indicate;
  const told = { check: ALWAYS_HOLD, mode, action, result: CheckResult.hit } as const;
  const counting = holdable ? Outcome.blocked : Outcome.indicated;
  return {
    check: { ...told, outcome: by === null ? counting : Outcome.clear, rules: [] },
    restriction: {
      ...told,
      unverified: false,
      seller: SELLER,
      analyst: `${HELD[held.scope]}, por exceção válida até ${inPortuguese(held.to)} (${held.exception}).`,
      values: {},
      ...(by !== null && { waivedBy: by }),
    },
  };
}

function inPortuguese(date: string): string {
  return date.split('-').reverse().join('/');
}
