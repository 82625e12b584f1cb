/** Owns the audit entry of a configuration change: who, what, before and after; and by what entries are looked for. */
import { z } from 'zod';
import { AUDIT_KINDS, type AuditKind } from '../domain/audit-kinds';
import { branchCode, calendarDate, text } from './primitives';

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly subject: string;
  readonly kind: AuditKind;
  /** Whom or what it was done to: a branch's code, a customerKey, a user name. */
  readonly target: string;
  readonly branch: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/** By what entries are looked for; what is left out leaves none out. */
export const auditFilterShape = {
  from: calendarDate.optional().describe('The first day, of Brasília.'),
  to: calendarDate.optional().describe('The last day.'),
  subject: text(100).optional().describe('Who did it, by the name the ERP knows them by.'),
  kind: z.enum(AUDIT_KINDS).optional().describe('What was changed.'),
  branch: branchCode.optional().describe('Changes of this branch; without one, those of the company too.'),
  target: text(200).optional().describe('Whom or what it was done to, in full: a customerKey, a branch, a user name.'),
};
export const auditFilterSchema = z.strictObject(auditFilterShape);
export type AuditFilter = z.infer<typeof auditFilterSchema>;
