/** Owns which draft a command means, and its steps: read first, so that each step is of what somebody has seen. */
import { z } from 'zod';
import { CliError, EXIT } from '../exit';
import { callApi, type PolicyConnection } from './call-api';
import { operandsOf, type PolicyCommand } from './options';

const headSchema = z.looseObject({
  draft: z.string(),
  name: z.string().nullable(),
  basedOn: z.int(),
  revision: z.int(),
  status: z.string(),
  saved: z.looseObject({ by: z.string(), at: z.string() }),
});
/** A draft as a list shows it. */
export type ToldDraft = z.infer<typeof headSchema>;
const draftSchema = headSchema.extend({ document: z.unknown() });

const OPEN = ['editing', 'submitted', 'approved'];

export const pathOf = (policy: string, rest = ''): string => `/policies/${encodeURIComponent(policy)}${rest}`;
export const draftPath = (policy: string, draft: string, rest = ''): string =>
  pathOf(policy, `/drafts/${encodeURIComponent(draft)}${rest}`);

/** Those that may still become a version, newest first. */
export async function openDrafts(connection: PolicyConnection, policy: string): Promise<readonly ToldDraft[]> {
  const answer = await callApi(connection, 'GET', pathOf(policy, '/drafts?limit=200'));
  const { drafts } = z.looseObject({ drafts: z.array(headSchema) }).parse(answer);
  return drafts.filter(({ status }) => OPEN.includes(status));
}

/** The one named, or the only open one. Errors: `CliError` where there is none, or where more than one could be meant. */
export async function chosenDraft(
  connection: PolicyConnection,
  policy: string,
  named: string | undefined,
): Promise<string> {
  if (named !== undefined) return named;
  const open = await openDrafts(connection, policy);
  const [only, ...others] = open;
  if (only === undefined) throw new CliError(EXIT.wrongInput, `${policy} has no open draft: push one`);
  if (others.length === 0) return only.draft;
  throw new CliError(
    EXIT.wrongInput,
    [`${policy} has several open drafts: name one by --draft`, ...open.map(draftLine)].join('\n'),
  );
}

/** With its document. */
export async function readDraft(connection: PolicyConnection, policy: string, draft: string) {
  return draftSchema.parse(await callApi(connection, 'GET', draftPath(policy, draft)));
}

export function draftLine({ draft, status, basedOn, revision, saved, name }: ToldDraft): string {
  return `${draft}  ${status}, revision ${revision} on version ${basedOn}, saved by ${saved.by} at ${saved.at}${name === null ? '' : `: ${name}`}`;
}

/** `submit`, `approve`, `return` or `publish`: of the revision named, else of the draft as it stands. */
export async function stepDraft(connection: PolicyConnection, command: PolicyCommand, said: object = {}) {
  const [policy = ''] = operandsOf(command, 'POLICY');
  const draft = await chosenDraft(connection, policy, command.options.draft);
  const { revision } = command.options;
  const seen = revision === undefined ? (await readDraft(connection, policy, draft)).revision : Number(revision);
  const path = draftPath(policy, draft, `/${command.verb}`);
  const answer = await callApi(connection, 'POST', path, { revision: seen, ...said });
  return { draft, answer };
}

/** Ends it. What it was can still be read. */
export async function discardDraft(connection: PolicyConnection, command: PolicyCommand) {
  const [policy = ''] = operandsOf(command, 'POLICY');
  const draft = await chosenDraft(connection, policy, command.options.draft);
  const { revision } = command.options;
  const seen = revision === undefined ? '' : `?revision=${encodeURIComponent(revision)}`;
  return { draft, answer: await callApi(connection, 'DELETE', draftPath(policy, draft, seen)) };
}
