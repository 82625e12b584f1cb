/** Owns the program behind `npx crivo`. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findConnection } from './connection';
import { CliError, EXIT, type Exit } from './exit';
import { importReceivables, type ImportCounts, type Rejection } from './import-receivables';
import { parseMapping, type Mapping } from './mapping';
import { parseCommand, USAGE, type Command } from './options';
import { runPolicy } from './policy/run';
import { createProgress } from './progress';
import { MOST_SHOWN, overpaidLines, rejectionLines, summaryLine } from './report';

const DEMO_FILE = join(__dirname, '../.crivo/demo.json');

async function main(): Promise<Exit> {
  const args = process.argv.slice(2);
  if (args[0] === 'policy') {
    const connect = () => findConnection(process.env, DEMO_FILE, 'analyst');
    return runPolicy(args.slice(1), connect, { out: console.log, err: console.error });
  }
  const command = parseCommand(args);
  if (command.name === 'help') {
    console.log(USAGE);
    return EXIT.done;
  }
  return runImport(command);
}

async function runImport({ file, mapping: path, branch, json }: Exclude<Command, { name: 'help' }>): Promise<Exit> {
  const mapping = await readMapping(path);
  const connection = { ...(await findConnection(process.env, DEMO_FILE, 'integrator')), branch };
  if (makesDocuments(mapping)) {
    console.error('This mapping makes up the documents of its customers (testCnpjOf): they are for tests only.');
  }
  const progress = createProgress(process.stderr, (await statOf(file)).size);
  const shown: Rejection[] = [];
  let counts: Readonly<ImportCounts> | null = null;
  try {
    const done = await importReceivables({
      file,
      mapping,
      connection,
      onProgress: (reached, bytes) => {
        counts = reached;
        progress.update(reached, bytes);
      },
      onRejected: (rejection) => {
        if (shown.length < MOST_SHOWN) shown.push(rejection);
      },
      options: { signal: interruption() },
    });
    if (done.rows === 0) console.error(`${file} has no rows: nothing was sent.`);
    return done.rejected + done.unread > 0 ? EXIT.rejected : EXIT.done;
  } finally {
    progress.end();
    if (counts !== null) tell(counts, shown, json);
  }
}

/** Also of an import that was cut short: what was taken stays taken. */
function tell(counts: ImportCounts, shown: readonly Rejection[], json: boolean): void {
  if (json) return console.log(JSON.stringify({ ...counts, rejections: shown }, null, 2));
  const told = [...rejectionLines(shown, counts.rejected + counts.unread), ...overpaidLines(counts)];
  for (const line of told) console.error(line);
  console.log(summaryLine(counts));
}

async function readMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new CliError(EXIT.wrongInput, `${path} can't be read: ${messageOf(error)}`);
  });
  const parsed = parseMapping(parseJson(path, text));
  if (parsed.ok) return parsed.mapping;
  const findings = parsed.findings.map(({ at, message, fix }) => `${path}, at ${at || 'the top'}: ${message} (${fix})`);
  throw new CliError(EXIT.wrongInput, findings.join('\n'));
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(EXIT.wrongInput, `${path} is not JSON: ${messageOf(error)}`);
  }
}

function makesDocuments({ movements }: Mapping): boolean {
  return movements.some(({ fields: { document } }) => typeof document === 'object' && 'testCnpjOf' in document);
}

async function statOf(file: string) {
  return stat(file).catch((error: unknown) => {
    throw new CliError(EXIT.wrongInput, `${file} can't be read: ${messageOf(error)}`);
  });
}

/** The first Ctrl-C ends the import in order, a second one at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new CliError(EXIT.interrupted, 'interrupted: start the same again')));
  return controller.signal;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().then(
  (exit) => {
    process.exitCode = exit;
  },
  (error: unknown) => {
    console.error(messageOf(error));
    process.exitCode = error instanceof CliError ? error.exit : 70;
  },
);
