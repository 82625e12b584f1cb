/** Owns `npm run replay:history`: what a policy would have said of a history whose ending is known. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parsePolicy, type Policy } from '../../contracts/policy';
import { defaultPolicy } from '../../rules/default-policy';
import { generateInvoices, STANDARD_HISTORY } from '../generator/invoices';
import type { JudgedInvoice, ReplayPlace } from './judge-history';
import { keepDecisions } from './keep-decisions';
import { keepEndings } from './keep-endings';
import { parseOptions, USAGE, type ReplayOptions } from './options';
import { replayHistory } from './replay';
import { printReport, type Report } from './report';
import { openRunningDatabase } from './running-database';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return console.log(USAGE);
  const options = parseOptions(args);
  const { source, csv } = await history(options);
  const policy = await policyOf(options.policyFile);
  const { report, place, judged } = await replayHistory({ source, csv, policy, lateDays: options.lateDays });
  const stored = options.store ? await keepOnRunning(place, judged) : null;
  const whole = { ...report, stored };
  console.log(options.json ? JSON.stringify(whole, null, 2) : printReport(whole));
}

async function keepOnRunning(place: ReplayPlace, judged: readonly JudgedInvoice[]): Promise<Report['stored']> {
  const { name, database } = await openRunningDatabase(process.env);
  try {
    const kept = await keepDecisions(database, place, judged);
    const invoices = judged.map(({ invoice }) => invoice);
    await keepEndings(database, place.branch, invoices);
    return { database: name, ...kept };
  } finally {
    await database.close();
  }
}

async function history({ file, seed }: ReplayOptions): Promise<{ source: string; csv: string }> {
  if (file !== null) return { source: basename(file), csv: await readText(file) };
  return { source: `made-up history "${seed}"`, csv: generateInvoices({ seed, ...STANDARD_HISTORY }) };
}

async function policyOf(file: string | null): Promise<Policy> {
  if (file === null) return defaultPolicy();
  const parsed = parsePolicy(parseJson(file, await readText(file)));
  if (parsed.ok) return parsed.policy;
  const findings = parsed.findings.map(({ at, message, fix }) => `${file}, at ${at || 'the top'}: ${message} (${fix})`);
  throw new Error(findings.join('\n'));
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
