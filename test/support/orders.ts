/** Owns builders of what an ERP sends: orders, customers, movements. */
import { randomBytes, randomInt } from 'node:crypto';
import { testCnpj } from './documents';

/** Suites of one process begin to count anew, and all share the Temporal server: order ids are workflow ids. */
const suite = randomBytes(4).toString('hex');
const firstDocument = randomInt(1, 90_000) * 1_000;
let counter = 0;

/** An id nobody else in this run has. */
export function uniqueId(prefix: string): string {
  counter += 1;
  return `${prefix}-${suite}-${counter}`;
}

/** A customer's document, another one at each call. */
export function uniqueDocument(): string {
  counter += 1;
  return testCnpj(firstDocument + counter);
}

/** An order on term of one bank slip, unless told otherwise. */
export function anOrder({
  amountCents = 90_000,
  ...overrides
}: Record<string, unknown> & { amountCents?: number } = {}) {
  return {
    id: uniqueId('ord'),
    document: uniqueDocument(),
    totalCents: amountCents,
    payments: [{ modality: 'bankSlip', amountCents, dueOn: ['2027-01-20'] }],
    ...overrides,
  };
}

/** A sale with receipt of one bank slip, unless told otherwise. `document: null` is a buyer who doesn't tell it. */
export function aSale({ amountCents = 90_000, ...overrides }: Record<string, unknown> & { amountCents?: number } = {}) {
  return { ...anOrder({ amountCents }), id: uniqueId('sale'), ...overrides };
}

/** New content for `PATCH`, of the same form as `anOrder`'s. */
export function anAmendment(amountCents: number) {
  return { totalCents: amountCents, payments: [{ modality: 'bankSlip', amountCents, dueOn: ['2027-01-20'] }] };
}

/** A customer with a limit as an amount. */
export function aCustomer(amountCents: number, overrides: Record<string, unknown> = {}) {
  return { document: uniqueDocument(), limit: { kind: 'amount', amountCents }, ...overrides };
}

/** Movements as NDJSON. */
/** An answer's body: JSON as it is; of lines the last one's summary, and the others as `rejectedLines`. */
export function bodyOf(text: string, contentType: string | null): Record<string, unknown> {
  if (!contentType?.includes('ndjson')) return JSON.parse(text) as Record<string, unknown>;
  const lines = text.trimEnd().split('\n');
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { ...(told.at(-1)?.['summary'] as object), rejectedLines: told.slice(0, -1) };
}

export function ndjson(lines: readonly object[]): string {
  return lines.map((line) => JSON.stringify(line)).join('\n');
}
