/** Owns `POST /branches/{branch}/receivables`: movements as NDJSON of any length, each stored once, each bad line told. */
import { z } from '@hono/zod-openapi';
import { findingsOf } from '../../contracts/findings';
import { ledgerId, receivablesLineSchema } from '../../contracts/receivables';
import { CrivoError, type Finding } from '../../domain/errors';
import { openIngest, type Ingest, type NumberedLine, type RejectedLine } from '../../usecases/ingest-movements';
import { batchesOf, MAX_LINE_CHARACTERS, type TextLine } from '../body-lines';
import type { AnyContext } from '../context';
import { parseLineStrictly } from '../strict-json';
import { branchParams } from '../params';
import { findingView } from '../problem';
import { route } from '../route';

/** A file of which so many lines are wrong was made wrongly: it isn't read to its end. */
const MOST_REJECTED = 10_000;
const SHOWN_REJECTED = 20;
const REPLACEMENT = '\uFFFD';

const rejectedView = z
  .object({
    line: z.number(),
    movement: z.string().nullable(),
    code: z.string(),
    errors: z.array(findingView),
  })
  .openapi('RejectedLine');

const summaryView = z
  .object({
    summary: z.object({
      lines: z.number(),
      stored: z.number(),
      repeated: z.number().describe('Known before, with the same content.'),
      rejected: z.number(),
      overpaid: z
        .object({ count: z.number(), titles: z.array(z.string()).describe('The first hundred.') })
        .optional()
        .describe(
          "Titles of the customers in this sending, at this branch, of which more was collected than they had: the rest is the customer's credit. Left out where there are none.",
        ),
    }),
  })
  .openapi('ReceivablesSummary');

export const sendReceivables = route({
  method: 'post',
  path: '/branches/{branch}/receivables',
  summary: 'Send movements of titles, one JSON object a line; answers a line for each rejected one, then a summary',
  permission: 'receivables:write',
  params: branchParams,
  body: receivablesLineSchema,
  bodyIsLines: true,
  answer: z.union([rejectedView, summaryView]),
  answerIsLines: true,
  errors: ['BranchNotFound', 'TooManyRejectedLines', 'TooManyConflicts'],
  handle: async ({ params, context }, deps) => {
    const { stores, credit, identifier, now } = deps;
    const ingest = await openIngest({ ...stores, branches: credit.branches, identifier, now }, params.branch);
    const told: Told = { lines: 0, rejected: [] };
    const reading = takeAll(ingest, context, told);
    const isRead = await reading.then(
      () => true,
      () => false,
    );
    // Also of a sending that was cut short: what was stored counts.
    const isWorthSomething = told.lines === 0 || told.rejected.length < told.lines;
    const { overpaid, ...counts } = await ingest.finish(isRead && isWorthSomething);
    await reading;
    const rejected = told.rejected.map((one) => ({ ...one, errors: [...one.errors] }));
    const summary = { lines: told.lines, ...counts, rejected: rejected.length };
    if (overpaid === null) return [...rejected, { summary }];
    return [...rejected, { summary: { ...summary, overpaid: { ...overpaid, titles: [...overpaid.titles] } } }];
  },
});

/** What came of the lines so far. */
interface Told {
  lines: number;
  readonly rejected: RejectedLine[];
}

async function takeAll(ingest: Ingest, context: AnyContext, told: Told): Promise<void> {
  let storing: Promise<RejectedLine[]> = Promise.resolve([]);
  for await (const batch of batchesOf(context.req.raw.body, isGzip(context))) {
    const taken = takeBatch(ingest, batch);
    // One batch is read while the one before is stored, and no more: the sender waits for the database.
    tell(told, await storing);
    told.lines += batch.length;
    storing = taken;
    storing.catch(() => undefined);
  }
  tell(told, await storing);
}

function tell(told: Told, rejected: readonly RejectedLine[]): void {
  told.rejected.push(...rejected);
  if (told.rejected.length > MOST_REJECTED) throw tooManyRejected(told);
}

function isGzip({ req }: AnyContext): boolean {
  return req.header('content-encoding')?.trim().toLowerCase() === 'gzip';
}

async function takeBatch(ingest: Ingest, batch: readonly TextLine[]): Promise<RejectedLine[]> {
  const parsed = batch.map(parseLine);
  const good = parsed.flatMap((one) => ('content' in one ? [one] : []));
  const broken = parsed.flatMap((one) => ('content' in one ? [] : [one]));
  return [...broken, ...(await ingest.take(good))].sort((a, b) => a.line - b.line);
}

function parseLine({ line, text }: TextLine): NumberedLine | RejectedLine {
  const reject = (errors: readonly Finding[], movement: string | null = null): RejectedLine => ({
    line,
    movement,
    code: 'InvalidRequest',
    errors,
  });
  if (text === null || text.includes(REPLACEMENT)) return reject([unreadable(text)]);
  try {
    const sent = parseLineStrictly(text);
    const parsed = receivablesLineSchema.safeParse(sent);
    return parsed.success ? { line, content: parsed.data } : reject(findingsOf(parsed.error), movementOf(sent));
  } catch (error) {
    if (error instanceof CrivoError) return reject(error.details.errors ?? []);
    throw error;
  }
}

/** By which the ERP finds the line again, also where something else is wrong with it. */
function movementOf(sent: unknown): string | null {
  return z.object({ movement: ledgerId }).safeParse(sent).data?.movement ?? null;
}

/** What makes a line not worth parsing. The replacement character stands where bytes were not UTF-8. */
function unreadable(text: string | null): Finding {
  if (text !== null) return { at: '', message: 'is not UTF-8', fix: 'send the line in UTF-8' };
  return { at: '', message: 'the line is too long', fix: `keep it under ${MAX_LINE_CHARACTERS} characters` };
}

function tooManyRejected({ lines, rejected }: Told): CrivoError {
  const errors = rejected.slice(0, SHOWN_REJECTED).flatMap(({ line, errors: [first] }) => {
    if (first === undefined) return [];
    return [{ ...first, at: first.at === '' ? `line ${line}` : `line ${line}: ${first.at}` }];
  });
  return new CrivoError('TooManyRejectedLines', { errors, state: { lines, rejected: rejected.length } });
}
