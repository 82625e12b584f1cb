/** Owns how a bureau's findings become a stored report: what is too long or unprintable is cut, never a reason to lose it. */
import type { PurchaseRecord } from '../contracts/purchase';
import { MOST_CHARACTERS, MOST_POINTS, MOST_RECORDS, type NewReport } from '../contracts/report';
import type { BlockFinding, ReportFindings } from '../domain/credit-bureau';
import { RESTRICTION_KINDS } from '../domain/bureau-report';

const UNPRINTABLE = /[\p{Cc}\p{Cs}]+/gu;
const LONGEST_REFERENCE = 200;

export function reportOfFindings(
  { customerKey, bureau, product, purchase, charged }: PurchaseRecord,
  findings: ReportFindings,
  { report, storedAt }: Pick<NewReport, 'report' | 'storedAt'>,
): NewReport {
  const { status, providerAt, score, riskClass, suggestedLimitCents, suggestedUntil, verdict, points } = findings;
  return {
    ...{ report, customerKey, bureau, product, purchase, storedAt, status, providerAt },
    ...{ score, riskClass, suggestedLimitCents, suggestedUntil },
    charged: charged ?? findings.charged,
    restrictions: restrictionsOf(findings),
    verdict: verdict && { approved: verdict.approved, reason: cleaned(verdict.reason) },
    points: points.slice(0, MOST_POINTS).flatMap(({ text, isFavourable }) => {
      const told = cleaned(text);
      return told === null ? [] : [{ text: told, isFavourable }];
    }),
    providerReference: cleaned(findings.providerReference, LONGEST_REFERENCE),
    notes: (findings.notes ?? []).slice(0, MOST_POINTS).flatMap((note) => cleaned(note) ?? []),
  };
}

/** Only some of the records may be listed anyway. */
function restrictionsOf({ restrictions }: ReportFindings): NewReport['restrictions'] {
  const known = RESTRICTION_KINDS.flatMap((kind) => {
    const block = restrictions[kind];
    return block === undefined ? [] : [[kind, blockOf(block)] as const];
  });
  return Object.fromEntries(known);
}

function blockOf(block: BlockFinding): NonNullable<NewReport['restrictions']['debts']> {
  if (block.state !== 'found') return { state: block.state };
  const { state, count, valueCents, latestOn, records } = block;
  return { state, count, valueCents, latestOn, records: records.slice(0, MOST_RECORDS).map((one) => ({ ...one })) };
}

function cleaned(text: string | null, most = MOST_CHARACTERS): string | null {
  const told = text?.replace(UNPRINTABLE, ' ').trim().slice(0, most).toWellFormed() ?? '';
  return told === '' ? null : told;
}
