/** Owns the sending of the measurements' titles: a file of any length, made while it is sent. */
import { Readable } from 'node:stream';
import { z } from 'zod';
import { BRANCH, type Product } from './product';
import { linesOf } from './title-lines';

const summarySchema = z.object({
  summary: z.object({ lines: z.int(), stored: z.int(), repeated: z.int(), rejected: z.int() }),
});

/**
 * Sends the titles as one file, their ids with `prefix` in front, of customers from a number on; answers how many lines
 * that were. Throws unless all of them were stored.
 */
export async function sendTitles(
  { baseUrl, apiKey }: Product,
  titles: number,
  prefix = '',
  firstCustomer = 0,
): Promise<number> {
  const response = await fetch(`${baseUrl}/v1/branches/${BRANCH}/receivables`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(Readable.from(linesOf(titles, prefix, firstCustomer), { objectMode: false })),
    duplex: 'half',
  });
  const text = await response.text();
  const { summary } = summarySchema.parse(JSON.parse(text.trimEnd().split('\n').at(-1) ?? ''));
  if (summary.stored !== summary.lines) throw new Error(`not all lines were stored: ${JSON.stringify(summary)}`);
  return summary.lines;
}
