/** Owns what a restriction says of an earlier approval of its order: that it is new since then, or within tolerance. Pure. */
import type { Judgement } from '../contracts/judgement';
import type { CalendarDate } from '../domain/calendar';
import type { SinceApproval } from '../domain/tolerance';

/** The same judgement with its restrictions marked; outcomes stay as they are. */
export function remark(judgement: Judgement, said: readonly SinceApproval[]): Judgement {
  if (said.length === 0) return judgement;
  const restrictions = judgement.restrictions.map((restriction) => {
    const found = said.find(({ check }) => check === restriction.check);
    if (found === undefined) return restriction;
    const analyst = `${restriction.analyst} ${SENTENCES[found.is](brazilian(found.since))}`;
    return { ...restriction, ...(found.is === 'new' && { isNew: true as const }), analyst };
  });
  return { ...judgement, restrictions };
}

const SENTENCES: Readonly<Record<SinceApproval['is'], (day: string) => string>> = {
  new: (day) => `Motivo novo desde a aprovação de ${day}.`,
  tolerated: (day) => `Dentro da tolerância desde a aprovação de ${day}: não bloqueia.`,
};

function brazilian(date: CalendarDate): string {
  return date.split('-').reverse().join('/');
}
