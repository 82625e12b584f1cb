/** Owns what a replay tells: one document for programs, the same as tables for people. */
import { formatAmount, table } from '../terminal/table';
import type { OutcomeRow, Reading, Tally } from './readings';

/** The whole result; `--json` prints it as it is. Money is integer cents, shares are between 0 and 1. */
export interface Report {
  readonly source: string;
  readonly invoices: Tally;
  readonly customers: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly zone: string;
  readonly holidays: 'Brazilian national and bank holidays';
  readonly limits: 'unlimited';
  readonly action: 'save';
  /** The policy given, and the id and branch its copy and its decisions go by. */
  readonly policy: { readonly name: string; readonly id: string; readonly replayedAs: string; readonly hash: string };
  /** Checks of the policy that read bureau reports, which the history doesn't have: switched off for the replay. */
  readonly leftOut: readonly string[];
  readonly branch: string;
  readonly lateDays: number;
  readonly late: Tally;
  readonly readings: readonly Reading[];
  /** Facts gathered, judged, reserved and recorded in memory; one at a time. */
  readonly decisionsPerSecond: number;
  readonly stored: { readonly database: string; readonly decisions: number; readonly thereBefore: number } | null;
}

const TITLES: Readonly<Record<Reading['reading'], string>> = {
  asWritten: 'Modes as they are',
  indicateAsBlock: 'Every "indicate" read as "block"',
};

/** For a terminal, in English like all of the development tools. */
export function printReport(report: Report): string {
  const { invoices, late, policy, leftOut, stored } = report;
  return [
    `${report.source}: ${countOf(invoices)} invoices of ${report.customers} customers, ${report.firstDay} to ${report.lastDay}, ${formatAmount(invoices.valueCents)} in all`,
    `Late is more than ${report.lateDays} days: ${countOf(late)} invoices, ${percent(late.valueCents / invoices.valueCents)} of the value`,
    `Policy ${policy.id} (${policy.name}, ${policy.hash.slice(0, 12)}), judged at ${report.action} on the invoice date by what is dated strictly before it`,
    `Due dates by ${report.holidays}, zone ${report.zone}; every customer's limit is ${report.limits}`,
    ...(leftOut.length === 0 ? [] : [`Switched off, since a history has no bureau reports: ${leftOut.join(', ')}`]),
    ...report.readings.flatMap((reading) => ['', ...printReading(reading, report)]),
    '',
    `${Math.round(report.decisionsPerSecond).toLocaleString('en-US')} decisions/s`,
    ...(stored === null ? [] : [storedLine(report.branch, policy.replayedAs, stored)]),
    '',
  ].join('\n');
}

function printReading(reading: Reading, report: Report): string[] {
  const { held, heldAndLate, caughtShareOfLateValue } = reading;
  const caught = caughtShareOfLateValue === null ? 'nothing was paid late' : percent(caughtShareOfLateValue);
  return [
    TITLES[reading.reading],
    ...table(
      ['outcome', 'in time', 'value', 'late', 'value', 'all', 'value'],
      [...reading.outcomes.map(outcomeCells), totalCells(reading.outcomes)],
    ),
    ...(held.count === 0
      ? ['  nothing was held']
      : [
          `  held: ${countOf(held)} invoices, ${percent(reading.heldShareOfValue)} of the value; of the late value: ${caught}`,
          `  of the held value, ${held.valueCents === 0 ? 'none' : percent(heldAndLate.valueCents / held.valueCents)} was late (${percent(report.late.valueCents / report.invoices.valueCents)} of all)`,
        ]),
    '',
    ...(reading.reasons.length === 0
      ? ['  no check restricted anything']
      : table(
          ['reason', 'result', 'orders', 'value', 'late', 'value'],
          reading.reasons.map(({ check, result, all, late }) => [check, result, ...cells(all), ...cells(late)]),
        )),
  ];
}

function outcomeCells({ outcome, inTime, late }: OutcomeRow): string[] {
  return [outcome, ...cells(inTime), ...cells(late), ...cells(added([inTime, late]))];
}

function totalCells(rows: readonly OutcomeRow[]): string[] {
  const inTime = added(rows.map((row) => row.inTime));
  const late = added(rows.map((row) => row.late));
  return ['all', ...cells(inTime), ...cells(late), ...cells(added([inTime, late]))];
}

function added(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, { count, valueCents }) => ({ count: sum.count + count, valueCents: sum.valueCents + valueCents }),
    { count: 0, valueCents: 0 },
  );
}

function cells(tally: Tally): [string, string] {
  return [countOf(tally), formatAmount(tally.valueCents)];
}

function countOf({ count }: Tally): string {
  return count.toLocaleString('en-US');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function storedLine(branch: string, policy: string, stored: NonNullable<Report['stored']>): string {
  const before = stored.thereBefore === 0 ? '' : `, ${stored.thereBefore} of them there before`;
  return `Kept in database ${stored.database}: ${stored.decisions} decisions under branch ${branch}${before}; policy ${policy}; and how each was paid`;
}
