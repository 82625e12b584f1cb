/** Owns a delegation: somebody's band, lent to another person for some days of absence. */
import { z } from 'zod';
import { calendarDate, text } from './primitives';

export interface Delegation {
  readonly delegation: string;
  readonly branch: string;
  readonly band: string;
  /** The subject whose band it is, and the one who may use it. */
  readonly from: string;
  readonly to: string;
  /** First and last day, in the branch's zone. */
  readonly fromOn: string;
  readonly toOn: string;
  readonly createdAt: string;
  readonly ended: { readonly subject: string; readonly at: string } | null;
}

/** Longer is no absence. */
const LONGEST_DAYS = 90;
const DAY_MS = 86_400_000;

/** Body of `POST /branches/{branch}/delegations`: the band is one that the caller holds. */
export const delegationSchema = z
  .strictObject({ band: text(64), to: text(80), fromOn: calendarDate, toOn: calendarDate })
  .superRefine(({ fromOn, toOn }, context) => {
    const days = (Date.parse(toOn) - Date.parse(fromOn)) / DAY_MS;
    const message =
      days < 0
        ? 'must not be before fromOn — correct one of them'
        : days >= LONGEST_DAYS
          ? `must be less than ${LONGEST_DAYS} days after fromOn — choose an earlier day`
          : null;
    if (message !== null) context.addIssue({ code: 'custom', path: ['toOn'], message });
  });
export type DelegationBody = z.infer<typeof delegationSchema>;
