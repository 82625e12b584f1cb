/** Owns `crivo policy`: which command does what, and how it ends. */
import { z } from 'zod';
import { EXIT, type Exit } from '../exit';
import { withShareBar } from '../progress';
import { backtest } from './backtest';
import { callApi, Refused, type PolicyConnection } from './call-api';
import { chosenDraft, discardDraft, draftLine, openDrafts, pathOf, readDraft, stepDraft } from './drafts';
import { demandOption, operandsOf, parsePolicyCommand, POLICY_USAGE, wrong, type PolicyCommand } from './options';
import { readPolicyFile, type PolicyFile } from './policy-file';
import { newestVersion, pull, push } from './push';
import { simulate } from './simulate';
import { findingLines, testLines } from './tell';

/** What a command prints, and how the program ends. */
export interface Told {
  readonly lines: readonly string[];
  /** The API's own answer, for `--json`. */
  readonly answer: unknown;
  readonly exit?: Exit;
}

type Run = (connection: PolicyConnection, command: PolicyCommand) => Promise<Told>;

/** Where the program writes to. */
export interface Output {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** `connect` is asked once a command is understood. Errors: `CliError`, but for findings, which are told and end with 1. */
export async function runPolicy(
  args: readonly string[],
  connect: () => Promise<PolicyConnection>,
  { out, err }: Output,
): Promise<Exit> {
  const command = parsePolicyCommand(args);
  if (command === null) {
    out(POLICY_USAGE);
    return EXIT.done;
  }
  const run = Object.hasOwn(RUNS, command.verb) ? RUNS[command.verb] : undefined;
  if (run === undefined) throw wrong(`there is no command policy ${command.verb}`);
  try {
    const { lines, answer, exit = EXIT.done } = await run(await connect(), command);
    if (command.options.json) out(JSON.stringify(answer, null, 2));
    else for (const line of lines) out(line);
    return exit;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    for (const line of await refusalLines(error, command)) err(line);
    return error.exit;
  }
}

const assessmentSchema = z.looseObject({
  lint: z.array(
    z.looseObject({
      ...{ severity: z.enum(['error', 'warning']), at: z.string() },
      ...{ message: z.string(), fix: z.string(), text: z.string() },
    }),
  ),
  tests: z
    .looseObject({
      passed: z.int(),
      failed: z.int(),
      tests: z.array(
        z.looseObject({
          ...{ id: z.string(), name: z.string(), at: z.string(), passed: z.boolean() },
          text: z.string().nullable(),
        }),
      ),
    })
    .nullable(),
});
const changesSchema = z.looseObject({ changes: z.array(z.looseObject({ text: z.string() })) });
const publishedSchema = z.looseObject({ id: z.string(), version: z.int() });

const RUNS: Readonly<Record<string, Run>> = {
  list: async (connection, command) => {
    const [policy] = command.operands;
    const answer = await callApi(connection, 'GET', '/policies');
    const { policies } = z.looseObject({ policies: z.array(publishedSchema) }).parse(answer);
    const mine = policies.filter(({ id }) => policy === undefined || id === policy);
    const drafts = policy === undefined ? [] : await openDrafts(connection, policy);
    return { answer, lines: [...mine.map(({ id, version }) => `${id}  version ${version}`), ...drafts.map(draftLine)] };
  },
  pull: async (connection, command) => ({ lines: [await pull(connection, command)], answer: null }),
  push: async (connection, command) => push(connection, command),
  lint: async (connection, command) => {
    const { file, answer, told } = await assess(connection, command);
    const isWrong = told.lint.some(({ severity }) => severity === 'error');
    const lines = findingLines(file.file, file.text, told.lint);
    return { answer, lines: lines.length > 0 ? lines : ['no findings'], exit: isWrong ? EXIT.rejected : EXIT.done };
  },
  test: async (connection, command) => {
    const { file, answer, told } = await assess(connection, command);
    if (told.tests === null) {
      return { answer, lines: findingLines(file.file, file.text, told.lint), exit: EXIT.rejected };
    }
    const { passed, failed, tests } = told.tests;
    const lines = [...testLines(file.file, file.text, tests), `${passed} passed, ${failed} failed`];
    return { answer, lines, exit: failed > 0 ? EXIT.rejected : EXIT.done };
  },
  simulate: async (connection, command) => simulate(connection, command, await fileOf(command)),
  diff: async (connection, command) => {
    const [policy = ''] = operandsOf(command, 'POLICY');
    const from = command.options.from ?? String(await newestVersion(connection, policy));
    const { to: other } = command.options;
    const draft = other === undefined ? await chosenDraft(connection, policy, command.options.draft) : null;
    const query = new URLSearchParams({ from, to: other ?? draft ?? '' }).toString();
    const answer = await callApi(connection, 'GET', pathOf(policy, `/diff?${query}`));
    const lines = changesSchema.parse(answer).changes.map(({ text }) => text);
    const of = draft === null ? [] : [draftLine(await readDraft(connection, policy, draft))];
    return { answer, lines: [...of, ...(lines.length > 0 ? lines : ['nothing differs'])] };
  },
  backtest: (connection, command) => withShareBar(process.stderr, (tell) => backtest(connection, command, tell)),
  submit: stepped,
  approve: stepped,
  return: async (connection, command) =>
    toldStep(await stepDraft(connection, command, { reason: demandOption(command, 'reason') })),
  discard: async (connection, command) => toldStep(await discardDraft(connection, command)),
  publish: async (connection, command) => {
    const { answer } = await stepDraft(connection, command);
    return { answer, lines: [publishedLine(answer)] };
  },
  rollback: async (connection, command) => {
    const [policy = ''] = operandsOf(command, 'POLICY');
    const body = { to: Number(demandOption(command, 'to')), reason: demandOption(command, 'reason') };
    const answer = await callApi(connection, 'POST', pathOf(policy, '/rollback'), body);
    return { answer, lines: [publishedLine(answer)] };
  },
};

async function stepped(connection: PolicyConnection, command: PolicyCommand): Promise<Told> {
  return toldStep(await stepDraft(connection, command));
}

function toldStep({ draft, answer }: { readonly draft: string; readonly answer: unknown }): Told {
  const { status } = z.looseObject({ status: z.string() }).parse(answer);
  return { answer, lines: [`${draft}: ${status}`] };
}

function publishedLine(answer: unknown): string {
  const { id, version } = publishedSchema.parse(answer);
  return `${id}: version ${version} is in force`;
}

async function assess(connection: PolicyConnection, command: PolicyCommand) {
  const file = await fileOf(command);
  const answer = await callApi(connection, 'POST', '/policies/lint', { policy: file.document });
  return { file, answer, told: assessmentSchema.parse(answer) };
}

function fileOf(command: PolicyCommand): Promise<PolicyFile> {
  const [file = ''] = operandsOf(command, 'FILE');
  return readPolicyFile(file);
}

/** What the API said, and what it found: by line where that is in the file of the command. */
async function refusalLines({ message, problem }: Refused, { operands }: PolicyCommand): Promise<readonly string[]> {
  const named = operands.at(-1) ?? '';
  const file = await readPolicyFile(named).catch(() => null);
  const { errors, state, code } = problem;
  const { changes, ...standing } = state;
  const changed = changesSchema.safeParse({ changes });
  const next = NEXT[code];
  return [
    message,
    ...errors.flatMap((finding) =>
      file === null || !isInDocument(finding.at)
        ? [`${finding.at} ${finding.message} (${finding.fix})`.trim()]
        : findingLines(named, file.text, [finding]),
    ),
    ...standingLine(standing),
    ...(changed.success ? changed.data.changes.map(({ text }) => text) : []),
    ...(next === undefined ? [] : [next]),
  ];
}

/** A JSON pointer leads into the policy; other places are of the request around it. */
const isInDocument = (at: string): boolean => at === '' || at.startsWith('/');

function standingLine(state: Readonly<Record<string, unknown>>): readonly string[] {
  const told = Object.entries(state).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [`${name} ${value}`] : [],
  );
  return told.length === 0 ? [] : [`now: ${told.join(', ')}`];
}

/** How to go on without losing what stands in one's own file. */
const NEXT: Readonly<Record<string, string>> = {
  PolicyDraftConflict:
    'Your file is as it was. Pull the draft into another file, bring both together there, push that.',
  PolicyDraftEnded: 'Your file is as it was. Pull the version in force into another file, change it there, push that.',
  PolicyVersionConflict: 'Pull the version in force into another file, change it there, push that.',
};
