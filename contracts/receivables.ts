/** Owns the schema of one line of the receivables ledger as an ERP sends it, and how a line becomes a movement. */
import { z } from 'zod';
import { isInstant, normalizeInstant } from '../domain/calendar';
import { CARRIERS, COLLECTION_METHODS, REVERSAL_REASONS, type Movement } from '../domain/movements';
import { calendarDate, cents, documentText, erpId, text } from './primitives';

const LONGEST_ID = 100;
const MOST_RENEGOTIATED = 100;

/** A movement's or a title's id, as the ERP has it. */
export const ledgerId = text(LONGEST_ID);

const positiveCents = cents.refine((value) => value !== 0, {
  message: 'must be above zero, got 0 — leave the line out',
});

/** Kept in UTC. Whether it lies in the future is not judged: clocks of ERPs differ. */
const instant = z
  .string()
  .max(40)
  .refine(isInstant, {
    message:
      'must be an instant with seconds and a zone — send it like 2026-11-21T04:10:00Z or 2026-11-21T01:10:00-03:00',
    abort: true,
  })
  .transform(normalizeInstant);

const base = {
  movement: ledgerId,
  title: ledgerId,
  document: documentText,
  recordedAt: instant.nullable().default(null),
};

/** `effectiveOn` is the day of issue unless told. */
const issuedLine = z
  .strictObject({
    type: z.literal('issued'),
    ...base,
    amountCents: positiveCents,
    issuedOn: calendarDate,
    dueOn: calendarDate,
    effectiveOn: calendarDate.optional(),
    carrier: z.enum(CARRIERS).default('own'),
    order: erpId.nullable().default(null),
    sale: erpId.nullable().default(null),
    modality: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/, { message: 'must be a modality name such as bankSlip' })
      .nullable()
      .default(null),
    renegotiates: z.array(ledgerId).max(MOST_RENEGOTIATED).default([]),
  })
  .refine((line) => line.dueOn >= line.issuedOn, {
    path: ['dueOn'],
    message: 'must not be before issuedOn — correct the dates',
  })
  .refine((line) => line.order === null || line.sale === null, {
    path: ['sale'],
    message: 'must not stand beside order — send the one that this title bills',
  });

/** `recourse` is asked of assignments only; not told, the assignee may charge us, and the amount stays exposed. */
const collectedLine = z
  .strictObject({
    type: z.literal('collected'),
    ...base,
    amountCents: positiveCents,
    method: z.enum(COLLECTION_METHODS),
    effectiveOn: calendarDate,
    recourse: z.boolean().optional(),
  })
  .refine((line) => line.recourse === undefined || line.method === 'assigned', {
    path: ['recourse'],
    message: 'belongs to the method assigned only — remove recourse',
  });

/** Without `amountCents`, all that is left of the collection. */
const reversedLine = z.strictObject({
  type: z.literal('reversed'),
  ...base,
  collection: ledgerId,
  amountCents: positiveCents.optional(),
  reason: z.enum(REVERSAL_REASONS),
  effectiveOn: calendarDate,
});

const cancelledLine = z.strictObject({ type: z.literal('cancelled'), ...base, effectiveOn: calendarDate });

const dueDateChangedLine = z.strictObject({
  type: z.literal('dueDateChanged'),
  ...base,
  dueOn: calendarDate,
  effectiveOn: calendarDate,
});

const clearedLine = z.strictObject({
  type: z.literal('cleared'),
  ...base,
  collection: ledgerId,
  effectiveOn: calendarDate,
});

const carrierChangedLine = z.strictObject({
  type: z.literal('carrierChanged'),
  ...base,
  carrier: z.enum(CARRIERS),
  effectiveOn: calendarDate,
});

/** One line of `POST /branches/{branch}/receivables`. The check digits of `document` are verified where it is identified. */
export const receivablesLineSchema = z.discriminatedUnion('type', [
  issuedLine,
  collectedLine,
  reversedLine,
  cancelledLine,
  dueDateChangedLine,
  clearedLine,
  carrierChangedLine,
]);
export type ReceivablesLine = z.infer<typeof receivablesLineSchema>;

/** The movement a line tells, of the branch it was sent to and the customer its document names; the document is left. */
export function toMovement(line: ReceivablesLine, branch: string, customerKey: string): Movement {
  const { movement, title, recordedAt } = line;
  const common = { movement, title, branch, customerKey, recordedAt };
  switch (line.type) {
    case 'issued': {
      const { type, amountCents, issuedOn, dueOn, carrier, order, sale, modality, renegotiates } = line;
      const effectiveOn = line.effectiveOn ?? issuedOn;
      return {
        ...common,
        type,
        effectiveOn,
        amountCents,
        issuedOn,
        dueOn,
        carrier,
        order,
        sale,
        modality,
        renegotiates,
      };
    }
    case 'collected': {
      const { type, effectiveOn, amountCents, method } = line;
      return { ...common, type, effectiveOn, amountCents, method, recourse: line.recourse ?? true };
    }
    case 'reversed': {
      const { type, effectiveOn, collection, reason } = line;
      return { ...common, type, effectiveOn, collection, amountCents: line.amountCents ?? null, reason };
    }
    case 'cancelled':
      return { ...common, type: line.type, effectiveOn: line.effectiveOn };
    case 'dueDateChanged':
      return { ...common, type: line.type, effectiveOn: line.effectiveOn, dueOn: line.dueOn };
    case 'cleared':
      return { ...common, type: line.type, effectiveOn: line.effectiveOn, collection: line.collection };
    case 'carrierChanged':
      return { ...common, type: line.type, effectiveOn: line.effectiveOn, carrier: line.carrier };
  }
}
