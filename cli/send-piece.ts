/** Owns the sending of one piece of a file to the API: repeated until it is answered, since a repetition changes nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod';
import { CliError, EXIT, type Exit } from './exit';

/** Where to, and as whom. */
export interface Connection {
  /** Without `/v1`. */
  readonly url: string;
  readonly key: string;
  readonly branch: string;
}

const findingSchema = z.object({ at: z.string(), message: z.string(), fix: z.string() });
const rejectedSchema = z.object({
  line: z.int(),
  movement: z.string().nullable(),
  code: z.string(),
  errors: z.array(findingSchema),
});
const summarySchema = z.object({
  summary: z.object({
    lines: z.int(),
    stored: z.int(),
    repeated: z.int(),
    rejected: z.int(),
    overpaid: z.object({ count: z.int(), titles: z.array(z.string()) }).optional(),
  }),
});
const problemSchema = z.object({ title: z.string(), code: z.string(), errors: z.array(findingSchema).default([]) });

/** A line that was not taken; `line` counts within the piece, 1 the first. */
export type RejectedLine = z.infer<typeof rejectedSchema>;

export interface PieceAnswer {
  readonly stored: number;
  readonly repeated: number;
  readonly rejected: readonly RejectedLine[];
  /** Titles of the piece's customers of which more was collected than they had, the first hundred. */
  readonly overpaid: readonly string[];
}

export interface SendOptions {
  /** Ctrl-C. */
  readonly signal?: AbortSignal;
  /** How long to wait before each repetition; their number is the number of repetitions. */
  readonly waitsMs?: readonly number[];
}

const WAITS_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000];
const LONGEST_WAIT_MS = 60_000;
const ANSWER_WITHIN_MS = 5 * 60_000;
/** Time is worth more than bytes: a harder compression takes several times as long for a tenth less. */
const compress = promisify(gzip);
const FAST = { level: 1 } as const;

/** Errors: `CliError`, for what the API refuses and for an API that doesn't answer after all repetitions. */
export async function sendPiece(
  connection: Connection,
  lines: readonly string[],
  { signal, waitsMs = WAITS_MS }: SendOptions = {},
): Promise<PieceAnswer> {
  const body = new Uint8Array(await compress(`${lines.join('\n')}\n`, FAST));
  for (let attempt = 0; ; attempt += 1) {
    const answer = await attemptTo(connection, body, signal);
    if (!('failure' in answer)) return answer;
    const waitMs = waitsMs[attempt];
    if (waitMs === undefined) throw new CliError(EXIT.unavailable, `${connection.url}: ${answer.failure}`);
    await pause(Math.max(waitMs, answer.retryAfterMs), undefined, { ...(signal && { signal }) }).catch(() => undefined);
    signal?.throwIfAborted();
  }
}

interface Failure {
  readonly failure: string;
  readonly retryAfterMs: number;
}

async function attemptTo(
  { url, key, branch }: Connection,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal | undefined,
): Promise<PieceAnswer | Failure> {
  const limit = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const response = await fetch(`${url}/v1/branches/${encodeURIComponent(branch)}/receivables`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/x-ndjson',
        'content-encoding': 'gzip',
      },
      body,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const text = await response.text();
    if (response.status === 200) return answerOf(text);
    if (response.status < 500 && response.status !== 429) throw refusal(response.status, text);
    return { failure: `answered ${response.status}`, retryAfterMs: retryAfterOf(response) };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CliError) throw error;
    return { failure: reasonOf(error), retryAfterMs: 0 };
  }
}

/** Without a summary at its end the answer was cut off, and nobody knows what became of the rest. */
function answerOf(text: string): PieceAnswer | Failure {
  const lines = text.split('\n').filter((line) => line !== '');
  const parsed = lines.map(parseJson);
  const end = summarySchema.safeParse(parsed.at(-1));
  const rejected = z.array(rejectedSchema).safeParse(parsed.slice(0, -1));
  if (!end.success || !rejected.success) return { failure: 'answered without a summary', retryAfterMs: 0 };
  const { stored, repeated, overpaid } = end.data.summary;
  return { stored, repeated, rejected: rejected.data, overpaid: overpaid?.titles ?? [] };
}

const EXIT_OF: Readonly<Record<number, Exit>> = { 400: EXIT.wrongInput, 415: EXIT.wrongInput, 422: EXIT.wrongInput };

function refusal(status: number, text: string): CliError {
  const problem = problemSchema.safeParse(parseJson(text));
  if (!problem.success) return new CliError(EXIT.refused, `the API answered ${status}, and not as Crivo does`);
  const { title, code, errors } = problem.data;
  const findings = errors.map(({ at, message, fix }) => `\n  ${at === '' ? '' : `${at} `}${message}: ${fix}`);
  return new CliError(EXIT_OF[status] ?? EXIT.refused, `${code}: ${title}${findings.join('')}`);
}

function retryAfterOf({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : 0;
}

/** `fetch` says only that it failed; why, its cause says. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || String(error.cause.name) : error.message;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
