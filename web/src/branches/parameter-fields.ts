/** Owns how the parameters of a branch are typed, checked and sent. */
import { isoOf, typedOf } from '../fields/date-text';
import type { useBranchTexts } from './texts';
import type { Typed } from './fields';
import type { Branch } from './use-branches';
import { isWithin, type Problems } from './use-form';

export interface ParameterFields {
  readonly name: string;
  readonly zone: string;
  readonly policy: string;
  readonly stages: Branch['stages'];
  readonly counts: 'hours' | 'businessDays';
  readonly hours: Typed;
  readonly businessDays: Typed;
  readonly escalates: boolean;
  readonly percent: Typed;
  readonly end: Branch['holdEnd'];
  /** One day a line, as people write it. */
  readonly holidays: string;
  /** Of what the form was opened over. */
  readonly seen: string;
}

const MOST_HOURS = 24 * 90;
const MOST_DAYS = 60;
const MOST_HOLIDAYS = 400;
const DEFAULT = { businessDays: 3, percent: 50 };

export function parametersFields(branch: Branch): ParameterFields {
  return {
    name: branch.name,
    zone: branch.zone,
    policy: branch.policy.id,
    stages: branch.stages,
    counts: branch.holdDeadline === null ? 'hours' : 'businessDays',
    hours: branch.holdDeadlineHours,
    businessDays: branch.holdDeadline?.businessDays ?? DEFAULT.businessDays,
    escalates: branch.holdEscalation !== null,
    percent: branch.holdEscalation?.atPercent ?? DEFAULT.percent,
    end: branch.holdEnd,
    holidays: branch.holidays.map(typedOf).join('\n'),
    seen: branch.updatedAt,
  };
}

export function checkParameters(fields: ParameterFields, say: ReturnType<typeof useBranchTexts>): Problems {
  const between = (least: number, most: number) => say('between', { least, most });
  const wrongDay = holidayLines(fields.holidays).find((line) => !isoOf(line));
  const tooMany = holidayLines(fields.holidays).length > MOST_HOLIDAYS;
  return {
    ...(fields.name.trim() === '' && { name: say('nameMissing') }),
    ...(fields.counts === 'hours' && !isWithin(fields.hours, 1, MOST_HOURS) && { hours: between(1, MOST_HOURS) }),
    ...(fields.counts === 'businessDays' &&
      !isWithin(fields.businessDays, 1, MOST_DAYS) && { businessDays: between(1, MOST_DAYS) }),
    ...(fields.escalates && !isWithin(fields.percent, 1, 99) && { percent: between(1, 99) }),
    ...(wrongDay !== undefined && { holidays: say('holidayWrong', { line: wrongDay }) }),
    ...(tooMany && { holidays: say('holidaysMany', { count: MOST_HOLIDAYS }) }),
  };
}

export function parametersBody(fields: ParameterFields) {
  const days = holidayLines(fields.holidays).flatMap((line) => isoOf(line) ?? []);
  return {
    name: fields.name.trim(),
    zone: fields.zone,
    policy: fields.policy,
    stages: fields.stages,
    // Where business days count, the hours are kept for the day on which they don't any more.
    ...(isWithin(fields.hours, 1, MOST_HOURS) && { holdDeadlineHours: Number(fields.hours) }),
    holdDeadline: fields.counts === 'hours' ? null : { businessDays: Number(fields.businessDays) },
    holdEscalation: fields.escalates ? { atPercent: Number(fields.percent) } : null,
    holdEnd: fields.end,
    holidays: [...new Set(days)].sort(),
    seenUpdatedAt: fields.seen,
  };
}

function holidayLines(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
