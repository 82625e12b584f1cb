/** Owns `policy simulate`: what a file's policy would say of a customer, a decision or typed facts. */
import { z } from 'zod';
import { callApi, type PolicyConnection } from './call-api';
import { operandsOf, wrong, type PolicyCommand } from './options';
import type { PolicyFile } from './policy-file';

const turn = z.looseObject({ text: z.string() });
const simulatedSchema = z.looseObject({
  judgement: z.looseObject({ outcome: z.string() }),
  explained: z.array(
    z.looseObject({
      check: z.string(),
      name: z.string(),
      result: z.string(),
      outcome: z.string(),
      rules: z.array(z.looseObject({ conditions: z.array(z.looseObject({ text: z.string() })) })),
    }),
  ),
  turns: z.looseObject({ outcome: z.array(turn), checks: z.record(z.string(), z.array(turn)) }),
});

export async function simulate(connection: PolicyConnection, command: PolicyCommand, { document }: PolicyFile) {
  operandsOf(command, 'FILE');
  const body = { policy: document, about: aboutOf(command), facts: factsOf(command.options.fact ?? []) };
  const answer = await callApi(connection, 'POST', '/policies/simulate', body);
  return { answer, lines: linesOf(simulatedSchema.parse(answer)) };
}

function aboutOf({ options: { decision, document, branch, action, amount } }: PolicyCommand) {
  const asked = action === undefined ? {} : { action };
  if (decision !== undefined) return { kind: 'decision', decision };
  if (document === undefined) return { kind: 'facts', ...asked, ...(branch !== undefined && { branch }) };
  if (branch === undefined) throw wrong('--document needs --branch, where the customer would buy');
  return { kind: 'customer', branch, document, ...asked, ...(amount !== undefined && { amountCents: Number(amount) }) };
}

/** `averageDelayDays=12`, `hasTermPart=true`, `situation=blocked`. */
function factsOf(typed: readonly string[]): Readonly<Record<string, number | boolean | string>> {
  const pairs = typed.map((one) => {
    const [, name = '', value = ''] = /^(\w+)=(.+)$/.exec(one) ?? [];
    if (name === '') throw wrong(`--fact ${one} is not name=value`);
    if (value === 'true' || value === 'false') return [name, value === 'true'] as const;
    return [name, /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : String(value)] as const;
  });
  return Object.fromEntries<number | boolean | string>(pairs);
}

/** What held or warned, each with its comparisons and what would quiet it; then what would turn the whole. */
function linesOf({ judgement, explained, turns }: z.infer<typeof simulatedSchema>): string[] {
  const told = explained.flatMap(({ check, name, result, outcome, rules }) => [
    `${check}  ${result}, ${outcome}  (${name})`,
    ...rules.flatMap(({ conditions }) => conditions.map(({ text }) => `    ${text}`)),
    ...(turns.checks[check] ?? []).map(({ text }) => `    → ${text}`),
  ]);
  const turning = turns.outcome.map(({ text }) => `turned by  ${text}`);
  return [...told, '', `outcome: ${judgement.outcome}`, ...turning];
}
