/** Owns the command line of `crivo policy`. */
import { parseArgs } from 'node:util';
import { CliError, EXIT } from '../exit';

export const POLICY_USAGE = `npx crivo policy COMMAND

  list [POLICY]             the published versions; of one policy its drafts too
  pull POLICY -o FILE       writes the version in force to a file (--version 12, or --draft drf_… for a draft);
                            --force also over changes that were not pushed
  lint FILE                 what is wrong or doubtful in it, each with its line
  test FILE                 runs the tests it carries
  simulate FILE             tries it: --branch 02 --document CNPJ [--amount cents], --decision dec_…, or nothing but
                            --fact name=value, which may be repeated and says what else to suppose; [--action save]
  push POLICY FILE          saves it as a draft; again into the same one
  diff POLICY               what a draft changes, in words (--from 12 --to 13, or --to drf_…)
  backtest POLICY           a draft against the version in force, over stored decisions (--from 2026-01-01, --over portfolio)
  submit POLICY             sends the draft to be approved
  approve POLICY            approves it: by somebody who neither wrote nor submitted it
  return POLICY --reason TEXT   sends it back to its authors
  publish POLICY            in force from then on
  discard POLICY            ends a draft that nobody goes on with; it can still be read
  rollback POLICY --to 12 --reason TEXT

  --draft drf_…  which draft; may be left out where only one is open
  --revision 3   the revision that was looked at, as diff tells it: a step is refused where it was saved again since
  --json         the API's answer as it is

CRIVO_URL is the API's address, CRIVO_API_KEY the key of whoever does this. Where npm start has run, the address may be
left out, and the key is an analyst's.

It ends with 0 when all is well, 1 when there are findings, failing tests or a conflict, 2 when the command or the file
can't be used, 3 when the API doesn't allow it or doesn't know it, 4 when it can't be reached.`;

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  version: { type: 'string' },
  draft: { type: 'string' },
  revision: { type: 'string' },
  name: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  reason: { type: 'string' },
  branch: { type: 'string' },
  document: { type: 'string' },
  decision: { type: 'string' },
  action: { type: 'string' },
  amount: { type: 'string' },
  fact: { type: 'string', multiple: true },
  over: { type: 'string' },
  force: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false, short: 'h' },
} as const;

export const POLICY_VERBS = [
  ...['list', 'pull', 'lint', 'test', 'simulate', 'push', 'diff', 'backtest'],
  ...['submit', 'approve', 'return', 'publish', 'discard', 'rollback'],
] as const;

/** A command as typed: its verb, what stands behind it, and its options. */
export interface PolicyCommand {
  readonly verb: string;
  readonly operands: readonly string[];
  readonly options: ReturnType<typeof parse>['values'];
}

/** `null` asks for help. Errors: `CliError` that names what is wrong. */
export function parsePolicyCommand(args: readonly string[]): PolicyCommand | null {
  const { values, positionals } = parse(args);
  const [verb, ...operands] = positionals;
  if (values.help || verb === undefined) return null;
  return { verb, operands, options: values };
}

/** The operands a command needs, by name. Errors: `CliError` for more or fewer. */
export function operandsOf({ verb, operands }: PolicyCommand, ...names: readonly string[]): readonly string[] {
  if (operands.length !== names.length) throw wrong(`policy ${verb} takes ${names.join(' and ') || 'nothing'}`);
  return operands;
}

/** Errors: `CliError` where the option is missing. */
export function demandOption({ verb, options }: PolicyCommand, name: 'output' | 'to' | 'reason'): string {
  const value = options[name];
  if (value === undefined) throw wrong(`policy ${verb} needs --${name}`);
  return value;
}

/** Ends the program with what is wrong, and how it is used. */
export function wrong(what: string): CliError {
  return new CliError(EXIT.wrongInput, `${what}\n\n${POLICY_USAGE}`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}
