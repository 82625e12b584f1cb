/** Owns what went wrong with a request, in the API's own words where it said any. */

/** One place of the request that the API refused. */
export interface Finding {
  readonly at: string;
  readonly message: string;
  readonly fix?: string;
}

/** A problem of the API, or no answer at all: then `status` is 0 and `code` is `NoAnswer`. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: {
      readonly requestId?: string;
      readonly findings: readonly Finding[];
      readonly body: Readonly<Record<string, unknown>>;
    },
  ) {
    super(message);
  }
}

/** Reads a problem from an answer that is none of what was asked for. */
export async function problemFrom(response: Response): Promise<ApiProblem> {
  const body = asRecord(await response.json().catch(() => null));
  const { errors, requestId } = body;
  const text = (name: string): string | undefined => {
    const value = body[name];
    return typeof value === 'string' ? value : undefined;
  };
  return new ApiProblem(response.status, text('code') ?? 'UnreadableAnswer', text('detail') ?? text('title') ?? '', {
    ...(typeof requestId === 'string' && { requestId }),
    findings: Array.isArray(errors) ? (errors as readonly Finding[]) : [],
    body,
  });
}

export const NO_ANSWER = new ApiProblem(0, 'NoAnswer', '', { findings: [], body: {} });

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
