/** Owns `POST /branches/{branch}/receivables`: movements as NDJSON, each stored once, each bad line reported. */
import { z } from '@hono/zod-openapi';
import { findingsOf } from '../../contracts/findings';
import { receivablesLineSchema } from '../../contracts/receivables';
import { CrivoError, type Finding } from '../../domain/errors';
import { applyMovements, type NumberedLine, type RejectedLine } from '../../usecases/apply-movements';
import { parseStrictly } from '../strict-json';
import { branchParams } from '../params';
import { findingView } from '../problem';
import { route } from '../route';

const MAX_LINES = 50_000;
/** Above the longest line that could be valid. */
const MAX_LINE_CHARACTERS = 64 * 1024;
const REPLACEMENT = '\uFFFD';

export const sendReceivables = route({
  method: 'post',
  path: '/branches/{branch}/receivables',
  summary: 'Send movements of titles, one JSON object a line; a repeated movement has no second effect',
  permission: 'receivables:write',
  params: branchParams,
  body: receivablesLineSchema,
  bodyIsLines: true,
  answer: z
    .object({
      lines: z.number(),
      stored: z.number(),
      repeated: z.number(),
      rejected: z.array(
        z.object({
          line: z.number(),
          movement: z.string().nullable(),
          code: z.string(),
          errors: z.array(findingView),
        }),
      ),
    })
    .openapi('ReceivablesSummary'),
  errors: ['BranchNotFound', 'BodyTooLarge', 'TooManyConflicts'],
  handle: async ({ params, context }, deps) => {
    const texts = context.get('bodyText').split('\n');
    const numbered = texts.map((text, index) => ({ line: index + 1, text })).filter(({ text }) => text.trim() !== '');
    if (numbered.length > MAX_LINES) throw new CrivoError('BodyTooLarge', { state: { maxLines: MAX_LINES } });
    const parsed = numbered.map(({ line, text }) => parseLine(line, text));
    const good = parsed.flatMap((one) => ('content' in one ? [one] : []));
    const broken = parsed.flatMap((one) => ('content' in one ? [] : [one]));
    const { stores, credit, identifier } = deps;
    const applied = await applyMovements({ ...credit, movements: stores.movements, identifier }, params.branch, good);
    const rejected = [...broken, ...applied.rejected].sort((a, b) => a.line - b.line);
    return {
      lines: numbered.length,
      stored: applied.stored,
      repeated: applied.repeated,
      rejected: rejected.map((one) => ({ ...one, errors: [...one.errors] })),
    };
  },
});

function parseLine(line: number, text: string): NumberedLine | RejectedLine {
  const reject = (errors: readonly Finding[]): RejectedLine => ({
    line,
    movement: null,
    code: 'InvalidRequest',
    errors,
  });
  const fault = unreadable(text);
  if (fault !== null) return reject([{ at: '', ...fault }]);
  try {
    const parsed = receivablesLineSchema.safeParse(parseStrictly(text));
    return parsed.success ? { line, content: parsed.data } : reject(findingsOf(parsed.error));
  } catch (error) {
    if (error instanceof CrivoError) return reject(error.details.errors ?? []);
    throw error;
  }
}

/** What makes a line not worth parsing. The replacement character stands where bytes were not UTF-8. */
function unreadable(text: string): Omit<Finding, 'at'> | null {
  if (text.length > MAX_LINE_CHARACTERS)
    return { message: 'the line is too long', fix: `keep it under ${MAX_LINE_CHARACTERS} characters` };
  if (text.includes(REPLACEMENT)) return { message: 'is not UTF-8', fix: 'send the line in UTF-8' };
  return null;
}
