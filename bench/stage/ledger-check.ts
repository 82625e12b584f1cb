/** Owns the comparison of R13: what the API tells of customers beside what their lines come to. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { figuresByHand, type CountedFigures, type SentLine } from '../references/ledger-by-hand';
import { closedLoop } from '../load';
import type { PlannedSend } from './broken-sends';
import { isBroken, type LedgerFile } from './ledger-file';
import { BRANCH, type Product } from './product';

const IN_FLIGHT = 10;

const receivablesSchema = z.object({
  figures: z.object({
    openCents: z.int(),
    exposedCents: z.int(),
    receivedCents365: z.int(),
    settledCount: z.int(),
  }),
  openTitles: z.array(
    z.object({ branch: z.string(), title: z.string(), openCents: z.int(), dueOn: z.string(), carrier: z.string() }),
  ),
});
const customerSchema = z.object({ takenCents: z.int() });

/** The customers that come out otherwise than by hand, each told in a line; every line of theirs has been sent. */
export async function differencesAtEnd(product: Product, { ledgers }: LedgerFile): Promise<string[]> {
  const stored = await storedOf(product, [...ledgers.keys()]);
  const found: string[] = [];
  const customers = [...ledgers];
  await closedLoop(customers.length, IN_FLIGHT, async (at) => {
    const [document = '', lines = []] = customers[at] ?? [];
    const wanted = new Set(lines.map(idOf));
    const has = stored.get(document) ?? new Set();
    const byHand = figuresByHand(lines);
    const told = await figuresOf(product, document);
    const taken = await takenCents(product, document);
    const isRight = isDeepStrictEqual(has, wanted) && isDeepStrictEqual(told, byHand) && taken === byHand.exposedCents;
    if (!isRight) found.push(JSON.stringify({ lines, stored: [...has].sort(), byHand, told, taken }));
  });
  return found;
}

/**
 * The same of one customer in the middle of it all, by what is stored of it. `null` where there is nothing of it, or
 * more was being stored while we looked.
 */
export async function differenceNow(
  product: Product,
  document: string,
  lines: readonly SentLine[],
): Promise<string | null> {
  const before = (await storedOf(product, [document])).get(document) ?? new Set();
  if (before.size === 0) return null;
  const told = await figuresOf(product, document);
  const after = (await storedOf(product, [document])).get(document) ?? new Set();
  if (!isDeepStrictEqual(before, after)) return null;
  const there = lines.filter((line) => before.has(idOf(line)));
  const byHand = figuresByHand(there);
  return isDeepStrictEqual(told, byHand) ? null : JSON.stringify({ there, byHand, told });
}

const movementSchema = z.object({ movement: z.string() });

/** How many movements a sending has, and how many of them are stored. */
export async function progressOf(
  { database }: Product,
  { branch, lines }: PlannedSend,
): Promise<{ readonly movements: number; readonly stored: number }> {
  const sent = lines.filter((line) => !isBroken(line)).map((line) => movementSchema.parse(JSON.parse(line)).movement);
  const ids = [...new Set(sent)].map((movement) => `${branch}/${movement}`);
  const found = await database
    .collection<StoredMovement>('movements')
    .find({ _id: { $in: ids } }, { projection: { _id: 1 } })
    .toArray();
  return { movements: ids.length, stored: found.length };
}

function idOf({ branch, movement }: SentLine): string {
  return `${branch}/${movement}`;
}

type StoredMovement = { readonly _id: string; readonly customerKey: string };

/** Ids of the movements that are stored, by document. */
async function storedOf(product: Product, documents: readonly string[]): Promise<Map<string, Set<string>>> {
  const byKey = new Map(documents.map((document) => [keyOf(product, document), document]));
  const found = await product.database
    .collection<StoredMovement>('movements')
    .find({ customerKey: { $in: [...byKey.keys()] } }, { projection: { customerKey: 1 } })
    .toArray();
  const stored = new Map<string, Set<string>>();
  for (const { _id, customerKey } of found) {
    const document = byKey.get(customerKey) ?? '';
    stored.set(document, (stored.get(document) ?? new Set()).add(_id));
  }
  return stored;
}

function keyOf({ identifier }: Product, document: string): string {
  return identifier.identify(document, new Date()).customerKey;
}

async function figuresOf(product: Product, document: string): Promise<CountedFigures> {
  const path = `/v1/branches/${BRANCH}/customers/${keyOf(product, document)}/receivables`;
  const { figures, openTitles } = receivablesSchema.parse(await product.http.done('GET', path));
  const byName = openTitles.toSorted((a, b) => (`${a.branch}/${a.title}` < `${b.branch}/${b.title}` ? -1 : 1));
  return { ...figures, openTitles: byName };
}

async function takenCents(product: Product, document: string): Promise<number> {
  return customerSchema.parse(await product.http.done('GET', `/v1/customers/${keyOf(product, document)}`)).takenCents;
}
