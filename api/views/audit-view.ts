/** Owns how entries of the audit trail look to callers, as JSON and as a table for a spreadsheet. */
import { z } from '@hono/zod-openapi';
import type { AuditEntry } from '../../contracts/audit';
import { AUDIT_KINDS } from '../../domain/audit-kinds';
import type { AuditLine } from '../../usecases/audit-trail';
import type { Cell } from './spreadsheet';

export const auditEntryView = z
  .object({
    id: z.string().describe('Of the entry.'),
    at: z.string().describe('When it was changed.'),
    subject: z.string().describe('Who did it; crivo where nobody did.'),
    kind: z.enum(AUDIT_KINDS).describe('What was changed.'),
    target: z.string().describe('Whom or what it was done to: a branch, a customerKey, a user name.'),
    branch: z.string().nullable().describe('Of this branch; null for the company.'),
    before: z.unknown().describe('As it was; null where it is new.'),
    after: z.unknown().describe('As it is since; null where it has ended.'),
  })
  .openapi('AuditEntry');

/** As a screen lists it: with the names of people and customers beside their ids. */
export const namedAuditEntryView = auditEntryView
  .extend({
    subjectName: z.string().nullable().describe('Name of the person who did it; null for a program, or nobody.'),
    targetName: z
      .string()
      .nullable()
      .describe('Name of the person or customer it was done to, where the caller may know it; null for anything else.'),
  })
  .openapi('NamedAuditEntry');

export const auditLineView = z
  .object({
    part: z.enum(['entry', 'end']).describe('The last line is `end`; without it the export was cut off.'),
    data: z.unknown().describe('An entry as GET /audit tells it, or how many there were and whether these were all.'),
  })
  .openapi('AuditLine');

export const AUDIT_TITLES = [
  'Quando (UTC)',
  'Quem',
  'O quê',
  'De quem ou de quê',
  'Filial',
  'Antes',
  'Depois',
] as const;

/** One entry a row. The last row tells how many there were, so that a table without it was cut off. */
export function auditCells({ part, data }: AuditLine): readonly Cell[] {
  if (part === 'end') {
    const { isWhole, count } = data as { readonly isWhole: boolean; readonly count: number };
    return [`Fim: ${count} registros${isWhole ? '' : '; há outros mais antigos, escolha um período menor'}`];
  }
  const { at, subject, kind, target, branch, before, after } = data as AuditEntry;
  return [at, subject, kind, target, branch ?? '', told(before), told(after)];
}

function told(value: unknown): string {
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
