/** Owns the ways in which a file of receivables arrives, or doesn't: whole, compressed, cut, or with the API killed. */
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { Product } from './product';

export const SEND_WAYS = ['whole', 'gzip', 'cut', 'cutGzip', 'killed'] as const;
export type SendWay = (typeof SEND_WAYS)[number];

/** One sending, drawn beforehand: nothing of it is decided on its way. */
export interface PlannedSend {
  readonly branch: string;
  readonly way: SendWay;
  /** JSON texts, or what is none. */
  readonly lines: readonly string[];
  /** How much of it is sent before a cut, 0 to 1. */
  readonly share: number;
  /** Before a cut or a kill. */
  readonly delayMs: number;
}

const summarySchema = z.object({
  summary: z.object({ lines: z.int(), stored: z.int(), repeated: z.int(), rejected: z.int() }),
});
export type Summary = z.infer<typeof summarySchema>['summary'];

interface Body {
  readonly bytes: Uint8Array;
  /** Of what is left out at the end nothing is sent, and the connection is broken instead, by then. */
  readonly cutWhen: (() => Promise<unknown>) | null;
  readonly isGzip: boolean;
}

/** Times an ERP repeats what was answered 409 or 503. */
const ATTEMPTS = 5;

/**
 * `null` for what was not answered with a summary, which is right for what was interrupted only. `storedNow` tells how
 * many of its movements are stored: every second cut or kill waits for more of them.
 */
export async function sendAs(
  product: Product,
  planned: PlannedSend,
  storedNow: () => Promise<number>,
): Promise<Summary | null> {
  const { way, lines, share, delayMs } = planned;
  const text = Buffer.from(`${lines.join('\n')}\n`);
  const gzip = way === 'gzip' || way === 'cutGzip';
  const whole = gzip ? gzipSync(text) : text;
  // The last bytes of gzip are its checksum: without them it is never whole.
  const kept = way === 'cut' ? share * whole.length : way === 'cutGzip' ? share * (whole.length - 9) : whole.length;
  const moment = () => (delayMs % 2 === 0 ? storedMore(storedNow) : wait(delayMs));
  const body = { bytes: whole.subarray(0, kept), cutWhen: way === 'cut' ? moment : null, isGzip: gzip };
  if (way === 'killed') {
    const answer = post(product, planned.branch, body).catch(() => null);
    await moment();
    await product.killApi();
    return summaryOf(await answer);
  }
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post(product, planned.branch, body);
    const isBusy = answer?.status === 409 || answer?.status === 503;
    if (!isBusy || attempt === ATTEMPTS) return summaryOf(answer);
  }
}

const MOST_LOOKS = 200;

/** Not for ever: all of them may be there already. */
async function storedMore(storedNow: () => Promise<number>): Promise<void> {
  const before = await storedNow();
  for (let looks = 0; looks < MOST_LOOKS && (await storedNow()) <= before; looks += 1) await wait(5);
}

type Answer = { readonly status: number; readonly text: string } | null;

/** Rejects when the connection breaks and we didn't break it. */
function post({ baseUrl, apiKey }: Product, branch: string, { bytes, cutWhen, isGzip }: Body): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    'content-type': 'application/x-ndjson',
    ...(isGzip && { 'content-encoding': 'gzip' }),
  };
  return new Promise((resolve, reject) => {
    const path = `${baseUrl}/v1/branches/${branch}/receivables`;
    const sent = request(path, { method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.once('error', (error) => (cutWhen === null ? reject(error) : resolve(null)));
    if (cutWhen === null) return void sent.end(bytes);
    sent.write(bytes);
    const cut = () => {
      sent.destroy();
      resolve(null);
    };
    cutWhen().then(cut, reject);
  });
}

function summaryOf(answer: Answer): Summary | null {
  if (answer?.status !== 200) return null;
  return summarySchema.parse(JSON.parse(answer.text.trimEnd().split('\n').at(-1) ?? '')).summary;
}
