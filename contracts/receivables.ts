/** Owns the schema of one line of the receivables ledger as an ERP sends it, and how a line becomes a movement. */
import { z } from 'zod';
import { CARRIERS, COLLECTION_METHODS, REVERSAL_REASONS, type Issued, type Movement } from '../domain/movements';
import { calendarDate, cents, documentText, erpId, instant, text } from './primitives';

const LONGEST_ID = 100;
const MOST_RENEGOTIATED = 100;

/** A movement's or a title's id, as the ERP has it. */
export const ledgerId = text(LONGEST_ID);

const positiveCents = cents.refine((value) => value !== 0, {
  message: 'must be above zero, got 0 — leave the line out',
});

const base = {
  movement: ledgerId,
  title: ledgerId,
  document: documentText,
  recordedAt: instant
    .nullable()
    .default(null)
    .describe(
      'When the ERP recorded it, for figures as of past days. Left out, it counts as known from its effectiveOn on, be it sent ever so late.',
    ),
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

/**
 * The movement a line tells, of the branch it was sent to and the customer its document names; the document is left.
 * Each is one literal: spreading what they share costs more than all the rest of a line.
 */
export function toMovement(line: ReceivablesLine, branch: string, customerKey: string): Movement {
  if (line.type === 'issued') return toIssued(line, branch, customerKey);
  const { movement, title, recordedAt, effectiveOn } = line;
  switch (line.type) {
    case 'collected': {
      const { type, amountCents, method, recourse = true } = line;
      return { movement, title, branch, customerKey, recordedAt, type, effectiveOn, amountCents, method, recourse };
    }
    case 'reversed': {
      const { type, collection, amountCents = null, reason } = line;
      return { movement, title, branch, customerKey, recordedAt, type, effectiveOn, collection, amountCents, reason };
    }
    case 'cancelled':
      return { movement, title, branch, customerKey, recordedAt, type: line.type, effectiveOn };
    case 'dueDateChanged': {
      const { type, dueOn } = line;
      return { movement, title, branch, customerKey, recordedAt, type, effectiveOn, dueOn };
    }
    case 'cleared': {
      const { type, collection } = line;
      return { movement, title, branch, customerKey, recordedAt, type, effectiveOn, collection };
    }
    case 'carrierChanged': {
      const { type, carrier } = line;
      return { movement, title, branch, customerKey, recordedAt, type, effectiveOn, carrier };
    }
  }
}

function toIssued(line: z.infer<typeof issuedLine>, branch: string, customerKey: string): Issued {
  return {
    movement: line.movement,
    title: line.title,
    branch,
    customerKey,
    recordedAt: line.recordedAt,
    type: line.type,
    effectiveOn: line.effectiveOn ?? line.issuedOn,
    amountCents: line.amountCents,
    issuedOn: line.issuedOn,
    dueOn: line.dueOn,
    carrier: line.carrier,
    order: line.order,
    sale: line.sale,
    modality: line.modality,
    renegotiates: line.renegotiates,
  };
}
