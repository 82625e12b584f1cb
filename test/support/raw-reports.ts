/** Owns reports of suites that were bought: with their purchase and the answer as it came, sealed as a purchase seals it. */
import type { PurchaseRecord } from '../../contracts/purchase';
import type { ReportRecord } from '../../contracts/report';
import { customerSeal } from '../../platform/customer-seal';
import { reportId } from '../../usecases/close-purchase';
import { rawVessel, sealRaw } from '../../usecases/record-outcome';
import type { TestApi } from './api';
import { aPurchase, aReport } from './builders';
import { testKeyring } from './keys';

export interface BoughtReport {
  readonly report: ReportRecord;
  readonly raw: string;
}

/** A purchase of which nobody knows what came of it, with the answer that nobody could read. */
export async function anUnreadAnswer(
  { stores }: Pick<TestApi, 'stores'>,
  { branch, customerKey, now: at }: { readonly branch: string; readonly customerKey: string; readonly now: Date },
  text: string,
): Promise<PurchaseRecord> {
  const now = () => new Date(at);
  const openedAt = now().toISOString();
  const seen = aPurchase({ branch, customerKey, status: 'sent', openedAt, sentAt: openedAt });
  await stores.purchases.insert(seen);
  const deps = { ...stores, sealer: testKeyring(), rawSealer: customerSeal, now };
  const raw = await sealRaw(deps, await rawVessel(deps, seen), text);
  const change = { raw: raw.raw, reason: 'unknownOutcome' } as const;
  const lost = await stores.purchases.advance(seen, { event: 'lose', change, raw });
  if (lost === null) throw new Error('the purchase has gone on');
  return lost;
}

/** As the worker leaves it, at `now`. */
export async function aBoughtReport(
  { stores }: Pick<TestApi, 'stores'>,
  at: { readonly branch: string; readonly customerKey: string; readonly now: Date },
  text: string,
  given: Partial<ReportRecord> = {},
): Promise<BoughtReport> {
  const { branch, customerKey } = at;
  const now = () => new Date(at.now);
  const seen = aPurchase({ branch, customerKey, status: 'sent', openedAt: now().toISOString() });
  await stores.purchases.insert(seen);
  const deps = { ...stores, sealer: testKeyring(), rawSealer: customerSeal, now };
  const raw = await sealRaw(deps, await rawVessel(deps, seen), text);
  const change = { raw: raw.raw, settledAt: now().toISOString(), charged: 'yes', isClosed: true } as const;
  await stores.purchases.advance(seen, { event: 'answer', change: { ...change, report: reportId(seen) }, raw });
  const told = { report: reportId(seen), purchase: seen.purchase, customerKey, charged: 'yes' } as const;
  const report = aReport({ ...told, providerAt: now().toISOString(), storedAt: now().toISOString(), ...given });
  await stores.reports.insert(report);
  return { report, raw: raw.raw };
}
