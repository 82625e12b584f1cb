/** Owns `npm run demo`: an hour of a distributor's life, sent to the running Crivo and watched. */
import { dateInZone } from '../../domain/calendar';
import { localFiles } from '../start/settings';
import { httpApi } from './api-client';
import { findRunning } from './find-running';
import { live } from './life';
import { parseOptions, USAGE } from './options';
import { makePlan } from './plan';
import { prepare } from './prepare';
import { figureLines } from './summary';
import { clockOf, createView } from './view';

/** In an average hour; what the machine of a laptop carries with ease. */
const ARRIVALS_PER_SECOND = 3;
const GRACE_MS = 10_000;
const ZONE = 'America/Sao_Paulo';

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return console.log(USAGE);
  const { seconds, seed, hour } = parseOptions(args);
  const demo = await findRunning(localFiles().demo);
  const api = httpApi(demo.baseUrl, demo.keys);
  const today = dateInZone(new Date().toISOString(), ZONE);
  const plan = makePlan({ seed, arrivals: seconds * ARRIVALS_PER_SECOND, hour, today });
  const from = clockOf(plan.fromMinute, 0);
  const to = clockOf(plan.fromMinute, 60);
  console.log(
    `Semente ${seed}: ${plan.customers.length} clientes, ${plan.groups.length} grupos e ${plan.events.length} ` +
      `acontecimentos das ${from} às ${to} em ${seconds} s, em ${demo.baseUrl}`,
  );
  await prepare(api, plan);
  const view = createView(screen(), plan.fromMinute, () => performance.now());
  const record = await live(api, plan, { seconds, graceMs: GRACE_MS, onChange: view.update });
  view.end();
  const where = demo.temporalUi === null ? [] : [`os pedidos como workflows: ${demo.temporalUi}`];
  const again = `o mesmo outra vez hoje: npm run demo -- --seed ${seed} --seconds ${seconds} --hour ${hour}`;
  console.log(['', `Das ${from} às ${to}:`, '', ...figureLines(record), '', ...where, again].join('\n'));
  if (record.counts.failures.length > 0) process.exitCode = 1;
}

function screen() {
  const { stdout } = process;
  return { isTTY: stdout.isTTY, columns: stdout.columns ?? 120, write: (text: string) => void stdout.write(text) };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
