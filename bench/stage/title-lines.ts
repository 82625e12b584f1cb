/** Owns the titles of the measurements as the lines of a file. */
import { addDays } from '../../domain/calendar';
import { documentOf } from './documents';

/** Of how many customers titles are, twenty each. */
export const TITLES_EACH = 20;
const FIRST_DAY = '2026-01-02';
/** Written at once: a stream of single lines would measure streams. */
const CHUNK = 1_000;

/** Every title issued, every second one paid: three lines for two titles, customers mixed as days mix them. */
export function* linesOf(titles: number, prefix: string, firstCustomer = 0): Generator<string> {
  const customers = Math.max(1, Math.ceil(titles / TITLES_EACH));
  let lines = '';
  for (let n = 0; n < titles; n += 1) {
    const issuedOn = addDays(FIRST_DAY, Math.floor((n * 250) / titles));
    const named = {
      title: `${prefix}T-${n}`,
      document: documentOf(firstCustomer + (n % customers)),
      amountCents: 1_000 + (n % 90_000),
    };
    const issued = { type: 'issued', movement: `${prefix}i-${n}`, ...named, issuedOn, dueOn: addDays(issuedOn, 30) };
    lines += `${JSON.stringify({ ...issued, modality: 'bankSlip', recordedAt: `${issuedOn}T15:00:00Z` })}\n`;
    if (n % 2 === 0) {
      const effectiveOn = addDays(issuedOn, 35);
      const paid = { type: 'collected', movement: `${prefix}c-${n}`, ...named, method: 'money', effectiveOn };
      lines += `${JSON.stringify({ ...paid, recordedAt: `${effectiveOn}T15:00:00Z` })}\n`;
    }
    if (n % CHUNK === CHUNK - 1) {
      yield lines;
      lines = '';
    }
  }
  if (lines !== '') yield lines;
}
