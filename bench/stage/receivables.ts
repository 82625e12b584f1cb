/** Owns the sending of the measurements' titles: a file of any length, made while it is sent. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
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
  const text = await post(
    `${baseUrl}/v1/branches/${BRANCH}/receivables`,
    apiKey,
    linesOf(titles, prefix, firstCustomer),
  );
  const { summary } = summarySchema.parse(JSON.parse(text.trimEnd().split('\n').at(-1) ?? ''));
  if (summary.stored !== summary.lines) throw new Error(`not all lines were stored: ${JSON.stringify(summary)}`);
  return summary.lines;
}

/** Not by `fetch`, which gives an answer up that doesn't begin within five minutes: this one begins after the last line. */
async function post(url: string, apiKey: string, lines: Iterable<string>): Promise<string> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-ndjson' };
  const sending = request(url, { method: 'POST', headers });
  const answer = once(sending, 'response') as Promise<[IncomingMessage]>;
  const [[response]] = await Promise.all([answer, pipeline(Readable.from(lines, { objectMode: false }), sending)]);
  return readText(response);
}
