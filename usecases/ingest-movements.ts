/** Owns the taking in of movements: each stored once, in whatever order and however often it comes. */
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { ExposureStore } from '../adapters/mongo/exposure-store';
import type { IngestStore } from '../adapters/mongo/ingest-store';
import type { IngestRun, LedgerStore } from '../adapters/mongo/ledger-store';
import type { MovementStore } from '../adapters/mongo/movement-store';
import type { CustomerRecord } from '../contracts/customer';
import { toMovement, type ReceivablesLine } from '../contracts/receivables';
import { addDays, dateInZone, startOfDay, type CalendarDate } from '../domain/calendar';
import { CrivoError, type Finding } from '../domain/errors';
import type { Movement } from '../domain/movements';
import { foldRun, type FoldStores } from './fold-ledgers';
import type { Identifier } from './identify-customer';
import { newId } from './new-id';
import { overpaidTitles, type OverpaidTitles } from './overpaid-titles';

/** What became of one line, by its place in what was sent (1 is the first). */
export interface RejectedLine {
  readonly line: number;
  readonly movement: string | null;
  readonly code: 'InvalidRequest' | 'MovementConflict';
  readonly errors: readonly Finding[];
}

export interface NumberedLine {
  readonly line: number;
  readonly content: ReceivablesLine;
}

export interface IngestDeps extends FoldStores {
  readonly branches: FoldStores['branches'];
  readonly customers: FoldStores['customers'] & Pick<CustomerStore, 'ensureMany'>;
  readonly exposures: FoldStores['exposures'] & Pick<ExposureStore, 'ensureMembers'>;
  readonly ledgers: FoldStores['ledgers'] & Pick<LedgerStore, 'begin'>;
  readonly movements: FoldStores['movements'] & Pick<MovementStore, 'insertMany'>;
  readonly ingests: Pick<IngestStore, 'note'>;
  readonly identifier: Identifier;
}

/** One sending of movements, of any length: nothing of it is kept here but who has been met lately. */
export interface Ingest {
  /**
   * Stores a batch; answers the lines that were refused. Safe to repeat. The next one may be given before this one is
   * stored: it is read meanwhile. After a failure nothing more is stored.
   */
  take(lines: readonly NumberedLine[]): Promise<readonly RejectedLine[]>;
  /**
   * Folds the ledgers of whom the batches touched, and brings their exposures up to them. To be called also when the
   * sending was cut short: what was stored counts. `isWhole`: it was read to its end and was worth something, so that
   * the branch's receivables are as of now. Errors: `TooManyConflicts`.
   */
  finish(isWhole: boolean): Promise<IngestSummary>;
}

export interface IngestSummary {
  readonly stored: number;
  readonly repeated: number;
  /** `null` for none. */
  readonly overpaid: OverpaidTitles | null;
}

/** Customers met lately are known by the text of their document; a file may name any number of them. */
const MOST_MET = 100_000;

/** Errors: `BranchNotFound`. */
export async function openIngest(deps: IngestDeps, branch: string): Promise<Ingest> {
  const record = await deps.branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  const { zone } = record.parameters;
  const met = new Map<string, string>();
  const runs = [newRun(deps)];
  let isDoubtful = false;
  let [stored, repeated] = [0, 0];
  /** Batches are stored one after the other: of an id sent twice the first counts. */
  let before: Promise<unknown> = Promise.resolve();
  const store = async (accepted: readonly Accepted[], earlier: readonly Promise<unknown>[]) => {
    // All to their end: a note that is written after the sending was given up would be taken back by nobody.
    await Promise.allSettled(earlier);
    await Promise.all(earlier);
    const movements = accepted.map(({ movement }) => movement);
    const outcomes = await deps.movements.insertMany(movements, deps.now().toISOString());
    for (const outcome of outcomes) {
      if (outcome === 'stored') stored += 1;
      if (outcome === 'repeated') repeated += 1;
    }
    return accepted.filter((_, index) => outcomes[index] === 'conflict').map(conflictOf);
  };
  return {
    take: async (lines) => {
      const run = currentRun(deps, runs, met);
      const { accepted, rejected, strangers } = readLines(deps, { branch, lines, met, latest: latestOf(deps, zone) });
      if (met.size > MOST_MET) met.clear();
      for (const { text, record: one } of strangers) met.set(text, one.customerKey);
      const storing = store(accepted, [before, meet(deps, run, strangers)]);
      before = storing;
      storing.catch(() => {
        isDoubtful = true;
      });
      const conflicts = await storing;
      return [...rejected, ...conflicts].sort((a, b) => a.line - b.line);
    },
    finish: async (isWhole) => {
      await before.catch(() => undefined);
      const overpaid = overpaidTitles(branch);
      const ledgers = overpaid.seenIn(deps.ledgers);
      // What a server was asked to store when it fell silent may still come: the notes stay for who looks later.
      if (!isDoubtful) for (const { run } of runs) await foldRun({ ...deps, ledgers }, run);
      if (isWhole) await deps.ingests.note(branch, deps.now().toISOString());
      return { stored, repeated, overpaid: overpaid.told() };
    },
  };
}

/** Well below the hour after which a run's notes are taken for those of who died. */
const RUN_MS = 20 * 60_000;

function newRun({ now }: Pick<IngestDeps, 'now'>): IngestRun {
  return { run: newId('ing'), startedAt: now().toISOString() };
}

/** A long sending goes on under another run, and meets everybody anew: what it stores always has a note that is young. */
function currentRun(deps: IngestDeps, runs: IngestRun[], met: Map<string, string>): IngestRun {
  const last = runs.at(-1) ?? newRun(deps);
  if (deps.now().getTime() - Date.parse(last.startedAt) < RUN_MS) return last;
  const next = newRun(deps);
  runs.push(next);
  met.clear();
  return next;
}

/** A sending that is short enough to be at hand as a whole. Errors: `BranchNotFound`, `TooManyConflicts`. */
export async function ingestMovements(
  deps: IngestDeps,
  branch: string,
  lines: readonly NumberedLine[],
): Promise<IngestSummary & { readonly rejected: readonly RejectedLine[] }> {
  const ingest = await openIngest(deps, branch);
  const rejected = await ingest.take(lines);
  return { ...(await ingest.finish(lines.length === 0 || rejected.length < lines.length)), rejected };
}

interface Batch {
  readonly branch: string;
  readonly lines: readonly NumberedLine[];
  readonly met: ReadonlyMap<string, string>;
  readonly latest: Latest;
}

interface Accepted {
  readonly line: number;
  readonly movement: Movement;
}

/** A customer that this run has not met yet. */
interface Stranger {
  readonly text: string;
  readonly record: CustomerRecord;
}

function readLines(deps: IngestDeps, { branch, lines, met, latest }: Batch) {
  const accepted: Accepted[] = [];
  const rejected: RejectedLine[] = [];
  const strangers = new Map<string, Stranger>();
  for (const { line, content } of lines) {
    const reject = (errors: readonly Finding[]) =>
      rejected.push({ line, movement: content.movement, code: 'InvalidRequest', errors });
    try {
      const text = content.document;
      const known = met.get(text) ?? strangers.get(text)?.record.customerKey;
      const record = known === undefined ? deps.identifier.identify(text, deps.now()) : null;
      const movement = toMovement(content, branch, known ?? record?.customerKey ?? '');
      const early = notYet(movement, latest);
      if (early !== null) reject([early]);
      else {
        accepted.push({ line, movement });
        if (record !== null) strangers.set(text, { text, record });
      }
    } catch (error) {
      if (!(error instanceof CrivoError) || error.code !== 'InvalidRequest') throw error;
      reject(error.details.errors ?? []);
    }
  }
  return { accepted, rejected, strangers: [...strangers.values()] };
}

/** Before a movement of a customer is stored, the customer is, and its ledger is known to be behind. */
async function meet(deps: IngestDeps, run: IngestRun, strangers: readonly Stranger[]): Promise<void> {
  if (strangers.length === 0) return;
  const records = strangers.map(({ record }) => record);
  await deps.customers.ensureMany(records);
  const customerKeys = [...new Set(records.map(({ customerKey }) => customerKey))];
  await Promise.all([deps.ledgers.begin(run, customerKeys), knowMembers(deps, customerKeys)]);
}

/** Who is judged with others must be known to them before a title of it is stored. */
async function knowMembers(deps: IngestDeps, customerKeys: readonly string[]): Promise<void> {
  const groupKeys = await deps.customers.groupKeysOf(customerKeys);
  const members = customerKeys.map((customerKey) => ({
    customerKey,
    groupKey: groupKeys.get(customerKey) ?? customerKey,
  }));
  await deps.exposures.ensureMembers(members.filter(({ customerKey, groupKey }) => groupKey !== customerKey));
}

function conflictOf({ line, movement }: Accepted): RejectedLine {
  const fix = 'send a correction as a movement of its own, with an id of its own';
  const errors = [{ at: 'movement', message: 'was sent before with other content', fix }];
  return { line, movement: movement.movement, code: 'MovementConflict', errors };
}

/** The last day, and the instant at its end, that a movement may tell of. */
interface Latest {
  readonly day: CalendarDate;
  readonly before: string;
}

/** Tomorrow in the branch's zone: clocks may differ by a day. */
function latestOf({ now }: Pick<IngestDeps, 'now'>, zone: string): Latest {
  const day = addDays(dateInZone(now().toISOString(), zone), 1);
  return { day, before: startOfDay(addDays(day, 1), zone) };
}

/** A ledger tells what has happened: a payment of tomorrow must not free a limit today. */
function notYet({ effectiveOn, recordedAt }: Movement, latest: Latest): Finding | null {
  if (effectiveOn > latest.day) {
    const fix = 'send the movement when it happens';
    return { at: 'effectiveOn', message: `lies in the future, got ${effectiveOn}`, fix };
  }
  if (recordedAt !== null && recordedAt >= latest.before) {
    return { at: 'recordedAt', message: `lies in the future, got ${recordedAt}`, fix: "correct the ERP's clock" };
  }
  return null;
}
