/** Owns the export of a customer's own data: everything of it, of all branches, with sources and automated decisions. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { CustomerDataStore, CustomerPart } from '../adapters/mongo/customer-data-store';
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { LedgerStore } from '../adapters/mongo/ledger-store';
import type { CustomerRecord } from '../contracts/customer';
import type { ReadOn } from '../domain/bureau-report';
import { dateInZone } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { TELLING } from './export-lines';
import { noteView, type NoteViewDeps } from './note-view';

/** In this order; before them `export` and `customer`, after them `titles` and `end`. */
export const EXPORTED_PARTS = [
  'consents',
  'notes',
  'history',
  'limitProposals',
  'releases',
  'exceptions',
  'reports',
  'reportUses',
  'purchases',
  'views',
  'orders',
  'sales',
  'decisions',
  'holds',
  'reviewRequests',
  'pictures',
  'movements',
] as const satisfies readonly CustomerPart[];

export interface ExportDeps extends NoteViewDeps {
  readonly customers: Pick<CustomerStore, 'find'>;
  readonly customerData: CustomerDataStore;
  readonly ledgers: Pick<LedgerStore, 'findMany'>;
  readonly branches: Pick<BranchStore, 'list'>;
  readonly sealer: { openText(sealed: string): string };
}

export interface ExportLine {
  readonly part: 'export' | 'customer' | 'titles' | 'end' | (typeof EXPORTED_PARTS)[number];
  readonly data: unknown;
}

/** More of one part than a customer can plausibly have. What is cut there is told at the end. */
const MOST_OF_A_PART = 1_000_000;

/**
 * Noted and audited before the first line. The last line is `end`, with how many lines each part has had; an export
 * without it was cut off. Errors: `CustomerNotFound`.
 */
export async function exportCustomer(
  deps: ExportDeps,
  { customerKey, subject, reason }: { readonly customerKey: string; readonly subject: string; readonly reason: string },
  most = MOST_OF_A_PART,
): Promise<AsyncIterable<ExportLine>> {
  const customer = await deps.customers.find(customerKey);
  if (customer === null) throw new CrivoError('CustomerNotFound');
  const on = await latestDay(deps);
  const noted = { customerKey, subject, what: 'export', report: null, branch: null, reason } as const;
  const { at, view } = await noteView(deps, noted);
  const first: ExportLine = { part: 'export', data: { customerKey, at, by: subject, reason, view } };
  return linesOf(deps, customer, first, on, most);
}

async function* linesOf(
  deps: ExportDeps,
  customer: CustomerRecord,
  first: ExportLine,
  on: ReadOn,
  most: number,
): AsyncGenerator<ExportLine> {
  yield first;
  yield { part: 'customer', data: masterOf(deps, customer) };
  const counts: Record<string, number> = {};
  let isWhole = true;
  for (const part of EXPORTED_PARTS) {
    const tell = TELLING[part] as ((record: unknown, on: ReadOn) => unknown) | undefined;
    counts[part] = 0;
    for await (const record of deps.customerData.read(part, customer.customerKey)) {
      if (counts[part] >= most) {
        isWhole = false;
        break;
      }
      counts[part] += 1;
      yield { part, data: tell === undefined ? record : tell(record, on) };
    }
  }
  const ledger = (await deps.ledgers.findMany([customer.customerKey])).get(customer.customerKey);
  yield { part: 'titles', data: ledger?.titles?.map(({ customerKey: _key, ...title }) => title) ?? null };
  yield { part: 'end', data: { isWhole, counts } };
}

/** The document and the name in full, which is the point here. */
function masterOf(
  { sealer }: Pick<ExportDeps, 'sealer'>,
  { sealedDocument, sealedName, maskedDocument: _masked, groupKey: _groupKey, ...record }: CustomerRecord,
) {
  const name = sealedName === null ? null : sealer.openText(sealedName);
  return { ...record, document: sealer.openText(sealedDocument), name };
}

/** Where branches differ, the day that hides more. */
async function latestDay({ branches, now }: Pick<ExportDeps, 'branches' | 'now'>): Promise<ReadOn> {
  const at = now().toISOString();
  const days = (await branches.list()).map(({ parameters: { zone } }) => ({ zone, today: dateInZone(at, zone) }));
  const utc: ReadOn = { zone: 'UTC', today: at.slice(0, 10) };
  return days.reduce((latest, one) => (one.today > latest.today ? one : latest), days[0] ?? utc);
}
