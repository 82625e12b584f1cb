/** Owns a stand-in for the receivables route: takes pieces as the API does, and answers as a test tells it to. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

type Line = Readonly<Record<string, unknown>>;

/** What became of one line, or `null` for one that is taken. */
export type Judge = (line: Line) => { readonly at: string; readonly message: string; readonly fix: string } | null;

export interface FakeReceivables {
  readonly url: string;
  /** The lines of each piece that was read. */
  readonly pieces: Line[][];
  /** The pieces' addresses and keys. */
  readonly asked: { readonly path: string; readonly authorization: string }[];
  /** Answers the next request in this way instead, once for each call. */
  next(answer: (response: ServerResponse) => void): void;
  judgeBy(judge: Judge): void;
  stop(): Promise<void>;
}

/** Movements are told apart by their id alone: one that comes again is repeated. */
export async function fakeReceivables({ keepsPieces = true } = {}): Promise<FakeReceivables> {
  const known = new Set<unknown>();
  const pieces: Line[][] = [];
  const asked: FakeReceivables['asked'] = [];
  const answers: ((response: ServerResponse) => void)[] = [];
  let judge: Judge = () => null;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '' });
      const own = answers.shift();
      if (own !== undefined) return own(response);
      const texts = gunzipSync(Buffer.concat(chunks)).toString('utf8').split('\n').filter(Boolean);
      const lines = texts.map((text) => JSON.parse(text) as Line);
      if (keepsPieces) pieces.push(lines);
      response.end(answerTo(lines, judge, known));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pieces,
    asked,
    next: (answer) => void answers.push(answer),
    judgeBy: (other) => {
      judge = other;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answerTo(lines: readonly Line[], judge: Judge, known: Set<unknown>): string {
  const summary = { lines: lines.length, stored: 0, repeated: 0, rejected: 0 };
  const told: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    const error = judge(line);
    if (error !== null) {
      summary.rejected += 1;
      told.push({ line: index + 1, movement: line['movement'] ?? null, code: 'InvalidRequest', errors: [error] });
    } else if (known.has(line['movement'])) summary.repeated += 1;
    else {
      known.add(line['movement']);
      summary.stored += 1;
    }
  }
  return [...told, { summary }].map((line) => `${JSON.stringify(line)}\n`).join('');
}
