/** Owns the command line. */
import { parseArgs } from 'node:util';
import { CliError, EXIT } from './exit';

export const USAGE = `npx crivo receivables import FILE.csv --mapping MAPPING.json --branch 02

Sends the movements that a CSV file of receivables tells, in pieces of 20,000 lines. What is known already changes
nothing, so an import that was cut short is simply started again.

  --mapping FILE  which columns make which movements: see docs/receivables-import.md
  --branch CODE   the branch whose titles they are
  --json          counts and rejected lines as one JSON document on the standard output
  --help          this

CRIVO_URL is the API's address, CRIVO_API_KEY the key of a caller who may send receivables. Where npm start has run,
both may be left out.

It ends with 0 when all lines were taken, 1 when some were rejected, 2 when the command, the mapping or the file can't
be used, 3 when the API refuses, 4 when it can't be reached, 130 after Ctrl-C.

npx crivo policy --help tells of policies in files.`;

export type Command =
  | { readonly name: 'help' }
  | {
      readonly name: 'receivables import';
      readonly file: string;
      readonly mapping: string;
      readonly branch: string;
      readonly json: boolean;
    };

/** Errors: `CliError` that names what is wrong. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help || args.length === 0) return { name: 'help' };
  const [group, verb, file, ...others] = positionals;
  if (group !== 'receivables' || verb !== 'import') throw wrong(`there is no command ${positionals.join(' ')}`);
  if (file === undefined || others.length > 0) throw wrong('one FILE.csv is imported at a time');
  const { mapping, branch, json } = values;
  if (mapping === undefined) throw wrong('--mapping is missing');
  if (branch === undefined) throw wrong('--branch is missing');
  return { name: 'receivables import', file, mapping, branch, json };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        branch: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(what: string): CliError {
  return new CliError(EXIT.wrongInput, `${what}\n\n${USAGE}`);
}
