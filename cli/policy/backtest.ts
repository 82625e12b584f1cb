/** Owns `policy backtest`: begun, waited for, and told. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { CliError, EXIT } from '../exit';
import { callApi, type PolicyConnection } from './call-api';
import { chosenDraft, draftPath, pathOf } from './drafts';
import { operandsOf, wrong, type PolicyCommand } from './options';
import { reais } from './tell';

const flip = z.looseObject({
  direction: z.string(),
  count: z.int(),
  valueCents: z.int(),
  endings: z.looseObject({ known: z.int(), late: z.int() }),
});
type Flip = z.infer<typeof flip>;
const backtestSchema = z.looseObject({
  backtest: z.string(),
  status: z.string(),
  progress: z.number(),
  judged: z.int(),
  flips: z.array(flip),
  checks: z.array(z.looseObject({ check: z.string(), flips: z.array(flip) })),
});

const WAIT_MS = 500;
/** Two hours. */
const MOST_WAITS = 14_400;

/** Errors: `CliError` for one that is cancelled, has failed, or takes longer than two hours: it goes on by itself. */
export async function backtest(
  connection: PolicyConnection,
  command: PolicyCommand,
  onProgress: (share: number) => void,
) {
  const [policy = ''] = operandsOf(command, 'POLICY');
  const { draft: named, over, from, to } = command.options;
  const draft = await chosenDraft(connection, policy, named);
  const wish = {
    ...(over !== undefined && { over }),
    ...(from !== undefined && { from: instantOf(from) }),
    ...(to !== undefined && { to: instantOf(to) }),
  };
  let answer = await callApi(connection, 'POST', draftPath(policy, draft, '/backtest'), wish);
  let told = backtestSchema.parse(answer);
  for (let waits = 0; told.status === 'running'; waits += 1) {
    if (waits >= MOST_WAITS) throw new CliError(EXIT.unavailable, `${told.backtest} is still running`);
    onProgress(told.progress);
    await pause(WAIT_MS);
    answer = await callApi(connection, 'GET', pathOf(policy, `/backtests/${told.backtest}`));
    told = backtestSchema.parse(answer);
  }
  if (told.status !== 'done') throw new CliError(EXIT.rejected, `${told.backtest} ended ${told.status}`);
  return { answer, lines: linesOf(told) };
}

/** A day begins at midnight, UTC. */
function instantOf(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw wrong(`${text} is neither a day nor an instant`);
  return at.toISOString();
}

function linesOf({ judged, flips, checks }: z.infer<typeof backtestSchema>): string[] {
  const ofChecks = checks
    .filter((one) => one.flips.length > 0)
    .flatMap((one) => one.flips.map((turned) => `  ${one.check}: ${flipText(turned)}`));
  return [`${judged} judged by both`, ...(flips.length === 0 ? ['nothing differs'] : flips.map(flipText)), ...ofChecks];
}

function flipText({ direction, count, valueCents, endings: { known, late } }: Flip): string {
  const ended = known === 0 ? '' : `; of ${known} whose end is known ${late} paid late`;
  return `${direction} ${count} (${reais(valueCents)})${ended}`;
}
