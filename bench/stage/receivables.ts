/** Owns the titles of the measurements: a file of any length, made while it is sent. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { addDays } from '../../domain/calendar';
import { documentOf } from './orders';
import { BRANCH, type Product } from './product';

/** Of how many customers titles are, twenty each. */
export const TITLES_EACH = 20;
const FIRST_DAY = '2026-01-02';
/** Written at once: a stream of single lines would measure streams. */
const CHUNK = 1_000;

const summarySchema = z.object({
  summary: z.object({ lines: z.int(), stored: z.int(), repeated: z.int(), rejected: z.int() }),
});

/** Every title issued, every second one paid: three lines for two titles, customers mixed as days mix them. */
function* linesOf(titles: number, prefix: string): Generator<string> {
  const customers = Math.max(1, Math.ceil(titles / TITLES_EACH));
  let lines = '';
  for (let n = 0; n < titles; n += 1) {
    const issuedOn = addDays(FIRST_DAY, Math.floor((n * 250) / titles));
    const named = { title: `${prefix}T-${n}`, document: documentOf(n % customers), amountCents: 1_000 + (n % 90_000) };
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

/** Sends the titles as one file, their ids with `prefix` in front; answers how many lines that were. Throws unless all of them were stored. */
export async function sendTitles({ baseUrl, apiKey }: Product, titles: number, prefix = ''): Promise<number> {
  const response = await fetch(`${baseUrl}/v1/branches/${BRANCH}/receivables`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(Readable.from(linesOf(titles, prefix), { objectMode: false })),
    duplex: 'half',
  });
  const text = await response.text();
  const { summary } = summarySchema.parse(JSON.parse(text.trimEnd().split('\n').at(-1) ?? ''));
  if (summary.stored !== summary.lines) throw new Error(`not all lines were stored: ${JSON.stringify(summary)}`);
  return summary.lines;
}
