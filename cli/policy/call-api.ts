/** Owns one call of the API by the commands about policies: what it answers, or the ending its refusal comes to. */
import { z } from 'zod';
import { CliError, EXIT } from '../exit';
import type { Connection } from '../send-piece';

/** Where to, and as whom. */
export type PolicyConnection = Omit<Connection, 'branch'>;

const findingSchema = z.object({
  at: z.string(),
  message: z.string(),
  fix: z.string(),
  severity: z.enum(['error', 'warning']).optional(),
  /** In Portuguese, where the API has it. */
  text: z.string().optional(),
});
/** What is to be corrected in a policy, and where. */
export type ToldFinding = z.infer<typeof findingSchema>;

const problemSchema = z.looseObject({
  title: z.string(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(findingSchema).default([]),
  state: z.record(z.string(), z.unknown()).default({}),
});
export type ToldProblem = z.infer<typeof problemSchema>;

/** The API understood and says no; the findings are of what was sent. */
export class Refused extends CliError {
  constructor(
    readonly status: number,
    readonly problem: ToldProblem,
  ) {
    super(NOT_ALLOWED.includes(status) ? EXIT.refused : EXIT.rejected, sentenceOf(problem));
  }
}

const NOT_ALLOWED = [401, 403, 404];
const ANSWER_WITHIN_MS = 60_000;

/** Errors: `Refused`; `CliError` for an API that doesn't answer as it should. Never repeated: the next call says. */
export async function callApi(
  { url, key }: PolicyConnection,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch((error: unknown) => {
    throw new CliError(EXIT.unavailable, `${url}: ${reasonOf(error)}`);
  });
  const answer = parse(await response.text());
  if (response.ok && answer !== undefined) return answer;
  const problem = problemSchema.safeParse(answer);
  if (problem.success && response.status < 500 && response.status !== 429)
    throw new Refused(response.status, problem.data);
  throw new CliError(EXIT.unavailable, `${url}: answered ${response.status}`);
}

function sentenceOf({ code, title, detail }: ToldProblem): string {
  return `${code}: ${detail ?? title}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return cause.message;
  return error instanceof Error ? error.message : String(error);
}
