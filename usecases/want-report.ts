/** Owns automatic purchase: whether an order, clear in all that is free, waits for a report that its branch buys by itself. */
import type { PurchaseRecord, WantedReport } from '../contracts/purchase';
import type { Judgement } from '../contracts/judgement';
import type { Policy } from '../contracts/policy';
import type { Purchasing } from '../contracts/purchasing';
import type { ReportRecord } from '../contracts/report';
import { factsReadBy } from '../contracts/condition';
import { BUREAU_FACTS } from '../domain/bureau-facts';
import { newestComplete, type Bureau } from '../domain/bureau-report';
import { dateInZone } from '../domain/calendar';
import type { PersonType } from '../domain/documents';
import type { FactName } from '../domain/facts';
import { Outcome } from '../domain/outcome';
import type { OrderSubject } from './order-subject';
import type { CreditStores } from './stores';

/** One read more where the branch buys by itself and the order waits for nothing else; none otherwise. */
export async function reportWantedBy(
  stores: Pick<CreditStores, 'purchasing' | 'purchases'>,
  { input, branch, customer, loaded, content, reports }: OrderSubject,
  judgement: Judgement,
  now: Date,
): Promise<WantedReport | null> {
  if (judgement.outcome !== Outcome.blocked && judgement.outcome !== Outcome.undetermined) return null;
  const { policy } = loaded;
  const { customerKey, personType } = customer;
  const { totalCents } = content;
  const { zone } = branch.parameters;
  const settings = await stores.purchasing.find(input.branch);
  const wanted = wantedReport({ policy, judgement, settings, personType, totalCents, reports, zone, now });
  if (wanted === null) return null;
  const newest = await stores.purchases.newestOf(customerKey, wanted.bureau, wanted.product);
  const standing = purchaseStanding(newest, now);
  return standing === 'inVain' ? null : { ...wanted, isUnderWay: standing === 'underWay' };
}

export interface WantInputs {
  readonly policy: Policy;
  readonly judgement: Judgement;
  readonly settings: Purchasing;
  readonly personType: PersonType;
  readonly totalCents: number;
  readonly reports: readonly Pick<
    ReportRecord,
    'bureau' | 'product' | 'status' | 'providerAt' | 'restrictions' | 'riskClass'
  >[];
  readonly zone: string;
  readonly now: Date;
}

/**
 * The report that would tell what holds this order, or `null`. One is wanted only where the branch buys by itself, the
 * amount is within its bounds, nothing that is free to know stands against the order (not even to indicate), a check
 * that reads reports of this bureau holds it, and there is no complete report of the product that is young enough.
 */
export function wantedReport(inputs: WantInputs): Omit<WantedReport, 'isUnderWay'> | null {
  const { settings, personType, totalCents, reports, zone, now } = inputs;
  const { automatic } = settings;
  const product = automatic.products[personType];
  if (!settings.enabled || !automatic.enabled || product === null) return null;
  if (totalCents < automatic.orderFromCents || totalCents > (automatic.orderUpToCents ?? Infinity)) return null;
  if (!isHeldForReportsOf(inputs, product.bureau)) return null;
  const own = reports.filter((report) => report.product === product.product);
  const newest = newestComplete(own, product.bureau, { today: dateInZone(now.toISOString(), zone), zone });
  if (newest !== null && newest.ageDays < settings.reuseDays) return null;
  return product;
}

function isHeldForReportsOf({ policy, judgement }: WantInputs, bureau: Bureau): boolean {
  const restricted = judgement.checks.filter(({ outcome }) => outcome !== Outcome.clear);
  const read = restricted.map(({ check }) => readBy(policy, check));
  if (read.some((facts) => !facts.some(isOfReports))) return false;
  return restricted.some(
    ({ outcome }, at) =>
      (outcome === Outcome.blocked || outcome === Outcome.undetermined) &&
      (read[at] ?? []).some((fact) => tellsOf(fact, bureau)),
  );
}

function readBy(policy: Policy, id: string): readonly FactName[] {
  const rules = policy.checks.find((check) => check.id === id)?.rules ?? [];
  return rules.flatMap(({ when }) => factsReadBy(when));
}

function isOfReports(fact: FactName): boolean {
  return fact in BUREAU_FACTS;
}

/** The class is Deps' own; what bureaus know together, each of them may tell. */
function tellsOf(fact: FactName, bureau: Bureau): boolean {
  const owner = OWNERS.find(([names]) => names.test(fact))?.[1] ?? bureau;
  return isOfReports(fact) && owner === bureau;
}

const OWNERS: readonly (readonly [RegExp, Bureau])[] = [
  [/^(?:deps|hasDeps|riskClass)/, 'deps'],
  [/^(?:spc|hasSpc)/, 'spc'],
];

/** After a purchase that brought nothing, the next one is a person's to make for so long. */
const PATIENCE_MS = 24 * 3_600_000;

/** What the newest purchase of the wanted report says: it is under way, it is to be made, or it has just been in vain. */
export function purchaseStanding(
  newest: Pick<PurchaseRecord, 'isClosed' | 'status' | 'openedAt'> | null,
  now: Date,
): 'toBeMade' | 'underWay' | 'inVain' {
  if (newest === null) return 'toBeMade';
  if (!newest.isClosed || newest.status === 'unknown') return 'underWay';
  return now.getTime() - Date.parse(newest.openedAt) < PATIENCE_MS ? 'inVain' : 'toBeMade';
}
