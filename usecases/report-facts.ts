/** Owns what the bureaus' stored reports say to rules. Nothing is bought to know it. */
import {
  BUREAUS,
  bureauRestrictions,
  isReadable,
  newestComplete,
  RESTRICTION_KINDS,
  type Bureau,
  type BureauReport,
  type ReadOn,
} from '../domain/bureau-report';
import type { FactName, FactReading, UnknownReason } from '../domain/facts';
import { isSpcDue, spcEveryDays, type DelayRecord } from '../domain/spc-recency';
import type { Policy } from '../contracts/policy';

/** What facts of reports stand on. */
export interface ReportEvidence {
  readonly parameters: Policy['parameters'];
  readonly reports: readonly BureauReport[];
  /** `null` when the ledger could not be read as a whole. */
  readonly delays: DelayRecord | null;
  readonly on: ReadOn;
  readonly now: string;
}

type ReportReadings = Partial<Record<FactName, FactReading>>;

/** Readings of every fact of reports, each as of the provider's date of the report it stands on. */
export function reportFacts(evidence: ReportEvidence): ReportReadings {
  const consulted = BUREAUS.filter((bureau) => evidence.reports.some((report) => report.bureau === bureau));
  const consultations = {
    bureauConsulted: reading(consulted.length > 0, evidence.now),
    depsConsulted: reading(consulted.includes('deps'), evidence.now),
  };
  return Object.assign(consultations, depsFacts(evidence), spcFacts(evidence), restrictionFacts(evidence));
}

function depsFacts({ reports, on, now }: ReportEvidence): ReportReadings {
  const newest = newestComplete(reports, 'deps', on);
  const asOf = newest?.report.providerAt ?? now;
  // A class from so long ago tells of nothing that may still be read.
  const riskClass = newest !== null && isReadable(newest.report, on) ? newest.report.riskClass : null;
  return {
    hasDepsReport: reading(newest !== null, asOf),
    depsReportAgeDays: newest === null ? unknown('notApplicable') : reading(newest.ageDays, asOf),
    riskClass: riskClass === null ? unknown(whyWithout(reports, 'deps', newest !== null)) : reading(riskClass, asOf),
  };
}

/** Why a complete report is missing, or what it doesn't tell. */
function whyWithout(reports: readonly BureauReport[], bureau: Bureau, hasComplete: boolean): UnknownReason {
  const ofBureau = reports.filter((report) => report.bureau === bureau);
  if (ofBureau.length === 0) return 'notApplicable';
  return hasComplete || ofBureau.every(({ status }) => status === 'notContracted') ? 'missing' : 'failed';
}

/** Without a report one is due, whatever the ledger says. A policy without a table says nothing of it. */
function spcFacts({ reports, on, now, delays, parameters: { spcTable } }: ReportEvidence): ReportReadings {
  const newest = newestComplete(reports, 'spc', on);
  const asOf = newest?.report.providerAt ?? now;
  const everyDays = spcTable === undefined || delays === null ? null : spcEveryDays(spcTable, delays);
  const whyUnknown = spcTable === undefined ? 'missing' : 'failed';
  const isDue = newest === null || (everyDays !== null && isSpcDue(everyDays, newest.ageDays));
  return {
    hasSpcReport: reading(newest !== null, asOf),
    spcReportAgeDays: newest === null ? unknown('notApplicable') : reading(newest.ageDays, asOf),
    spcEveryDays: everyDays === null ? unknown(whyUnknown) : reading(everyDays, now),
    spcReportDue:
      spcTable === undefined || (everyDays === null && newest !== null) ? unknown(whyUnknown) : reading(isDue, asOf),
  };
}

function restrictionFacts({ reports, on, parameters }: ReportEvidence): ReportReadings {
  const result = bureauRestrictions(reports, parameters.requiredBureauKinds ?? RESTRICTION_KINDS, on);
  if (result.found === 'unknown') {
    const reason = result.why === 'failed' ? 'failed' : 'missing';
    const why = unknown(reports.length === 0 ? 'notApplicable' : reason);
    return { hasBureauRestrictions: why, bureauRestrictionsCount: why, bureauRestrictionsCents: why };
  }
  const { asOf } = result;
  const [count, cents] = result.found ? [result.count, result.valueCents] : [0, 0];
  return {
    hasBureauRestrictions: reading(result.found, asOf),
    bureauRestrictionsCount: count === null ? unknown('missing') : reading(count, asOf),
    bureauRestrictionsCents: cents === null ? unknown('missing') : reading(cents, asOf),
  };
}

function reading(value: number | boolean | string, asOf: string): FactReading {
  return { known: true, value, asOf, source: 'report' };
}

function unknown(why: UnknownReason): FactReading {
  return { known: false, why };
}
